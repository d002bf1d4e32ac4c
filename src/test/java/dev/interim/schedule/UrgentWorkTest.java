package dev.interim.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.fixture.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Something urgent arrives while batch lanes keep all workers busy.
class UrgentWorkTest {
    private static final Duration QUANTUM = Duration.ofMillis(20);
    private static final Duration URGENT_WORK = Duration.ofMillis(50);
    private static final int ARRIVALS = 200;

    private final Simulation simulation = new Simulation();
    private final LaneExecutor executor =
            new LaneExecutor(
                    new ExecutorSpec("two", 2, ThreadKind.PLATFORM, QUANTUM, QueuePolicy.FAIR),
                    simulation);
    private final List<Duration> waits = new ArrayList<>();
    private long batchNanos;

    @Test
    void itWaitsForOneTurnAtMostAndCostsTheOthersItsOwnWorkOnly() {
        for (int i = 0; i < 8; i++) {
            var spec = new LaneSpec("batch " + i, "lane", Priority.BATCH);
            executor.lane(spec, new BusyWork(Duration.ofHours(1)), this::countBatch).start();
        }
        var random = new Random(3);
        for (int i = 0; i < ARRIVALS; i++) {
            simulation.run(Duration.ofNanos(random.nextLong(1_000_000_000)));
            arrive(i);
        }
        simulation.run(Duration.ofSeconds(1));
        assertThat(waits)
                .hasSize(ARRIVALS)
                .allSatisfy(wait -> assertThat(wait).isLessThanOrEqualTo(QUANTUM));
        Duration urgent = URGENT_WORK.multipliedBy(ARRIVALS);
        assertThat(Duration.ofNanos(batchNanos))
                .isBetween(
                        simulation
                                .now()
                                .multipliedBy(2)
                                .minus(urgent)
                                .minus(QUANTUM.multipliedBy(2)),
                        simulation.now().multipliedBy(2).minus(urgent));
    }

    private void arrive(int number) {
        Duration arrival = simulation.now();
        var work = new BusyWork(URGENT_WORK);
        Work watched =
                turn -> {
                    if (waits.size() == number) {
                        waits.add(simulation.now().minus(arrival));
                    }
                    return work.turn(turn);
                };
        executor.lane(new LaneSpec("urgent " + number, "lane", Priority.INTERACTIVE), watched)
                .start();
    }

    private void countBatch(Span span) {
        batchNanos += span.tally().busyNanos();
    }
}
