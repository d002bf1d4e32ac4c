package dev.interim.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.fixture.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A failure ends its lane, and nothing else.
class FailingWorkTest {
    private final Simulation simulation = new Simulation();
    private final LaneExecutor executor =
            new LaneExecutor(
                    new ExecutorSpec(
                            "one", 1, ThreadKind.PLATFORM, Duration.ofMillis(10), QueuePolicy.FAIR),
                    simulation);

    static List<Throwable> failures() {
        return List.of(
                new IllegalStateException("broken"),
                new AssertionError("wrong"),
                new LinkageError("missing"),
                new InterruptedException("by nobody"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void endsItsLaneAndTheWorkerGoesOn(Throwable failure) {
        Lane lane = started("failing", turn -> FailingWorkTest.<RuntimeException>fail(failure));
        Lane other = started("other", new BusyWork(Duration.ofMillis(30)));
        simulation.run();
        assertThat(lane.ended()).isCompletedWithValue(new LaneEnd.Failed(failure));
        assertThat(other.ended()).isCompletedWithValue(new LaneEnd.Finished());
        assertThat(executor.statistics().lanes()).isZero();
    }

    @Test
    void anErrorOfTheMachineIsHeardBeyondTheLane() {
        List<Throwable> heard = new ArrayList<>();
        var failure = new StackOverflowError();
        Lane lane =
                started(
                        "failing",
                        turn -> {
                            Thread.currentThread()
                                    .setUncaughtExceptionHandler((thread, e) -> heard.add(e));
                            throw failure;
                        });
        simulation.run();
        assertThat(lane.ended()).isCompletedWithValue(new LaneEnd.Failed(failure));
        assertThat(heard).containsExactly(failure);
    }

    @Test
    void aFailingListenerFailsTheLaneOnly() {
        var failure = new IllegalStateException("deaf");
        Lane lane =
                executor.lane(
                        new LaneSpec("g", "deaf", Priority.NORMAL),
                        turn -> Next.AGAIN,
                        span -> {
                            throw failure;
                        });
        lane.start();
        Lane other = started("other", new BusyWork(Duration.ofMillis(30)));
        simulation.run();
        assertThat(lane.ended()).isCompletedWithValue(new LaneEnd.Failed(failure));
        assertThat(other.ended()).isCompletedWithValue(new LaneEnd.Finished());
    }

    @Test
    void anInterruptLeftBehindIsNotMeantForTheNextLane() {
        List<Boolean> interrupted = new ArrayList<>();
        started(
                "rude",
                turn -> {
                    Thread.currentThread().interrupt();
                    return Next.END;
                });
        started(
                "next",
                turn -> {
                    interrupted.add(Thread.currentThread().isInterrupted());
                    return Next.END;
                });
        simulation.run();
        assertThat(interrupted).containsExactly(false);
    }

    private Lane started(String name, Work work) {
        Lane lane = executor.lane(new LaneSpec(name, name, Priority.NORMAL), work);
        lane.start();
        return lane;
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> Next fail(Throwable failure) throws E {
        throw (E) failure;
    }
}
