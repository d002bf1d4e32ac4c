package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A job that is to end early succeeds with what it has.
class LimitsTest extends LiveService {
    @ParameterizedTest
    @ValueSource(strings = {"sequential", "concurrent", "parallel"})
    void maxRowsIsExactInEveryMode(String mode) {
        String id = started("uri=sample:trips&maxRows=12345&mode=" + mode);
        var result = result(id);
        assertThat(result.get("rows").asLong()).isEqualTo(12_345);
        assertThat(result.get("final").asBoolean()).isTrue();
        assertThat(result.get("scope").asString()).isEqualTo("prefix");
        assertThat(result.get("columns").get(0).get("numeric").get("max").asDouble())
                .isEqualTo(12_345);
        assertThat(state(id)).isEqualTo("succeeded");
    }

    @Test
    void maxBytesStopsTheFetchThere() {
        String id =
                accepted(
                        postJson(
                                "/jobs",
                                """
                                {"source": {"uri": "sample:trips"}, "limits": {"maxBytes": "1MB"}}
                                """));
        var result = result(id);
        assertThat(result.get("scope").asString()).isEqualTo("prefix");
        assertThat(result.get("fraction").asDouble()).isBetween(0.24, 0.26);
        assertThat(job(id).get("progress").get("bytesFetched").asLong()).isEqualTo(1_000_000);
    }

    @Test
    void maxDurationEndsASlowJob() {
        String slow = encoded("sample:trips?rate=400kB");
        String id = started("maxDuration=0.5s&uri=" + slow);
        var result = result(id);
        assertThat(result.get("scope").asString()).isEqualTo("prefix");
        assertThat(result.get("rows").asLong()).isPositive();
        assertThat(state(id)).isEqualTo("succeeded");
    }

    @Test
    void theQueryWinsOverTheBody() {
        String id =
                accepted(
                        postJson(
                                "/jobs?maxRows=10",
                                """
                                {"source": {"uri": "sample:trips"},
                                 "limits": {"maxRows": 20, "maxBytes": 500000}}
                                """));
        assertThat(result(id).get("rows").asLong()).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource({
        "maxRows=0, maxRows is a whole number above 0",
        "maxRows=many, maxRows is a whole number above 0",
        "maxBytes=0, maxBytes must be at least 1 byte",
        "maxBytes=10XB, maxBytes: a size is a number of bytes",
        "maxDuration=-1s, maxDuration: a duration is numbers with",
        "maxDuration=soon, maxDuration: a duration is numbers with",
    })
    void nonsenseIsRefusedWithASentence(String query, String sentence) {
        var answer = post("/jobs?" + query);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("detail").asString()).startsWith(sentence);
    }
}
