package dev.interim.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.fixture.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A lane that keeps its worker, and what its neighbour gets meanwhile.
class KeptWorkerTest {
    private static final Duration TURN = Duration.ofMillis(10);

    private final Simulation simulation = new Simulation();
    private final LaneExecutor executor =
            new LaneExecutor(
                    new ExecutorSpec("one", 1, ThreadKind.PLATFORM, TURN, QueuePolicy.FAIR),
                    simulation);
    private final List<String> turns = new ArrayList<>();
    private Next next = Next.AGAIN;
    private final Lane keeper =
            executor.lane(new LaneSpec("k", "keeper", Priority.BATCH, true), this::keep);
    private final Lane urgent =
            executor.lane(new LaneSpec("u", "urgent", Priority.INTERACTIVE), this::hurry);

    @BeforeEach
    void keeperHasTheWorker() {
        keeper.start();
        simulation.run(TURN.dividedBy(2));
        urgent.start();
    }

    @Test
    void itGoesOnAlthoughSomebodyUrgentWaits() {
        simulation.run(TURN.multipliedBy(3));
        assertThat(turns).containsOnly("keeper").hasSize(3);
        assertThat(executor.statistics().queueLength()).isEqualTo(1);
        assertThat(executor.statistics().load()).isEqualTo(2);
    }

    @Test
    void itsWorkerServesOthersWhileItWaits() {
        next = Next.PARK;
        simulation.run(TURN.multipliedBy(4));
        assertThat(turns).startsWith("keeper", "urgent", "urgent");
    }

    @Test
    void itTakesAWorkerAgainWhenItIsSignalled() {
        next = Next.PARK;
        simulation.run(TURN.multipliedBy(2));
        next = Next.AGAIN;
        keeper.signal();
        urgent.retire();
        simulation.run(TURN.multipliedBy(3));
        assertThat(turns).startsWith("keeper", "urgent").endsWith("keeper", "keeper");
        assertThat(executor.statistics().busyWorkers()).isEqualTo(1);
    }

    @Test
    void itKeepsItsWorkerWhenASignalComesInTheTurnThatParks() {
        next = Next.PARK;
        keeper.signal();
        simulation.run(TURN.multipliedBy(5).dividedBy(2));
        assertThat(turns).startsWith("keeper", "keeper", "urgent");
    }

    @Test
    void itsWorkerLeavesWhenItIsPausedInATurn() {
        keeper.pause();
        simulation.run(TURN.multipliedBy(3).dividedBy(2));
        assertThat(turns).containsExactly("keeper", "urgent");
    }

    @Test
    void itTakesItsPlaceInTheQueueAfterAPause() {
        keeper.pause();
        simulation.run(TURN.multipliedBy(2));
        keeper.resume();
        urgent.pause();
        simulation.run(TURN.multipliedBy(3));
        urgent.resume();
        simulation.run(TURN);
        assertThat(turns).endsWith("urgent", "keeper", "keeper", "keeper");
    }

    @Test
    void itSharesWithANewcomerHoweverLongItKeptItsWorker() {
        urgent.retire();
        simulation.run(TURN.multipliedBy(1_000));
        keeper.pause();
        simulation.run(TURN);
        Lane newcomer = executor.lane(new LaneSpec("n", "newcomer", Priority.BATCH), this::hurry);
        newcomer.start();
        simulation.run(TURN.multipliedBy(10));
        turns.clear();
        keeper.resume();
        simulation.run(TURN.multipliedBy(3));
        assertThat(turns).contains("keeper");
    }

    @Test
    void itCanBeRetiredWhileItWaits() {
        next = Next.PARK;
        simulation.run(TURN.multipliedBy(3).dividedBy(2));
        assertThat(keeper.retire()).isCompletedWithValue(new LaneEnd.Retired());
        simulation.run(TURN);
        assertThat(turns).containsExactly("keeper", "urgent", "urgent");
    }

    @Test
    void itsWorkerLeavesWhenItEnds() {
        next = Next.END;
        simulation.run(TURN.multipliedBy(3).dividedBy(2));
        assertThat(turns).containsExactly("keeper", "urgent");
        assertThat(keeper.ended()).isCompletedWithValue(new LaneEnd.Finished());
    }

    @Test
    void itsWorkerEndsWithTheExecutor() {
        urgent.retire();
        next = Next.PARK;
        simulation.run();
        assertThat(executor.close(Duration.ofSeconds(1))).isTrue();
        assertThat(keeper.ended()).isCompletedWithValue(new LaneEnd.Retired());
        assertThat(executor.statistics().busyWorkers()).isZero();
    }

    private Next keep(Turn turn) throws InterruptedException {
        turn.busy(TURN);
        turns.add("keeper");
        return next;
    }

    private Next hurry(Turn turn) throws InterruptedException {
        turn.busy(TURN.dividedBy(2));
        turns.add("urgent");
        turn.busy(TURN.dividedBy(2));
        return Next.AGAIN;
    }
}
