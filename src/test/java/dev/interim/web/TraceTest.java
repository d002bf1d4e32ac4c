package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Who ran when, for other people's viewers.
class TraceTest extends LiveService {
    private static final String TRACE = "application/vnd.chrome.trace+json";

    private List<JsonNode> trace(String id, String phase) {
        var answer = get("/jobs/" + id + "/timeline", "Accept", TRACE);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith(TRACE);
        return json(answer)
                .get("traceEvents")
                .valueStream()
                .filter(event -> event.get("ph").asString().equals(phase))
                .toList();
    }

    @Test
    void aTraceHasAProcessForEachExecutorAndAThreadForEachWorker() {
        String id = started("uri=sample:trips&mode=concurrent");
        ended(id);
        assertThat(trace(id, "M"))
                .extracting(event ->
                        event.get("name").asString()
                                + " "
                                + event.get("args").get("name").asString())
                .containsExactly("process_name turns", "thread_name turns-1");
    }

    @Test
    void everySpanIsACompleteEvent() {
        String id = started("uri=sample:trips&mode=parallel");
        long rows = result(id).get("rows").asLong();
        var spans = trace(id, "X");
        assertThat(spans)
                .isNotEmpty()
                .allSatisfy(span -> {
                    assertThat(span.get("ts").asDouble()).isNotNegative();
                    assertThat(span.get("dur").asDouble()).isNotNegative();
                    assertThat(span.get("pid").asInt()).isPositive();
                    assertThat(span.get("tid").asInt()).isPositive();
                    assertThat(span.get("args").propertyNames())
                            .containsExactly("lane", "bytes", "rows", "turns");
                });
        assertThat(spans.stream().mapToLong(span -> span.get("args").get("rows").asLong()).sum())
                .isEqualTo(rows);
        assertThat(spans.stream().mapToLong(span -> span.get("args").get("turns").asLong()).sum())
                .isEqualTo(
                        json(get("/jobs/" + id + "/timeline"))
                                .get("spans")
                                .valueStream()
                                .mapToLong(span -> span.get("turns").asLong())
                                .sum());
    }

    @Test
    void aPauseIsAGap() {
        String id = started("mode=concurrent&uri=" + encoded("synthetic:essay?speed=60"));
        try (var events = follow(id)) {
            events.until(event -> event.type().equals("snapshot"));
            patch(id, "{\"state\":\"paused\"}");
            // As long as another job takes, and that is most of a second.
            ended(started("mode=concurrent&uri=" + encoded("synthetic:essay?speed=60")));
            patch(id, "{\"state\":\"running\"}");
            events.rest();
        }
        var spans = trace(id, "X");
        double longest = 0;
        for (int i = 1; i < spans.size(); i++) {
            var before = spans.get(i - 1);
            double end = before.get("ts").asDouble() + before.get("dur").asDouble();
            longest = Math.max(longest, spans.get(i).get("ts").asDouble() - end);
        }
        assertThat(longest).isGreaterThan(500_000);
    }

    @Test
    void plainJsonStaysTheUsualAnswer() {
        String id = started("uri=sample:trips");
        ended(id);
        assertThat(json(get("/jobs/" + id + "/timeline")).has("spans")).isTrue();
        assertThat(json(get("/jobs/" + id + "/timeline", "Accept", "*/*")).has("spans")).isTrue();
    }

    @Test
    void aFlightRecordingShowsTheTurns(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("turns.jfr");
        String id;
        try (var recording = new Recording()) {
            recording.enable("interim.Turn").withoutThreshold();
            recording.start();
            id = started("uri=sample:trips&mode=parallel");
            ended(id);
            recording.stop();
            recording.dump(file);
        }
        var turns =
                RecordingFile.readAllEvents(file).stream()
                        .filter(event -> event.getEventType().getName().equals("interim.Turn"))
                        .filter(event -> event.getString("group").equals(id))
                        .toList();
        assertThat(turns)
                .extracting(event -> event.getString("activity"))
                .contains("fetch", "statistics");
        assertThat(turns.stream().mapToLong(event -> event.getLong("rows")).sum())
                .isEqualTo(36_000);
        assertThat(turns).allSatisfy(TraceTest::hasAWorker);
    }

    private static void hasAWorker(RecordedEvent turn) {
        assertThat(turn.getString("worker")).startsWith("cores-");
        assertThat(turn.getDuration()).isPositive();
    }
}
