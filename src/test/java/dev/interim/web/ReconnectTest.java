package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.fixture.EventReader;
import dev.interim.fixture.EventReader.Event;
import dev.interim.fixture.Followed;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A stream that was cut off goes on where it was cut.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReconnectTest extends LiveService {
    private String id;
    private List<Event> all;

    @BeforeAll
    void runToTheEnd() {
        id = started("uri=" + encoded("sample:trips?rate=8MB"));
        result(id);
        try (var events = follow(id)) {
            all = events.rest();
        }
        assertThat(all).hasSizeGreaterThan(8);
    }

    /// How a client says what it has seen.
    enum Way {
        HEADER,
        QUERY
    }

    private EventReader follow(String job, long seen, Way way) {
        return switch (way) {
            case HEADER -> follow(job, seen);
            case QUERY -> followed("/jobs/" + job + "/events?lastEventId=" + seen);
        };
    }

    @ParameterizedTest
    @EnumSource
    void cutAtEveryEventItGoesOnWithTheRest(Way way) {
        for (int seen = 1; seen < all.size(); seen++) {
            assertThat(all.get(seen - 1).number()).isEqualTo(seen);
            try (var events = follow(id, seen, way)) {
                assertThat(events.rest()).isEqualTo(all.subList(seen, all.size()));
            }
        }
    }

    @Test
    void whatTheQuerySaysWins() {
        var answer =
                get(
                        "/jobs/" + id + "/events?lastEventId=" + (all.size() - 1),
                        "Last-Event-ID",
                        "1");
        assertThat(answer.body()).contains("event:done").doesNotContain("event:state");
    }

    @ParameterizedTest
    @EnumSource
    void cutAtEveryEventOfAJobThatHasNotEndedItGoesOnWithTheRest(Way way) {
        String paused = started("uri=" + encoded("sample:trips?rate=1MB"));
        try (var events = follow(paused)) {
            events.until(event -> event.number() >= 8);
            patch(paused, "{\"state\":\"paused\"}");
            var before = events.until(event -> event.data().contains("\"paused\""));
            var cut = new ArrayList<EventReader>();
            for (long seen = 1; seen < before.getLast().number(); seen++) {
                cut.add(follow(paused, seen, way));
            }
            assertThat(cut).hasSizeGreaterThan(7);
            var firsts = cut.stream().map(ReconnectTest::untilPaused).toList();
            for (int i = 0; i < firsts.size(); i++) {
                assertThat(firsts.get(i))
                        .extracting(Event::number)
                        .containsExactlyElementsOf(upTo(i + 2, before.getLast().number()));
            }
            patch(paused, "{\"state\":\"running\"}");
            var rests = cut.stream().map(EventReader::rest).toList();
            var whole = follow(paused).rest();
            for (int i = 0; i < rests.size(); i++) {
                var got = new ArrayList<>(firsts.get(i));
                got.addAll(rests.get(i));
                new Followed(got).assertMissesNothingOf(whole, i + 2);
            }
            cut.forEach(EventReader::close);
        }
    }

    private static List<Event> untilPaused(EventReader events) {
        return events.until(event -> event.data().contains("\"paused\""));
    }

    private static List<Long> upTo(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    @Test
    void whoHasSeenTheEndNeedNotComeBack() {
        assertThat(events(id, all.size()).statusCode()).isEqualTo(204);
        assertThat(events(id, all.size() + 100).statusCode()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-", "1.5", "99999999999999999999"})
    void whatIsNoNumberIsRefused(String number) {
        assertThat(get("/jobs/" + id + "/events", "Last-Event-ID", number).statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void cutAgainAndAgainWhileTheJobRunsItMissesNothingThatCounts(int eventsAtATime) {
        String running = started("uri=" + encoded("sample:trips?rate=4MB"));
        List<Event> seen = new ArrayList<>();
        boolean isOver = false;
        while (!isOver) {
            long last = seen.isEmpty() ? 0 : seen.getLast().number();
            try (var events = follow(running, last)) {
                seen.addAll(someOf(events, eventsAtATime));
            }
            isOver = seen.getLast().type().equals("done");
        }
        new Followed(seen).assertMissesNothingOf(follow(running).rest());
        assertThat(data(seen, "state"))
                .extracting(job -> job.get("state").asString())
                .containsExactly("queued", "running", "succeeded");
        assertThat(data(seen, "snapshot").getLast().get("final").asBoolean()).isTrue();
    }

    private static List<Event> someOf(EventReader events, int most) {
        List<Event> some = new ArrayList<>();
        for (var event = events.next(); event != null; event = events.next()) {
            some.add(event);
            if (some.size() == most) {
                return some;
            }
        }
        return some;
    }

    @Test
    void heartbeatTellsThatAStreamInWhichNothingHappensIsAlive() {
        String paused = started("uri=" + encoded("sample:trips?rate=1kB"));
        patch(paused, "{\"state\":\"paused\"}");
        try (var events = follow(paused)) {
            events.until(event -> event.data().contains("\"paused\""));
            events.whenCommented(_ -> delete(paused));
            assertThat(events.rest()).extracting(Event::type).containsExactly("state", "done");
            assertThat(events.comments()).contains("still here");
        }
    }
}
