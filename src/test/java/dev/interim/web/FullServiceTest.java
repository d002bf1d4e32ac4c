package dev.interim.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interim.fixture.EventReader;
import dev.interim.fixture.EventReader.Event;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/// A service with few places for those who follow, little patience with those who do not read, and
/// a short memory.
@TestPropertySource(
        properties = {
            "interim.web.subscribers=3",
            "interim.web.subscribers-per-job=2",
            "interim.web.read-timeout=2s",
            "interim.job.history=4",
            "interim.job.progress-interval=10ms",
            "interim.job.snapshot-interval=0"
        })
class FullServiceTest extends LiveService {
    private static final int COLUMNS = 400;
    private static final int ROWS = 300;
    private static final String SLOW = "uri=" + encoded("sample:trips?rate=50kB");

    @Test
    void whoFindsNoPlaceIsToldWhenToReturn() {
        String id = started(SLOW);
        String other = started(SLOW);
        try (var first = follow(id);
                var second = follow(id)) {
            var refused = get("/jobs/" + id + "/events");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("5");
            assertThat(refused.headers().firstValue("Content-Type"))
                    .hasValue("application/problem+json");
            assertThat(json(refused).get("kind").asString()).isEqualTo("over-capacity");
            assertThat(json(refused).get("status").asInt()).isEqualTo(503);
            try (var third = follow(other)) {
                assertThat(get("/jobs/" + other + "/events", "Accept", "text/plain").statusCode())
                        .isEqualTo(503);
                int before = json(get("/jobs")).get("items").size();
                assertThat(post("/jobs?follow").statusCode()).isEqualTo(503);
                assertThat(json(get("/jobs")).get("items")).hasSize(before);
                assertThat(third.next()).isNotNull();
            }
            assertThat(first.next()).isNotNull();
            assertThat(second.next()).isNotNull();
        }
        delete(id);
        delete(other);
    }

    @Test
    void cutAtEveryEventItGetsTheRestOrAGapAndTheNewest() {
        String id = started("uri=" + encoded("sample:trips?rate=8MB"));
        result(id);
        List<Event> kept;
        try (var events = follow(id)) {
            kept = events.rest();
        }
        long last = kept.getLast().number();
        long lost = lastMissing(kept);
        assertThat(lost).isBetween(4L, last - 4);
        for (long seen = 1; seen < last; seen++) {
            try (var events = follow(id, seen)) {
                assertGoesOn(events.rest(), seen, lost, kept);
            }
        }
    }

    private static long lastMissing(List<Event> kept) {
        var numbers = kept.stream().map(Event::number).toList();
        return LongStream.range(1, numbers.getLast())
                .filter(number -> !numbers.contains(number))
                .max()
                .orElse(0);
    }

    private static void assertGoesOn(List<Event> got, long seen, long lost, List<Event> kept) {
        var rest = kept.stream().filter(event -> event.number() > seen).toList();
        if (seen >= lost) {
            assertThat(got).isEqualTo(rest);
            return;
        }
        assertThat(got.getFirst())
                .isEqualTo(
                        new Event(
                                null, "gap", "{\"from\":%d,\"to\":%d}".formatted(seen + 1, lost)));
        assertThat(got.get(1)).isEqualTo(new Event(null, "state", newest(kept, "state").data()));
        assertThat(got.get(2))
                .isEqualTo(new Event(null, "snapshot", newest(kept, "snapshot").data()));
        assertThat(got.subList(3, got.size())).isEqualTo(rest);
    }

    private static Event newest(List<Event> events, String type) {
        return events.stream()
                .filter(event -> event.type().equals(type))
                .reduce((_, later) -> later)
                .orElseThrow();
    }

    /// Chunk by chunk: the next is sent when the one before has come out as a snapshot.
    @Test
    void whoNeverReadsIsClosedAndDelaysNobody(@Autowired Subscribers subscribers) {
        var before = scrape();
        try (var upload =
                new SlowUpload(
                        port, "PUT /jobs?mode=parallel HTTP/1.1", "Transfer-Encoding: chunked")) {
            String id = upload.job();
            upload.sendChunk((line("column") + line("1").repeat(ROWS)).getBytes(US_ASCII));
            try (var deaf = new DeafClient(port, "/jobs/" + id + "/events");
                    var keen = follow(id)) {
                await().until(() -> subscribers.count() == 2);
                long rows = 0;
                double mostBehind = 0;
                for (int value = 2; subscribers.count() == 2; value++) {
                    upload.sendChunk(line("" + value).repeat(ROWS).getBytes(US_ASCII));
                    rows = awaitMoreThan(rows, keen);
                    mostBehind = Math.max(mostBehind, behind());
                }
                assertThat(mostBehind).isPositive();
                upload.sendChunk(new byte[0]);
                assertThat(keen.rest()).last().extracting(Event::type).isEqualTo("done");
                assertThat(deaf.everything()).contains("event:state").doesNotContain("event:done");
            }
            assertThat(result(id).get("final").asBoolean()).isTrue();
        }
        // Its stream is gone, too, and nothing goes on writing to it.
        await().untilAsserted(() -> {
            assertThat(rise(before, "interim_event_streams_dropped_total")).isEqualTo(1);
            assertThat(rise(before, "interim_event_subscribers")).isZero();
        });
    }

    private Scrape scrape() {
        return Scrape.of(get("/actuator/prometheus").body());
    }

    private double behind() {
        return scrape().value("interim_event_subscribers_behind");
    }

    private double rise(Scrape before, String series) {
        return scrape().value(series) - before.value(series);
    }

    private static String line(String value) {
        return IntStream.range(0, COLUMNS)
                .mapToObj(i -> value + i)
                .collect(Collectors.joining(",", "", "\n"));
    }

    private static long awaitMoreThan(long rows, EventReader events) {
        var last =
                events.until(event ->
                        event.type().equals("snapshot") && data(event).get("rows").asLong() > rows);
        return data(last.getLast()).get("rows").asLong();
    }
}
