package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interim.fixture.EventReader;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// Whoever follows a job chooses which events come, how often, and in what shape.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventChoiceTest extends LiveService {
    private String id;
    private List<EventReader.Event> all;

    @BeforeAll
    void runToTheEnd() {
        id = started("uri=" + encoded("sample:trips?rate=8MB"));
        result(id);
        all = read("");
        assertThat(all).hasSizeGreaterThan(8);
    }

    private List<EventReader.Event> read(String query) {
        return read(get("/jobs/" + id + "/events" + query, "Accept", "text/event-stream"));
    }

    private static List<EventReader.Event> read(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        try (var events = new EventReader(new ByteArrayInputStream(bytes))) {
            return events.rest();
        }
    }

    private List<EventReader.Event> allOf(String... types) {
        return all.stream().filter(event -> List.of(types).contains(event.type())).toList();
    }

    @Test
    void onlyWhatIsWantedComesUnderItsOwnNumber() {
        assertThat(read("?events=snapshot,done")).isEqualTo(allOf("snapshot", "done"));
        assertThat(read("?events=state")).isEqualTo(allOf("state", "done"));
        assertThat(read("?events=done")).isEqualTo(allOf("done"));
    }

    @Test
    void whatIsWantedGoesOnWhereItWasCut() {
        var wanted = allOf("snapshot", "done");
        for (int seen = 0; seen < wanted.size() - 1; seen++) {
            assertThat(read("?events=snapshot,done&lastEventId=" + wanted.get(seen).id()))
                    .isEqualTo(wanted.subList(seen + 1, wanted.size()));
        }
        var end = get("/jobs/" + id + "/events?events=snapshot&lastEventId=" + all.getLast().id());
        assertThat(end.statusCode()).isEqualTo(204);
    }

    @Test
    void slowedDownOnlyTheNewestComes() {
        var slow = read("?every=1s");
        assertThat(slow).isSubsetOf(all).containsAll(allOf("state", "done"));
        assertThat(data(slow, "snapshot")).hasSize(1).allMatch(it -> it.get("final").asBoolean());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "events=snapshots",
                "events=",
                "events=state,,done",
                "events=%0Aevil",
                "every=",
                "every=0s",
                "every=1",
                "every=-1s",
                "every=2h",
                "every=soon",
                "every=99999999999999999999s"
            })
    void whatIsNotKnownIsRefused(String query) {
        for (String accept : List.of("text/event-stream", "application/x-ndjson")) {
            var answer = get("/jobs/" + id + "/events?" + query, "Accept", accept);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(json(answer).get("detail").asString())
                    .containsAnyOf("known are state, progress", "every must be a time like");
        }
        assertThat(get("/jobs/" + id + "/events?redraw=yes", "Accept", "text/plain").statusCode())
                .isEqualTo(400);
    }

    @Test
    void serverSentEventsAreWhatComesUnasked() {
        var answer = get("/jobs/" + id + "/events", "Accept", "*/*");
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("text/event-stream");
        assertThat(read(answer)).isEqualTo(all);
    }

    @Test
    void linesOfJsonAreTheSameEvents() {
        var answer = get("/jobs/" + id + "/events", "Accept", "application/x-ndjson");
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/x-ndjson");
        List<JsonNode> lines = answer.body().lines().map(JSON::readTree).toList();
        assertThat(lines).hasSameSizeAs(all);
        for (int i = 0; i < all.size(); i++) {
            var line = lines.get(i);
            assertThat(line.propertyNames()).containsExactly("id", "event", "data");
            assertThat(line.get("id").asString()).isEqualTo(all.get(i).id());
            assertThat(line.get("event").asString()).isEqualTo(all.get(i).type());
            assertThat(line.get("data")).isEqualTo(data(all.get(i)));
        }
    }

    @Test
    void tableEndsWithEveryColumnAndTheEnd() {
        var answer = get("/jobs/" + id + "/events", "Accept", "text/plain");
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("text/plain;charset=utf-8");
        var lines = answer.body().lines().toList();
        assertThat(lines.getLast()).isEqualTo("succeeded: 36000 rows");
        int header =
                lines.lastIndexOf(
                        lines.stream()
                                .filter(it -> it.startsWith("column"))
                                .findFirst()
                                .orElseThrow());
        assertThat(lines.get(header))
                .containsSubsequence(
                        "type", "nulls", "min", "mean", "median", "max", "distinct", "histogram");
        for (JsonNode column : result(id).get("columns")) {
            assertThat(lines.subList(header, lines.size()))
                    .anyMatch(line -> line.startsWith(column.get("name").asString()));
        }
        assertThat(answer.body()).contains("█████████ 100 %").doesNotContain("\u001b");
    }

    @Test
    void tableIsRedrawnWhereThatIsAskedFor() {
        String body = get("/jobs/" + id + "/events?redraw", "Accept", "text/plain").body();
        assertThat(body).contains("A\r\u001b[J").endsWith("succeeded: 36000 rows\n");
    }

    /// Proxies hold back what they compress, and what they may keep.
    @ParameterizedTest
    @ValueSource(strings = {"text/event-stream", "application/x-ndjson", "text/plain"})
    void noShapeIsCompressedNorKept(String accept) {
        var headers =
                get("/jobs/" + id + "/events", "Accept", accept, "Accept-Encoding", "gzip, br")
                        .headers();
        assertThat(headers.firstValue("Content-Type").orElseThrow()).startsWith(accept);
        assertThat(headers.firstValue("Content-Encoding")).isEmpty();
        assertThat(headers.firstValue("Content-Length")).isEmpty();
        assertThat(headers.firstValue("Cache-Control")).hasValue("no-store, no-transform");
        assertThat(headers.firstValue("X-Accel-Buffering")).hasValue("no");
        assertThat(headers.allValues("Vary")).contains("Accept");
    }

    @Test
    void nobodyKeepsAPlaceAfterTheEnd(@Autowired Subscribers subscribers) {
        read("");
        await().until(() -> subscribers.count() == 0);
    }
}
