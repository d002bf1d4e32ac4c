package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever has the newest result already is told so, and whoever wants the last one may wait.
class ConditionalResultTest extends LiveService {
    private String result;

    @BeforeEach
    void runOne() {
        String id = started("uri=sample:trips&statistics=basic&maxRows=100");
        ended(id);
        result = "/jobs/" + id + "/result";
    }

    private String tag() {
        return get(result).headers().firstValue("ETag").orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "W/%s", "\"x\", %s"})
    void whatIsKnownIsNotSentAgain(String known) {
        var answer = get(result, "If-None-Match", known.formatted(tag()));
        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("ETag")).hasValue(tag());
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-cache, private");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"x\"", "x", "\"\"", ","})
    void anythingElseIsSent(String known) {
        assertThat(get(result, "If-None-Match", known).statusCode()).isEqualTo(200);
    }

    @Test
    void eachShapeHasATagOfItsOwn() {
        var csv = get(result, "Accept", "text/csv", "If-None-Match", tag());
        assertThat(csv.statusCode()).isEqualTo(200);
        assertThat(csv.headers().firstValue("ETag")).isPresent().isNotEqualTo(tag());
        assertThat(csv.headers().firstValue("Vary")).hasValue("Accept");
    }

    @Test
    void headHasTheTagAndNoBody() {
        var answer = send(request(result).method("HEAD", BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("ETag")).hasValue(tag());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "wait=7; wait=7",
                "WAIT = 7; wait=7",
                "wait=\"7\"; wait=7",
                "respond-async, wait=7, handling=lenient; wait=7",
                "wait=999999999; wait=60",
            })
    void preferenceIsToldWhereItCounts(String prefer, String applied) {
        assertThat(get(result, "Prefer", prefer).headers().firstValue("Preference-Applied"))
                .hasValue(applied);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait", "wait=", "wait=-1", "wait=soon", "await=7", "wait=0"})
    void preferenceThatCannotBeReadIsPassedOver(String prefer) {
        var answer = get(result, "Prefer", prefer);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Preference-Applied")).isEmpty();
    }
}
