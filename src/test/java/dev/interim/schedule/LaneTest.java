package dev.interim.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.fixture.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What can be asked of a lane, and when it takes effect.
class LaneTest {
    private static final Duration TURN = Duration.ofMillis(10);

    private final Simulation simulation = new Simulation();
    private final LaneExecutor executor =
            new LaneExecutor(
                    new ExecutorSpec("one", 1, ThreadKind.PLATFORM, TURN, QueuePolicy.FAIR),
                    simulation);
    private final List<String> turns = new ArrayList<>();

    @Test
    void nothingHappensBeforeTheStart() {
        Lane lane = lane("a", Next.AGAIN);
        lane.signal();
        simulation.run(TURN);
        assertThat(turns).isEmpty();
        assertThat(executor.statistics().lanes()).isZero();
        lane.start();
        simulation.run(TURN);
        assertThat(turns).containsExactly("a");
        assertThat(executor.statistics().lanes()).isEqualTo(1);
    }

    @Test
    void startingTwiceIsStartingOnce() {
        Lane lane = lane("a", Next.PARK);
        lane.start();
        simulation.run();
        lane.start();
        simulation.run();
        assertThat(turns).containsExactly("a");
    }

    @Test
    void aLaneThatEndsIsFinishedAndForgotten() {
        Lane lane = lane("a", Next.END);
        lane.start();
        simulation.run();
        lane.signal();
        simulation.run();
        assertThat(turns).containsExactly("a");
        assertThat(lane.ended()).isCompletedWithValue(new LaneEnd.Finished());
        assertThat(executor.statistics().lanes()).isZero();
    }

    @Test
    void aParkedLaneTakesOneTurnForManySignals() {
        Lane lane = started("a", Next.PARK);
        simulation.run();
        lane.signal();
        lane.signal();
        simulation.run();
        assertThat(turns).containsExactly("a", "a");
    }

    @Test
    void aSignalDuringATurnThatParksIsNotLost() {
        Lane lane = started("a", Next.PARK);
        simulation.after(TURN.dividedBy(2), lane::signal);
        simulation.run();
        assertThat(turns).containsExactly("a", "a");
    }

    @Test
    void aPausedLaneHoldsNobodyUpAndGoesOnWhereItWas() {
        Lane paused = started("paused", Next.AGAIN);
        started("other", Next.AGAIN);
        paused.pause();
        simulation.run(TURN.multipliedBy(3));
        assertThat(turns).containsExactly("other", "other", "other");
        paused.resume();
        simulation.run(TURN.multipliedBy(4));
        assertThat(turns).hasSize(7).endsWith("other", "paused", "paused", "other");
    }

    @Test
    void aSignalDuringAPauseIsRemembered() {
        Lane lane = started("a", Next.PARK);
        simulation.run();
        lane.pause();
        lane.signal();
        simulation.run();
        assertThat(turns).containsExactly("a");
        lane.resume();
        simulation.run();
        assertThat(turns).containsExactly("a", "a");
    }

    @Test
    void aParkedLaneStaysParkedOverAPause() {
        Lane lane = started("a", Next.PARK);
        simulation.run();
        lane.pause();
        lane.resume();
        simulation.run();
        assertThat(turns).containsExactly("a");
    }

    @Test
    void quietTellsWhenTheRunningTurnHasEnded() {
        Lane lane = started("a", Next.AGAIN);
        simulation.run(TURN.dividedBy(2));
        lane.pause();
        CompletionStage<@Nullable Void> quiet = lane.quiet();
        assertThat(quiet).isNotDone();
        simulation.run(TURN.dividedBy(2));
        assertThat(quiet).isDone();
        assertThat(turns).containsExactly("a");
        assertThat(lane.quiet()).isDone();
    }

    @Test
    void aTurnIsOverWhenItsQuantumIsOrWhenItsLaneIsHeld() {
        List<Boolean> seen = new ArrayList<>();
        Lane lane =
                executor.lane(
                        spec("a"),
                        turn -> {
                            seen.add(turn.isOver());
                            turn.busy(TURN.dividedBy(2));
                            seen.add(turn.isOver());
                            turn.busy(TURN.dividedBy(2));
                            seen.add(turn.isOver());
                            return Next.AGAIN;
                        });
        lane.start();
        simulation.after(TURN.multipliedBy(4).dividedBy(3), lane::pause);
        simulation.run();
        assertThat(seen).containsExactly(false, false, true, false, true, true);
    }

    @Test
    void aTurnKnowsWhatIsLeftOfIt() {
        List<Duration> seen = new ArrayList<>();
        Work work =
                turn -> {
                    seen.add(turn.remaining());
                    turn.busy(TURN.dividedBy(2));
                    seen.add(turn.remaining());
                    turn.busy(TURN);
                    seen.add(turn.remaining());
                    seen.add(Duration.ofNanos(turn.ticker().nanos()));
                    return Next.END;
                };
        executor.lane(spec("a"), work).start();
        simulation.run();
        assertThat(seen)
                .containsExactly(
                        TURN, TURN.dividedBy(2), Duration.ZERO, TURN.multipliedBy(3).dividedBy(2));
    }

    @Test
    void aRetiredLaneEndsAtOnceWhenNoTurnRuns() {
        Lane parked = started("a", Next.PARK);
        simulation.run();
        assertThat(parked.retire()).isCompletedWithValue(new LaneEnd.Retired());
        parked.signal();
        simulation.run();
        assertThat(turns).containsExactly("a");
    }

    @Test
    void aRetiredLaneEndsAfterItsRunningTurn() {
        Lane lane = started("a", Next.AGAIN);
        simulation.run(TURN.dividedBy(2));
        CompletionStage<LaneEnd> end = lane.retire();
        assertThat(end).isNotDone();
        simulation.run();
        assertThat(end).isCompletedWithValue(new LaneEnd.Retired());
        assertThat(turns).containsExactly("a");
    }

    @Test
    void aLaneThatWasDoneAnywayIsFinishedNotRetired() {
        Lane lane = started("a", Next.END);
        simulation.run(TURN.dividedBy(2));
        lane.retire();
        simulation.run();
        assertThat(lane.ended()).isCompletedWithValue(new LaneEnd.Finished());
        assertThat(lane.retire()).isCompletedWithValue(new LaneEnd.Finished());
    }

    @Test
    void aLaneRetiredBeforeItsStartNeverRuns() {
        Lane lane = lane("a", Next.AGAIN);
        assertThat(lane.retire()).isCompletedWithValue(new LaneEnd.Retired());
        lane.start();
        simulation.run();
        assertThat(turns).isEmpty();
        assertThat(executor.statistics().lanes()).isZero();
    }

    @Test
    void aChangeOfPriorityCountsFromTheNextChoice() {
        started("urgent", Next.AGAIN);
        Lane lane = started("late", Next.AGAIN, Priority.BATCH);
        simulation.run(TURN.multipliedBy(2));
        assertThat(turns).containsExactly("urgent", "urgent");
        lane.priority(Priority.INTERACTIVE);
        simulation.run(TURN.multipliedBy(3));
        assertThat(turns.subList(2, 5)).containsExactly("urgent", "late", "late");
    }

    @Test
    void theAccountOfAGroupEndsWithItsLanes() {
        Work hungry =
                turn -> {
                    turn.busy(TURN.multipliedBy(100));
                    return Next.END;
                };
        executor.lane(new LaneSpec("g", "hungry", Priority.NORMAL), hungry).start();
        started("other", Next.AGAIN);
        simulation.run(TURN.multipliedBy(101));
        executor.lane(new LaneSpec("g", "next", Priority.NORMAL), work("next", Next.END)).start();
        simulation.run(TURN.multipliedBy(3));
        assertThat(turns).contains("next");
    }

    @Test
    void aLaneIsCalledByItsGroupAndName() {
        assertThat(executor.lane(new LaneSpec("g", "a", Priority.NORMAL), work("a", Next.END)))
                .hasToString("g/a");
    }

    @Test
    void aRunningLaneMayChangeItsPriorityToo() {
        Lane lane = started("a", Next.AGAIN, Priority.BATCH);
        simulation.after(TURN.dividedBy(2), () -> lane.priority(Priority.INTERACTIVE));
        simulation.after(TURN.dividedBy(2), () -> started("b", Next.AGAIN));
        simulation.run(TURN.multipliedBy(3));
        assertThat(turns).containsExactly("a", "a", "a");
    }

    private Lane started(String name, Next next) {
        return started(name, next, Priority.NORMAL);
    }

    private Lane started(String name, Next next, Priority priority) {
        Lane lane = executor.lane(new LaneSpec(name, name, priority), work(name, next));
        lane.start();
        return lane;
    }

    private Lane lane(String name, Next next) {
        return executor.lane(spec(name), work(name, next));
    }

    private Work work(String name, Next next) {
        return turn -> {
            turn.busy(TURN);
            turns.add(name);
            return next;
        };
    }

    private static LaneSpec spec(String name) {
        return new LaneSpec(name, name, Priority.NORMAL);
    }
}
