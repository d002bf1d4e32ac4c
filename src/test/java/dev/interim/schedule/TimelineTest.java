package dev.interim.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.interim.fixture.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A timeline shows who ran when, in bounded memory.
class TimelineTest {
    private static final int CAPACITY = 64;
    private static final Activity FETCH = new Activity("fetch");
    private static final Activity STATISTICS = new Activity("statistics");

    private final Timeline timeline = new Timeline(CAPACITY);

    @Test
    void showsWorkerLaneActivityTimesAndAmounts() {
        var simulation = new Simulation();
        Work work =
                turn -> {
                    turn.busy(Duration.ofNanos(7));
                    turn.did(FETCH, 100, 0);
                    turn.did(FETCH, 23, 4);
                    return simulation.now().toNanos() < 10 ? Next.AGAIN : Next.END;
                };
        executor(simulation)
                .lane(new LaneSpec("job", "loader", Priority.NORMAL), work, timeline)
                .start();
        simulation.run();
        var track = new Track("one-1", "loader", FETCH);
        assertThat(timeline.spans())
                .containsExactly(
                        new Span(track, 0, 7, new Tally(1, 7, 123, 4)),
                        new Span(track, 7, 14, new Tally(1, 7, 123, 4)));
    }

    @Test
    void showsTheTurnThatFailed() {
        var simulation = new Simulation();
        Work work =
                turn -> {
                    turn.busy(Duration.ofNanos(7));
                    throw new IllegalStateException("broken");
                };
        executor(simulation)
                .lane(new LaneSpec("job", "loader", Priority.NORMAL), work, timeline)
                .start();
        simulation.run();
        assertThat(timeline.spans())
                .containsExactly(
                        new Span(
                                new Track("one-1", "loader", Activity.NONE),
                                0,
                                7,
                                new Tally(1, 7, 0, 0)));
    }

    @Test
    void whatWasReadDoesNotChange() {
        record("w", FETCH, 0, 1);
        List<Span> before = timeline.spans();
        record("w", FETCH, 1, 2);
        assertThat(before).hasSize(1);
        assertThat(timeline.spans()).hasSize(2);
    }

    @Test
    void olderTurnsMergeAndTheNewestStayAsTheyWere() {
        for (long i = 0; i < 1_000; i++) {
            record("w", FETCH, 10 * i, 10 * i + 10);
        }
        List<Span> spans = timeline.spans();
        assertThat(spans).hasSizeLessThanOrEqualTo(CAPACITY);
        assertThat(spans.getLast().tally().turns()).isEqualTo(1);
        assertThat(spans.getFirst().tally().turns()).isGreaterThan(8);
        assertThat(spans.getFirst().startNanos()).isZero();
        assertThat(total(spans)).isEqualTo(new Tally(1_000, 10_000, 1_000, 2_000));
    }

    @Test
    void turnsThatAlternateMergeEachIntoItsOwnTrack() {
        for (long i = 0; i < 500; i++) {
            record("w", FETCH, 10 * i, 10 * i + 7);
            record("w", STATISTICS, 10 * i + 7, 10 * i + 10);
        }
        List<Span> spans = timeline.spans();
        assertThat(spans)
                .hasSizeLessThanOrEqualTo(CAPACITY)
                .extracting(span -> span.track().worker())
                .containsOnly("w");
        assertThat(total(of(FETCH, spans))).isEqualTo(new Tally(500, 3_500, 500, 1_000));
        assertThat(total(of(STATISTICS, spans))).isEqualTo(new Tally(500, 1_500, 500, 1_000));
    }

    @Test
    void aPauseStaysAGap() {
        long origin = 1_000_000;
        for (long i = 0; i < 1_000; i++) {
            long start = origin + 10 * i + (i < 100 ? 0 : 5_000);
            record("w", FETCH, start, start + 9);
        }
        List<Span> spans = timeline.spans();
        assertThat(spans).anyMatch(span -> span.endNanos() == origin + 999);
        assertThat(spans).anyMatch(span -> span.startNanos() == origin + 6_000);
        assertThat(spans)
                .noneMatch(span ->
                        span.startNanos() < origin + 999 && span.endNanos() > origin + 6_000);
    }

    @Test
    void staysBoundedWhenEveryTurnIsOnATrackOfItsOwn() {
        for (long i = 0; i < 1_000; i++) {
            timeline.turnEnded(
                    new Span(
                            new Track("w" + i, "lane " + i, FETCH),
                            i,
                            i + 1,
                            new Tally(1, 1, 1, 2)));
        }
        List<Span> spans = timeline.spans();
        assertThat(spans).hasSizeLessThanOrEqualTo(CAPACITY);
        assertThat(spans.getFirst().track().worker()).isEqualTo("*");
        assertThat(total(spans)).isEqualTo(new Tally(1_000, 1_000, 1_000, 2_000));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void losesNothingWhateverTheTracksAndTimes(long seed) {
        var random = new Random(seed);
        Tally sum = new Tally(0, 0, 0, 0);
        long now = 0;
        for (int i = 0; i < 10_000; i++) {
            long start = now + random.nextInt(1_000);
            now = start + random.nextInt(100);
            Activity activity = random.nextBoolean() ? FETCH : STATISTICS;
            sum = sum.plus(record("w" + random.nextInt(8), activity, start, now).tally());
        }
        List<Span> spans = timeline.spans();
        assertThat(spans).hasSizeLessThanOrEqualTo(CAPACITY);
        assertThat(total(spans)).isEqualTo(sum);
        assertThat(spans)
                .isSortedAccordingTo((a, b) -> Long.compare(a.startNanos(), b.startNanos()));
        assertThat(spans).allMatch(span -> span.tally().busyNanos() <= length(span));
    }

    @Test
    void readersSeeAWholeStateWhileWorkersWrite() throws InterruptedException {
        Thread writer =
                Thread.ofPlatform()
                        .start(() -> {
                            for (int i = 0; i < 50_000; i++) {
                                record("w", FETCH, i, i + 1);
                            }
                        });
        List<Long> seen = new ArrayList<>();
        do {
            seen.add(total(timeline.spans()).turns());
        } while (writer.isAlive());
        writer.join();
        assertThat(seen).isNotEmpty().isSorted();
        assertThat(total(timeline.spans()).turns()).isEqualTo(50_000);
    }

    @Test
    void needsSomeRoom() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Timeline(15))
                .withMessage("a timeline needs room for 16 spans at least, not 15");
    }

    private Span record(String worker, Activity activity, long start, long end) {
        var span =
                new Span(
                        new Track(worker, "lane", activity),
                        start,
                        end,
                        new Tally(1, end - start, 1, 2));
        timeline.turnEnded(span);
        return span;
    }

    private static List<Span> of(Activity activity, List<Span> spans) {
        return spans.stream().filter(span -> span.track().activity().equals(activity)).toList();
    }

    private static Tally total(List<Span> spans) {
        return spans.stream().map(Span::tally).reduce(new Tally(0, 0, 0, 0), Tally::plus);
    }

    private static long length(Span span) {
        return span.endNanos() - span.startNanos();
    }

    private static LaneExecutor executor(Simulation simulation) {
        return new LaneExecutor(
                new ExecutorSpec(
                        "one", 1, ThreadKind.PLATFORM, Duration.ofMillis(1), QueuePolicy.FAIR),
                simulation);
    }
}
