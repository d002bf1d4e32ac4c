package dev.interim.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.interim.fixture.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A thousand lanes of mixed priority on two workers.
class ManyLanesTest {
    private static final int LANES = 1_000;
    private static final List<Priority> CLASSES = List.of(Priority.values());
    private static final int WORKERS = 2;
    private static final Duration QUANTUM = Duration.ofMillis(20);
    private static final Shares SHARES = new Shares(0.10, 0.05);

    private final Simulation simulation = new Simulation();
    private final LaneExecutor executor =
            new LaneExecutor(
                    new ExecutorSpec(
                            "two", WORKERS, ThreadKind.PLATFORM, QUANTUM, QueuePolicy.FAIR, SHARES),
                    simulation);
    private final List<Runner> runners = new ArrayList<>();
    private Duration allWork = Duration.ZERO;

    @BeforeEach
    void startAll() {
        var random = new Random(42);
        for (int i = 0; i < LANES; i++) {
            Duration work = Duration.ofMillis(100 + random.nextInt(900));
            Priority priority = CLASSES.get(random.nextInt(CLASSES.size()));
            allWork = allWork.plus(work);
            runners.add(new Runner("lane " + i, priority, work));
        }
        runners.forEach(runner -> runner.lane.start());
    }

    @Test
    void allEndAndNoTimeIsLost() {
        simulation.run();
        assertThat(runners)
                .hasSize(LANES)
                .allSatisfy(runner ->
                        assertThat(runner.lane.ended())
                                .isCompletedWithValue(new LaneEnd.Finished()));
        assertThat(executor.statistics().busyTime()).isEqualTo(allWork);
        assertThat(simulation.now().toMillis())
                .isCloseTo(allWork.toMillis() / WORKERS, within(QUANTUM.toMillis()));
        assertThat(executor.statistics().lanes()).isZero();
    }

    @Test
    void nobodyWaitsLongerThanTheShareOfItsClassExplains() {
        simulation.run();
        for (Runner runner : runners) {
            assertThat(runner.longestWaitNanos)
                    .as(runner.lane + " of " + runner.priority)
                    .isLessThan(longestFairWait(runner.priority));
        }
    }

    @Test
    void classesGetTheirSharesWhileAllHaveWork() {
        simulation.run(Duration.ofSeconds(60));
        Map<Priority, Long> served = servedByClass();
        assertThat(share(Priority.BATCH, served)).isCloseTo(SHARES.batch(), within(0.001));
        assertThat(share(Priority.NORMAL, served))
                .isCloseTo(SHARES.normal() * (1 - SHARES.batch()), within(0.001));
    }

    @Test
    void equalsHaveBeenServedEquallyAtEveryMoment() {
        int looks = 0;
        for (int second = 1; second < 40; second++) {
            simulation.run(Duration.ofSeconds(1));
            for (Priority priority : Priority.values()) {
                assertThat(spread(priority)).isLessThanOrEqualTo(2 * QUANTUM.toNanos());
                looks++;
            }
        }
        assertThat(looks).isEqualTo(117);
    }

    @Test
    void isTheSameEveryTime() {
        simulation.run();
        var other = new ManyLanesTest();
        other.startAll();
        other.simulation.run();
        assertThat(runners)
                .extracting(runner -> runner.longestWaitNanos)
                .isEqualTo(other.runners.stream().map(runner -> runner.longestWaitNanos).toList());
    }

    /// One round of the class at its share of both workers, and half of it again.
    private long longestFairWait(Priority priority) {
        long round = QUANTUM.toNanos() * of(priority).size() / WORKERS;
        double share =
                switch (priority) {
                    case INTERACTIVE -> 1 - SHARES.normal() - SHARES.batch();
                    case NORMAL -> SHARES.normal() * (1 - SHARES.batch());
                    case BATCH -> SHARES.batch();
                };
        return (long) (1.5 * round / share);
    }

    private long spread(Priority priority) {
        var served =
                of(priority).stream()
                        .filter(runner -> !runner.lane.ended().toCompletableFuture().isDone())
                        .mapToLong(runner -> runner.servedNanos)
                        .summaryStatistics();
        return served.getCount() == 0 ? 0 : served.getMax() - served.getMin();
    }

    private List<Runner> of(Priority priority) {
        return runners.stream().filter(runner -> runner.priority == priority).toList();
    }

    private Map<Priority, Long> servedByClass() {
        Map<Priority, Long> served = new EnumMap<>(Priority.class);
        runners.forEach(runner -> served.merge(runner.priority, runner.servedNanos, Long::sum));
        return served;
    }

    private static double share(Priority priority, Map<Priority, Long> served) {
        long all = served.values().stream().mapToLong(Long::longValue).sum();
        return (double) served.getOrDefault(priority, 0L) / all;
    }

    /// A lane and what it saw.
    private final class Runner {
        final Priority priority;
        final Lane lane;
        long servedNanos;
        long longestWaitNanos;
        private long lastEndNanos;

        Runner(String name, Priority priority, Duration work) {
            this.priority = priority;
            this.lane =
                    executor.lane(
                            new LaneSpec(name, name, priority), new BusyWork(work), this::seen);
        }

        private void seen(Span span) {
            servedNanos += span.tally().busyNanos();
            longestWaitNanos = Math.max(longestWaitNanos, span.startNanos() - lastEndNanos);
            lastEndNanos = span.endNanos();
        }
    }
}
