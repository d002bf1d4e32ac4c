package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// `PATCH` steers a job while it runs, and leaves its result as it is.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChangeTest extends LiveService {
    private static final String SLOW = encoded("sample:trips?rate=4MB");

    private JsonNode undisturbed;

    @BeforeAll
    void runOneInPeace() {
        undisturbed = result(started("uri=sample:trips")).get("columns");
    }

    private String running(String mode) {
        String id = started("mode=" + mode + "&uri=" + SLOW);
        await().until(() -> fetched(id) > 100_000);
        return id;
    }

    private long fetched(String id) {
        return job(id).get("progress").get("bytesFetched").asLong();
    }

    private JsonNode changed(String id, String json) {
        var answer = patch(id, json);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sequential", "concurrent", "parallel"})
    void pausedStandsStillAndResumedGoesOn(String mode) {
        String id = running(mode);
        assertThat(changed(id, "{\"state\":\"paused\"}").get("state").asString())
                .isEqualTo("paused");
        // A turn that ran may still have ended; after that nothing moves.
        await().untilAsserted(() -> assertThat(busyWorkers()).isZero());
        var still = job(id).get("progress");
        result(started("uri=sample:trips&mode=" + mode));
        assertThat(job(id).get("progress").get("bytesFetched"))
                .isEqualTo(still.get("bytesFetched"));
        assertThat(job(id).get("state").asString()).isEqualTo("paused");
        assertThat(changed(id, "{\"state\":\"running\"}").get("state").asString())
                .isEqualTo("running");
        assertThat(result(id).get("columns")).isEqualTo(undisturbed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sequential", "concurrent", "parallel"})
    void goesThroughAllModesAndBack(String mode) {
        String id = running(mode);
        for (String next : new String[] {"parallel", "sequential", "concurrent", mode}) {
            var job = changed(id, "{\"mode\":\"" + next + "\"}");
            assertThat(job.get("mode").asString()).isEqualTo(next);
            assertThat(job.get("executor").asString())
                    .isEqualTo(next.equals("parallel") ? "cores" : "turns");
        }
        assertThat(result(id).get("columns")).isEqualTo(undisturbed);
        assertThat(ended(id).get("mode").asString()).isEqualTo(mode);
    }

    @Test
    void takesSeveralChangesAtOnce() {
        String id = running("concurrent");
        var job = changed(id, "{\"mode\":\"parallel\",\"priority\":\"interactive\"}");
        assertThat(job.get("mode").asString()).isEqualTo("parallel");
        assertThat(job.get("priority").asString()).isEqualTo("interactive");
        assertThat(result(id).get("columns")).isEqualTo(undisturbed);
    }

    @Test
    void everyChangeIsAnEvent() {
        String id = running("concurrent");
        changed(id, "{\"priority\":\"batch\"}");
        changed(id, "{\"mode\":\"parallel\"}");
        changed(id, "{\"state\":\"paused\"}");
        changed(id, "{\"state\":\"running\"}");
        result(id);
        try (var events = follow(id)) {
            assertThat(data(events.rest(), "state"))
                    .extracting(job ->
                            "%s %s %s"
                                    .formatted(
                                            job.get("state").asString(),
                                            job.get("mode").asString(),
                                            job.get("priority").asString()))
                    .containsExactly(
                            "queued concurrent normal",
                            "running concurrent normal",
                            "running concurrent batch",
                            "running parallel batch",
                            "paused parallel batch",
                            "running parallel batch",
                            "succeeded parallel batch");
        }
    }

    @Test
    void mergePatchIsTakenTooAndNullChangesNothing() {
        String id = running("concurrent");
        var answer =
                send(
                        request("/jobs/" + id)
                                .header("Content-Type", "application/merge-patch+json")
                                .method(
                                        "PATCH",
                                        BodyPublishers.ofString(
                                                "{\"priority\":\"batch\",\"mode\":null}")));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer).get("priority").asString()).isEqualTo("batch");
        assertThat(json(answer).get("mode").asString()).isEqualTo("concurrent");
        delete(id);
        ended(id);
    }

    @Test
    void changesNothingWhereOneOfTheWordsIsUnknown() {
        String id = running("concurrent");
        var answer = patch(id, "{\"priority\":\"batch\",\"mode\":\"fast\"}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(job(id).get("priority").asString()).isEqualTo("normal");
        delete(id);
        ended(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"state\":\"paused\"}",
                "{\"state\":\"running\"}",
                "{\"priority\":\"batch\"}",
                "{\"mode\":\"sequential\"}"
            })
    void endedItIsInConflict(String change) {
        String id = started("uri=sample:trips&statistics=basic");
        var before = ended(id);
        var answer = patch(id, change);
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(json(answer).get("kind").asString()).isEqualTo("conflict");
        assertThat(json(answer).get("detail").asString())
                .startsWith("the job has succeeded and cannot be ");
        assertThat(json(answer).get("instance").asString()).isEqualTo("/jobs/" + id);
        assertThat(job(id)).isEqualTo(before);
    }

    private int busyWorkers() {
        return json(get("/executors"))
                .valueStream()
                .mapToInt(executor -> executor.get("busyWorkers").asInt())
                .sum();
    }
}
