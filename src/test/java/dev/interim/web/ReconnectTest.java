package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.fixture.EventReader;
import dev.interim.fixture.EventReader.Event;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
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

    @Test
    void cutAtEveryEventItGoesOnWithTheRest() {
        for (int seen = 1; seen < all.size(); seen++) {
            try (var events = follow(id, seen)) {
                assertThat(events.rest()).isEqualTo(all.subList(seen, all.size()));
            }
        }
    }

    @Test
    void clientsThatSetNoHeadersSayItInTheQuery() {
        var answer = get("/jobs/" + id + "/events?lastEventId=" + (all.size() - 1));
        assertThat(answer.body()).contains("event:done").doesNotContain("event:state");
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

    @Test
    void cutWhileTheJobRunsItMissesNothingThatCounts() {
        String running = started("uri=" + encoded("sample:trips?rate=4MB"));
        List<Event> seen = new ArrayList<>();
        boolean isOver = false;
        while (!isOver) {
            long last = seen.isEmpty() ? 0 : seen.getLast().number();
            try (var events = follow(running, last)) {
                seen.addAll(someOf(events));
            }
            isOver = seen.getLast().type().equals("done");
        }
        assertThat(seen).extracting(Event::number).isSorted().doesNotHaveDuplicates();
        assertThat(data(seen, "state"))
                .extracting(job -> job.get("state").asString())
                .containsExactly("queued", "running", "succeeded");
        assertThat(data(seen, "snapshot").getLast().get("final").asBoolean()).isTrue();
    }

    private static List<Event> someOf(EventReader events) {
        List<Event> some = new ArrayList<>();
        for (var event = events.next(); event != null; event = events.next()) {
            some.add(event);
            if (some.size() == 4) {
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
