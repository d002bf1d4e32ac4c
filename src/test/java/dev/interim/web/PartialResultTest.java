package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// When there are results, and of what they speak: that is what the modes differ in.
class PartialResultTest extends LiveService {
    private static final String SLOW = encoded("sample:trips?rate=4MB");

    @ParameterizedTest
    @ValueSource(strings = {"concurrent", "parallel"})
    void resultsComeWhileDataIsStillFetched(String mode) {
        String id = started("mode=" + mode + "&uri=" + SLOW);
        try (var events = follow(id)) {
            events.until(event -> event.type().equals("snapshot"));
            var job = job(id);
            assertThat(job.get("firstResultAt").isNull()).isFalse();
            var all = events.rest();
            long total = job.get("progress").get("bytesTotal").asLong();
            assertThat(data(all, "progress"))
                    .anyMatch(progress -> progress.get("bytesFetched").asLong() < total);
        }
        assertThat(firstStart(id)).isLessThan(lastFetchEnd(id));
    }

    @Test
    void sequentialHasNoResultBeforeAllIsFetched() {
        String id = started("mode=sequential&uri=" + SLOW);
        await().until(() -> job(id).get("progress").get("bytesFetched").asLong() > 1_000_000);
        assertThat(get("/jobs/" + id + "/result").statusCode()).isEqualTo(204);
        assertThat(job(id).get("firstResultAt").isNull()).isTrue();
        try (var events = follow(id)) {
            var before = events.until(event -> event.type().equals("snapshot"));
            assertThat(data(before, "progress"))
                    .hasSizeGreaterThan(3)
                    .allMatch(
                            progress -> progress.get("rows").asLong() == 0 || isFetched(progress));
            // The only one, and the last.
            assertThat(data(before.getLast()).get("final").asBoolean()).isTrue();
            long fetched = job(id).get("progress").get("bytesFetched").asLong();
            assertThat(fetched).isEqualTo(job(id).get("source").get("bytes").asLong());
            events.rest();
        }
        assertThat(firstStart(id)).isGreaterThanOrEqualTo(lastFetchEnd(id));
    }

    private static boolean isFetched(JsonNode progress) {
        return progress.get("bytesFetched").equals(progress.get("bytesTotal"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"concurrent", "parallel"})
    void partialResultIsExactlyThatOfTheRowsItSpeaksOf(String mode) {
        String id = started("mode=" + mode + "&uri=" + SLOW);
        try (var events = follow(id)) {
            var snapshots = data(events.rest(), "snapshot");
            assertThat(snapshots).hasSizeGreaterThan(2);
            for (JsonNode snapshot : snapshots) {
                // The ids are 1, 2, 3 and so on, in the order of the data.
                long rows = snapshot.get("rows").asLong();
                var numeric = snapshot.get("columns").get(0).get("numeric");
                assertThat(numeric.get("max").asLong()).isEqualTo(rows);
                assertThat(numeric.get("sum").asLong()).isEqualTo(rows * (rows + 1) / 2);
                assertThat(snapshot.get("columns"))
                        .allMatch(column -> column.get("count").asLong() == rows);
            }
        }
    }

    @Test
    void waitingForTheResultIsAnsweredAtTheEnd() {
        String id = started("uri=" + encoded("sample:trips?rate=8MB"));
        var answer = get("/jobs/" + id + "/result", "Prefer", "respond-async, wait=30");
        assertThat(json(answer).get("final").asBoolean()).isTrue();
        assertThat(json(answer).get("rows").asLong()).isEqualTo(36_000);
    }

    @Test
    void waitingNotLongEnoughIsAnsweredWithWhatThereIs() {
        String id = started("uri=" + encoded("sample:trips?rate=100kB"));
        await().until(() -> get("/jobs/" + id + "/result").statusCode() == 200);
        var answer = get("/jobs/" + id + "/result", "Prefer", "wait=1");
        assertThat(json(answer).get("final").asBoolean()).isFalse();
        delete(id);
        ended(id);
    }

    private double firstStart(String id) {
        return spans(id, "statistics").stream()
                .mapToDouble(span -> span.get("start").asDouble())
                .min()
                .orElseThrow();
    }

    private double lastFetchEnd(String id) {
        return spans(id, "fetch").stream()
                .mapToDouble(span -> span.get("end").asDouble())
                .max()
                .orElseThrow();
    }
}
