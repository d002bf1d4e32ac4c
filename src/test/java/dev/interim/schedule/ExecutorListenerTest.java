package dev.interim.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.fixture.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What an executor tells of its turns.
class ExecutorListenerTest {
    private static final Duration TURN = Duration.ofMillis(10);

    private final Simulation simulation = new Simulation();
    private final LaneExecutor executor =
            new LaneExecutor(
                    new ExecutorSpec("one", 1, ThreadKind.VIRTUAL, TURN, QueuePolicy.FIFO),
                    simulation);
    private final List<String> heard = new ArrayList<>();

    private void listen() {
        executor.listen((span, waitedNanos) ->
                heard.add(
                        "%s waited %d ms".formatted(span.track().lane(), waitedNanos / 1_000_000)));
    }

    private void start(String name, boolean keepsWorker, int turns) {
        int[] left = {turns};
        Work work =
                turn -> {
                    turn.busy(TURN);
                    return --left[0] == 0 ? Next.END : Next.AGAIN;
                };
        executor.lane(new LaneSpec("job", name, Priority.NORMAL, keepsWorker), work).start();
    }

    @Test
    void everyTurnIsToldWithTheWaitBeforeIt() {
        listen();
        start("a", false, 2);
        start("b", false, 2);
        simulation.run();
        assertThat(heard)
                .containsExactly(
                        "a waited 0 ms", "b waited 10 ms", "a waited 10 ms", "b waited 10 ms");
    }

    @Test
    void laneThatKeepsItsWorkerWaitsOnlyOnce() {
        listen();
        start("a", false, 1);
        start("kept", true, 3);
        simulation.run();
        assertThat(heard)
                .containsExactly(
                        "a waited 0 ms",
                        "kept waited 10 ms",
                        "kept waited 0 ms",
                        "kept waited 0 ms");
    }

    @Test
    void listenerThatFailsFailsTheLaneOnly() {
        executor.listen((span, waitedNanos) -> {
            throw new IllegalStateException("no ear");
        });
        start("a", false, 2);
        simulation.run();
        assertThat(executor.statistics().lanes()).isZero();
        listen();
        start("b", false, 1);
        simulation.run();
        assertThat(heard).containsExactly("b waited 0 ms");
    }
}
