package dev.interim.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.interim.fixture.Simulation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Executors are found by name.
class ExecutorRegistryTest {

    @Test
    void oneMoreExecutorNeedsNoCode() {
        try (var registry = ExecutorRegistry.open(List.of(spec("night", 3)))) {
            assertThat(registry.all())
                    .extracting(executor -> executor.spec().name())
                    .containsExactly("cores", "io", "night", "turns");
            assertThat(registry.named("night").spec().workers()).isEqualTo(3);
        }
    }

    @Test
    void aConfiguredExecutorReplacesTheStandardOneOfItsName() {
        try (var registry = ExecutorRegistry.open(List.of(spec("turns", 2)))) {
            assertThat(registry.named("turns").spec().workers()).isEqualTo(2);
        }
    }

    @Test
    void anUnknownNameIsAnsweredWithThoseThereAre() {
        var registry = new ExecutorRegistry(List.of(simulated("b"), simulated("a")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.named("c"))
                .withMessage("no executor is named 'c'; there are a, b");
        assertThat(registry.find("c")).isEmpty();
        assertThat(registry.find("a")).isPresent();
    }

    @Test
    void refusesTwoOfOneName() {
        List<LaneExecutor> twice = List.of(simulated("a"), simulated("a"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExecutorRegistry(twice))
                .withMessage("two executors are named 'a'");
    }

    @Test
    void closesItsExecutors() {
        var simulation = new Simulation();
        var executor = new LaneExecutor(spec("a", 1), simulation);
        Lane lane = executor.lane(new LaneSpec("g", "l", Priority.NORMAL), turn -> Next.PARK);
        lane.start();
        simulation.run();
        new ExecutorRegistry(List.of(executor)).close();
        assertThat(lane.ended()).isCompletedWithValue(new LaneEnd.Retired());
        assertThat(executor.close(Duration.ZERO)).isTrue();
    }

    private static LaneExecutor simulated(String name) {
        return new LaneExecutor(spec(name, 1), new Simulation());
    }

    private static ExecutorSpec spec(String name, int workers) {
        return new ExecutorSpec(
                name, workers, ThreadKind.PLATFORM, Duration.ofMillis(20), QueuePolicy.FAIR);
    }
}
