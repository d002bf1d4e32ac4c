package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// One spec under several modes, over HTTP.
class RaceTest extends LiveService {
    private static final String ESSAY = encoded("synthetic:essay?speed=60");

    private JsonNode race(String query) {
        var answer = post("/races?" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        var race = json(answer);
        assertThat(answer.headers().firstValue("Location"))
                .contains("/races/" + race.get("id").asString());
        return race;
    }

    private List<JsonNode> finished(JsonNode race) {
        runs(race).forEach(run -> ended(run.get("job").get("id").asString()));
        return runs(again(race));
    }

    private JsonNode again(JsonNode race) {
        return json(get("/races/" + race.get("id").asString()));
    }

    private static List<JsonNode> runs(JsonNode race) {
        return race.get("runs").valueStream().toList();
    }

    private static Instant at(JsonNode run, String field) {
        return Instant.parse(run.get("job").get(field).asString());
    }

    private static Duration duration(JsonNode run, String field) {
        return Duration.parse(run.get(field).asString());
    }

    private static String job(JsonNode run, String field) {
        return run.get("job").get(field).asString();
    }

    @Test
    void runsAllModesOneAfterAnother() {
        var race = race("uri=" + ESSAY);
        assertThat(runs(race))
                .extracting(run -> run.get("mode").asString())
                .containsExactly("sequential", "concurrent", "parallel");
        assertThat(job(runs(race).get(2), "state")).isEqualTo("queued");
        var runs = finished(race);
        assertThat(at(runs.get(1), "startedAt")).isAfterOrEqualTo(at(runs.get(0), "endedAt"));
        assertThat(at(runs.get(2), "startedAt")).isAfterOrEqualTo(at(runs.get(1), "endedAt"));
        assertThat(runs).allMatch(run -> job(run, "state").equals("succeeded"));
    }

    @Test
    void reportsTimesBesideThoseOfTheModel() {
        var race = race("uri=" + ESSAY);
        assertThat(race.get("model").isNull()).isTrue();
        var runs = finished(race);
        var model = again(race).get("model");
        var close = Percentage.withPercentage(25);
        assertThat(duration(model, "fetch").toMillis()).isCloseTo(500, close);
        assertThat(duration(model, "statistics").toMillis()).isCloseTo(200, close);
        assertThat(duration(model, "sum"))
                .isEqualTo(duration(model, "fetch").plus(duration(model, "statistics")));
        assertThat(duration(model, "longer")).isEqualTo(duration(model, "fetch"));
        assertThat(model.get("fetchIncludesWaiting").asBoolean()).isTrue();
        assertThat(duration(runs.get(0), "predicted")).isEqualTo(duration(model, "sum"));
        assertThat(duration(runs.get(2), "predicted")).isEqualTo(duration(model, "longer"));
        assertThat(runs)
                .allSatisfy(run -> {
                    assertThat(duration(run, "total"))
                            .isGreaterThanOrEqualTo(duration(run, "firstResult"));
                    assertThat(run.get("turns").asLong()).isPositive();
                    assertThat(duration(run, "cpu")).isPositive();
                });
    }

    @Test
    void aNetworkThatIsWaitedForCountsInTheModel() {
        var runs = race("modes=sequential&uri=" + encoded("sample:trips?rate=20MB"));
        finished(runs);
        var model = again(runs).get("model");
        // Four megabytes at twenty a second.
        assertThat(duration(model, "fetch").toMillis()).isGreaterThan(180);
    }

    @Test
    void runsTogetherWhenAskedTo() {
        var runs = finished(race("together=true&modes=concurrent,parallel&uri=" + ESSAY));
        assertThat(runs).hasSize(2);
        assertThat(at(runs.get(1), "startedAt")).isBefore(at(runs.get(0), "endedAt"));
    }

    @Test
    void virtualThreadsHaveNoProcessorTime() {
        var runs = finished(race("modes=concurrent&executor=io&uri=sample:trips"));
        assertThat(runs.getFirst().get("cpu").isNull()).isTrue();
    }

    @Test
    void aSpecMayStandInTheBody() {
        var answer =
                postJson(
                        "/races",
                        """
                        {"modes": ["parallel"], "together": true,
                         "source": {"uri": "sample:trips"}, "limits": {"maxRows": 100}}
                        """);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        var runs = finished(json(answer));
        assertThat(result(job(runs.getFirst(), "id")).get("rows").asLong()).isEqualTo(100);
    }

    @Test
    void whoeverIsCancelledBeforeItsStartNeverStarts() {
        var race = race("uri=" + ESSAY);
        String second = job(runs(race).get(1), "id");
        assertThat(delete(second).statusCode()).isEqualTo(202);
        await().untilAsserted(() -> assertThat(state(second)).isEqualTo("cancelled"));
        var runs = finished(race);
        assertThat(runs.get(1).get("job").get("startedAt").isNull()).isTrue();
        assertThat(job(runs.get(2), "state")).isEqualTo("succeeded");
    }

    @ParameterizedTest
    @CsvSource({
        "modes=fast, unknown mode",
        "'modes=parallel,parallel', modes names each mode once",
        "mode=parallel, unknown parameter 'mode'",
        "together=perhaps, together is true or false",
        "maxRows=0, maxRows is",
        "uri=gopher:x, unknown scheme",
    })
    void nonsenseIsRefusedWithASentence(String query, String sentence) {
        var answer = post("/races?" + query);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("detail").asString()).startsWith(sentence);
    }

    @Test
    void thereIsNoRaceOfAnotherName() {
        assertThat(get("/races/nobody").statusCode()).isEqualTo(404);
    }
}
