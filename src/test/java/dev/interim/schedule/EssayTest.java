package dev.interim.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.fixture.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The essay's table, with the executors' own code in simulated time.
class EssayTest {
    private static final int SLICES = 6;
    private static final Duration FETCH_SLICE = Duration.ofSeconds(5);
    private static final Duration STATISTICS_SLICE = Duration.ofSeconds(2);

    private final Simulation simulation = new Simulation();
    private final List<Duration> results = new ArrayList<>();
    private int fetched;
    private int counted;

    @Test
    void twoTasksOneAfterTheOtherTakeTheSum() {
        Work both = new TwoTasks(seconds(10), seconds(20));
        executor(1).lane(new LaneSpec("job", "both", Priority.NORMAL, true), both).start();
        assertThat(timeUntilAllIsDone()).isEqualTo(seconds(30));
    }

    @Test
    void twoTasksByTurnsOnOneWorkerTakeTheSum() {
        startTwoTasks(executor(1));
        assertThat(timeUntilAllIsDone()).isEqualTo(seconds(30));
    }

    @Test
    void twoTasksOnTwoWorkersTakeAsLongAsTheLongerOne() {
        startTwoTasks(executor(2));
        assertThat(timeUntilAllIsDone()).isEqualTo(seconds(20));
    }

    @Test
    void sequentialShowsTheFirstResultAtTheEnd() {
        start(executor(1), "sequential", true, this::allFetchThenAllStatistics);
        assertThat(timeUntilAllIsDone()).isEqualTo(seconds(42));
        assertThat(results.getFirst()).isEqualTo(seconds(42));
        assertThat(counted).isEqualTo(SLICES);
    }

    @Test
    void concurrentShowsTheFirstResultAfterOneSlice() {
        start(executor(1), "concurrent", false, this::fetchAndStatisticsByTurns);
        assertThat(timeUntilAllIsDone()).isEqualTo(seconds(42));
        assertThat(results.getFirst()).isEqualTo(seconds(7));
        assertThat(results).hasSize(SLICES);
    }

    @Test
    void twoLanesOnOneWorkerAreConcurrentToo() {
        startFetchBesideStatistics(executor(1));
        assertThat(timeUntilAllIsDone()).isEqualTo(seconds(42));
        assertThat(results.getFirst()).isEqualTo(seconds(7));
    }

    @Test
    void parallelShowsTheFirstResultAfterOneSliceAndIsDoneOneSliceAfterTheFetch() {
        startFetchBesideStatistics(executor(2));
        assertThat(timeUntilAllIsDone()).isEqualTo(seconds(32));
        assertThat(results.getFirst()).isEqualTo(seconds(7));
        assertThat(results).hasSize(SLICES);
    }

    private Next allFetchThenAllStatistics(Turn turn) throws InterruptedException {
        if (fetched < SLICES) {
            fetch(turn);
            return Next.AGAIN;
        }
        turn.busy(STATISTICS_SLICE);
        counted++;
        if (counted < SLICES) {
            return Next.AGAIN;
        }
        results.add(simulation.now());
        return Next.END;
    }

    private Next fetchAndStatisticsByTurns(Turn turn) throws InterruptedException {
        if (counted == fetched) {
            fetch(turn);
        } else {
            count(turn);
        }
        return counted == SLICES ? Next.END : Next.AGAIN;
    }

    private void startFetchBesideStatistics(LaneExecutor executor) {
        Lane statistics =
                executor.lane(
                        new LaneSpec("job", "statistics", Priority.NORMAL), this::countOrWait);
        Work fetch =
                turn -> {
                    fetch(turn);
                    statistics.signal();
                    return fetched == SLICES ? Next.END : Next.AGAIN;
                };
        statistics.start();
        start(executor, "fetch", false, fetch);
    }

    private Next countOrWait(Turn turn) throws InterruptedException {
        if (counted < fetched) {
            count(turn);
        }
        if (counted == SLICES) {
            return Next.END;
        }
        return counted < fetched ? Next.AGAIN : Next.PARK;
    }

    private void fetch(Turn turn) throws InterruptedException {
        turn.busy(FETCH_SLICE);
        fetched++;
    }

    private void count(Turn turn) throws InterruptedException {
        turn.busy(STATISTICS_SLICE);
        counted++;
        results.add(simulation.now());
    }

    private static void startTwoTasks(LaneExecutor executor) {
        start(executor, "ten", false, new BusyWork(seconds(10)));
        start(executor, "twenty", false, new BusyWork(seconds(20)));
    }

    private static void start(LaneExecutor executor, String name, boolean keepsWorker, Work work) {
        executor.lane(new LaneSpec("job", name, Priority.NORMAL, keepsWorker), work).start();
    }

    private LaneExecutor executor(int workers) {
        return new LaneExecutor(
                new ExecutorSpec(
                        "essay",
                        workers,
                        ThreadKind.PLATFORM,
                        Duration.ofMillis(100),
                        QueuePolicy.FAIR),
                simulation);
    }

    private Duration timeUntilAllIsDone() {
        simulation.run();
        return simulation.now();
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    /// All of the first, then all of the second.
    private static final class TwoTasks implements Work {
        private final Work first;
        private final Work second;
        private boolean isFirstDone;

        TwoTasks(Duration first, Duration second) {
            this.first = new BusyWork(first);
            this.second = new BusyWork(second);
        }

        @Override
        public Next turn(Turn turn) throws InterruptedException {
            if (isFirstDone) {
                return second.turn(turn);
            }
            isFirstDone = first.turn(turn) == Next.END;
            return Next.AGAIN;
        }
    }
}
