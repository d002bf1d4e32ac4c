package dev.interim.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.fixture.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// An executor from its first lane to its close, on real threads where it matters.
@Timeout(60)
class LaneExecutorTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(20);

    @Test
    void showsWhatItDoes() {
        var simulation = new Simulation();
        var executor = new LaneExecutor(spec(2, ThreadKind.PLATFORM), simulation);
        for (int i = 0; i < 5; i++) {
            executor.lane(lane(i), new BusyWork(Duration.ofSeconds(1))).start();
        }
        executor.lane(lane(5), turn -> Next.PARK).start();
        simulation.run(Duration.ofMillis(25));
        ExecutorStatistics seen = executor.statistics();
        assertThat(seen.spec().name()).isEqualTo("test");
        assertThat(seen.busyWorkers()).isEqualTo(2);
        assertThat(seen.lanes()).isEqualTo(6);
        assertThat(seen.queueLength()).isEqualTo(4);
        assertThat(seen.turns()).isEqualTo(2);
        assertThat(seen.busyTime()).isEqualTo(Duration.ofMillis(40));
        assertThat(seen.load()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(ThreadKind.class)
    void workersAreThreadsOfTheKindAskedFor(ThreadKind kind) throws Exception {
        try (var executor = new LaneExecutor(spec(1, kind))) {
            var thread = new CompletableFuture<Thread>();
            Work work =
                    turn -> {
                        thread.complete(Thread.currentThread());
                        return Next.END;
                    };
            executor.lane(lane(1), work).start();
            assertThat(thread.get(30, TimeUnit.SECONDS).getName()).isEqualTo("test-1");
            assertThat(thread.get().isVirtual()).isEqualTo(kind == ThreadKind.VIRTUAL);
        }
    }

    @ParameterizedTest
    @EnumSource(ThreadKind.class)
    void busyTakesItsTime(ThreadKind kind) throws Exception {
        try (var executor = new LaneExecutor(spec(1, kind))) {
            var timeline = new Timeline(16);
            Lane lane = executor.lane(lane(1), new BusyWork(SHORT), timeline);
            lane.start();
            assertThat(end(lane)).isEqualTo(new LaneEnd.Finished());
            long busy = timeline.spans().stream().mapToLong(span -> span.tally().busyNanos()).sum();
            assertThat(busy).isGreaterThanOrEqualTo(SHORT.toNanos());
        }
    }

    @Test
    void closeLetsTheRunningTurnEnd() throws Exception {
        var executor = new LaneExecutor(spec(1, ThreadKind.PLATFORM));
        var runs = new CountDownLatch(1);
        Work work =
                turn -> {
                    runs.countDown();
                    while (!turn.isOver()) {
                        Thread.onSpinWait();
                    }
                    return Next.AGAIN;
                };
        Lane running = executor.lane(lane(1), work);
        Lane waiting = executor.lane(lane(2), work);
        running.start();
        assertThat(runs.await(30, TimeUnit.SECONDS)).isTrue();
        waiting.start();
        assertThat(executor.close(LONG)).isTrue();
        assertThat(end(running)).isEqualTo(new LaneEnd.Retired());
        assertThat(end(waiting)).isEqualTo(new LaneEnd.Retired());
        assertThat(executor.statistics().lanes()).isZero();
    }

    @Test
    void closeInterruptsATurnThatDoesNotEnd() throws Exception {
        var executor = new LaneExecutor(spec(1, ThreadKind.PLATFORM));
        var runs = new CountDownLatch(1);
        Lane lane =
                executor.lane(
                        lane(1),
                        turn -> {
                            runs.countDown();
                            turn.busy(Duration.ofHours(1));
                            return Next.AGAIN;
                        });
        lane.start();
        assertThat(runs.await(30, TimeUnit.SECONDS)).isTrue();
        executor.close(SHORT);
        assertThat(end(lane)).isEqualTo(new LaneEnd.Retired());
        assertThat(executor.close(LONG)).isTrue();
    }

    @Test
    void closeIsBoundedAlsoWhenATurnIgnoresEverything() throws Exception {
        var executor = new LaneExecutor(spec(1, ThreadKind.PLATFORM));
        var runs = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        Lane lane =
                executor.lane(
                        lane(1),
                        turn -> {
                            runs.countDown();
                            while (release.getCount() > 0) {
                                Thread.onSpinWait();
                            }
                            return Next.AGAIN;
                        });
        lane.start();
        assertThat(runs.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(executor.close(SHORT)).isFalse();
        release.countDown();
        assertThat(end(lane)).isEqualTo(new LaneEnd.Retired());
    }

    @Test
    void closeByAnInterruptedThreadGivesUpAndStaysInterrupted() {
        var executor = new LaneExecutor(spec(1, ThreadKind.PLATFORM));
        Thread.currentThread().interrupt();
        assertThat(executor.close(LONG)).isFalse();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(executor.close(LONG)).isTrue();
    }

    @Test
    void aWorkerWokenForNothingStandsOnceAmongTheIdle() {
        var simulation = new Simulation();
        var executor = new LaneExecutor(spec(2, ThreadKind.PLATFORM), simulation);
        List<Thread> seen = new ArrayList<>();
        Work work =
                turn -> {
                    seen.add(Thread.currentThread());
                    turn.busy(SHORT);
                    return Next.END;
                };
        executor.lane(lane(1), work).start();
        simulation.run();
        simulation.unpark(seen.getFirst());
        simulation.run();
        executor.lane(lane(2), work).start();
        executor.lane(lane(3), work).start();
        simulation.run();
        assertThat(simulation.now()).isEqualTo(SHORT.multipliedBy(2));
    }

    @Test
    void aLaneStartedAfterTheCloseIsRetired() throws Exception {
        var executor = new LaneExecutor(spec(1, ThreadKind.PLATFORM));
        executor.close();
        Lane lane = executor.lane(lane(1), turn -> Next.AGAIN);
        lane.start();
        assertThat(end(lane)).isEqualTo(new LaneEnd.Retired());
        assertThat(executor.statistics().lanes()).isZero();
    }

    @Test
    void everyLaneHasExactlyOneEndWhateverIsAskedOfIt() throws Exception {
        var random = new Random(7);
        List<Lane> lanes = new ArrayList<>();
        try (var executor = new LaneExecutor(spec(2, ThreadKind.PLATFORM))) {
            for (int i = 0; i < 200; i++) {
                Lane lane = executor.lane(lane(i), new BusyWork(Duration.ofMillis(1)));
                lanes.add(lane);
                lane.start();
            }
            for (int i = 0; i < 20_000; i++) {
                disturb(lanes.get(random.nextInt(lanes.size())), random);
            }
            lanes.forEach(Lane::resume);
            for (Lane lane : lanes) {
                assertThat(end(lane)).isIn(new LaneEnd.Finished(), new LaneEnd.Retired());
            }
            assertThat(executor.statistics().lanes()).isZero();
            assertThat(executor.statistics().queueLength()).isZero();
        }
        assertThat(lanes).hasSize(200);
    }

    private static void disturb(Lane lane, Random random) {
        switch (random.nextInt(25)) {
            case 0, 1, 2, 3 -> lane.pause();
            case 4, 5, 6, 7, 8 -> lane.resume();
            case 9, 10 -> lane.priority(Priority.INTERACTIVE);
            case 11, 12 -> lane.priority(Priority.BATCH);
            case 13 -> lane.retire();
            default -> lane.signal();
        }
    }

    private static LaneEnd end(Lane lane)
            throws InterruptedException, ExecutionException, TimeoutException {
        return lane.ended().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static LaneSpec lane(int number) {
        return new LaneSpec("group " + number, "lane", Priority.NORMAL);
    }

    private static ExecutorSpec spec(int workers, ThreadKind kind) {
        return new ExecutorSpec("test", workers, kind, SHORT, QueuePolicy.FAIR);
    }
}
