package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.fixture.EventReader;
import dev.interim.fixture.EventReader.Event;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/// The first thing a newcomer does: a job with nothing but a mode, and its events.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SampleJobTest extends LiveService {
    private static final int ROWS = 36_000;

    private HttpResponse<String> accepted;
    private String id;
    private List<Event> events;
    private EventReader reader;

    @BeforeAll
    void startAndFollowUntilTheServerClosesTheStream() {
        accepted = post("/jobs?mode=parallel");
        id = accepted(accepted);
        reader = follow(id);
        events = new ArrayList<>(reader.rest());
    }

    @Test
    void isAcceptedAndSaysWhereItIs() {
        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(accepted.headers().firstValue("Location")).hasValue("/jobs/" + id);
        assertThat(accepted.headers().firstValue("Content-Type")).hasValue("application/json");
        var job = json(accepted);
        assertThat(job.get("mode").asString()).isEqualTo("parallel");
        assertThat(job.get("executor").asString()).isEqualTo("cores");
        assertThat(job.get("state").asString()).isIn("queued", "running");
        assertThat(job.get("links").get("events").asString()).isEqualTo("/jobs/" + id + "/events");
        assertThat(job.get("source").get("uri").asString()).isEqualTo("sample:trips?rate=2MB");
    }

    @Test
    void tellsItsStateFirst() {
        assertThat(events.getFirst().type()).isEqualTo("state");
        assertThat(events.getFirst().number()).isEqualTo(1);
        assertThat(data(events.getFirst()).get("id").asString()).isEqualTo(id);
        assertThat(states()).containsExactly("queued", "running", "succeeded");
    }

    @Test
    void showsPartialResultsThatGrowBeforeTheLast() {
        var snapshots = data(events, "snapshot");
        var partial = snapshots.subList(0, snapshots.size() - 1);
        assertThat(partial)
                .hasSizeGreaterThanOrEqualTo(3)
                .allMatch(snapshot -> !snapshot.get("final").asBoolean())
                .allMatch(snapshot -> snapshot.get("scope").asString().equals("prefix"));
        assertThat(partial)
                .extracting(snapshot -> snapshot.get("rows").asLong())
                .isSorted()
                .doesNotHaveDuplicates()
                .allMatch(rows -> rows > 0 && rows < ROWS);
        assertThat(partial)
                .extracting(snapshot -> fare(snapshot).get("sum").asDouble())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void endsWithTheFinalSnapshotTheLastStateAndDone() {
        assertThat(events).extracting(Event::type).endsWith("snapshot", "state", "done");
        var snapshots = data(events, "snapshot");
        assertThat(snapshots.getLast().get("final").asBoolean()).isTrue();
        assertThat(snapshots.getLast().get("rows").asLong()).isEqualTo(ROWS);
        assertThat(snapshots.getLast().get("scope").asString()).isEqualTo("whole");
        assertThat(snapshots.getLast().get("fraction").asDouble()).isEqualTo(1.0);
        assertThat(events).filteredOn(event -> event.type().equals("done")).hasSize(1);
        var done = data(events.getLast());
        assertThat(done.get("state").asString()).isEqualTo("succeeded");
        assertThat(done.get("endedAt").isNull()).isFalse();
        assertThat(done.get("progress").get("fraction").asDouble()).isEqualTo(1.0);
        assertThat(done.get("progress").get("remaining").isNull()).isTrue();
    }

    @Test
    void reportsProgressThatNeverGoesBack() {
        var progress = data(events, "progress");
        assertThat(progress).hasSizeGreaterThan(5);
        assertThat(progress).extracting(it -> it.get("fraction").asDouble()).isSorted();
        assertThat(progress).extracting(it -> it.get("bytesFetched").asLong()).isSorted();
        assertThat(progress)
                .allMatch(
                        it -> it.get("bytesProcessed").asLong() <= it.get("bytesFetched").asLong());
    }

    @Test
    void numbersItsEventsUpwards() {
        assertThat(events)
                .extracting(Event::number)
                .isSorted()
                .doesNotHaveDuplicates()
                .startsWith(1L);
    }

    @Test
    void showsWhoComesLateEveryEventWithoutAGap() {
        try (var late = follow(id)) {
            var replay = late.rest();
            assertThat(replay)
                    .extracting(Event::number)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, events.getLast().number()).boxed().toList());
            assertThat(replay).containsAll(events);
        }
    }

    @Test
    void greetsItsSubscriberAtOnce() {
        assertThat(reader.retry()).isEqualTo("2000");
        assertThat(reader.comments()).startsWith("interim");
    }

    @Test
    void tellsProxiesToLeaveTheStreamAlone() {
        var headers = events(id, 0).headers();
        assertThat(headers.firstValue("Content-Type")).hasValue("text/event-stream");
        assertThat(headers.firstValue("Cache-Control")).hasValue("no-store, no-transform");
        assertThat(headers.firstValue("X-Accel-Buffering")).hasValue("no");
    }

    @Test
    void keepsItsResult() {
        var answer = get("/jobs/" + id + "/result");
        assertThat(json(answer)).isEqualTo(data(events, "snapshot").getLast());
        String tag = answer.headers().firstValue("ETag").orElseThrow();
        assertThat(get("/jobs/" + id + "/result", "If-None-Match", tag).statusCode())
                .isEqualTo(304);
    }

    @Test
    void isTheSameJobWhereverItIsLookedAt() {
        assertThat(job(id)).isEqualTo(data(events.getLast()));
        assertThat(json(get("/jobs?state=succeeded&mode=parallel&limit=500")).get("items"))
                .contains(job(id));
    }

    private List<String> states() {
        return data(events, "state").stream().map(job -> job.get("state").asString()).toList();
    }

    private static JsonNode fare(JsonNode snapshot) {
        return snapshot.get("columns")
                .valueStream()
                .filter(column -> column.get("name").asString().equals("fare"))
                .findFirst()
                .orElseThrow()
                .get("numeric");
    }
}
