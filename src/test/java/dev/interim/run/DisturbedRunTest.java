package dev.interim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.stats.Snapshot;
import dev.interim.fixture.ScriptedSource;
import dev.interim.fixture.SmallCsv;
import dev.interim.schedule.Priority;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever is asked of a run while it runs, and in whatever order, its result stays the same, bit
/// by bit.
///
/// In simulated time, so that a seed that fails fails every time.
@Timeout(120)
class DisturbedRunTest {
    private static final int LONGEST_MILLIS = 120;
    private static final int MOST_DISTURBANCES = 12;

    @TempDir static Path directory;

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void pausesAndChangesOfModeAndPriorityLeaveTheResultAsItIs(long seed) {
        var random = new Random(seed);
        byte[] csv = csv(random);
        var rig = disturbed(csv, random);
        rig.simulation.after(Duration.ofMillis(LONGEST_MILLIS), rig.run::resume);
        assertThat(rig.finish()).isEqualTo(new RunEnd.Succeeded());
        assertThat(rig.listener.result()).isEqualTo(Rig.undisturbed(csv, directory));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void cancelWinsOverEverythingElse(long seed) {
        var random = new Random(seed);
        byte[] csv = csv(random);
        var rig = disturbed(csv, random);
        rig.simulation.after(millis(random), rig.run::cancel);
        switch (rig.finish()) {
            case RunEnd.Succeeded _ ->
                    assertThat(rig.listener.result()).isEqualTo(Rig.undisturbed(csv, directory));
            case RunEnd.Cancelled _ ->
                    assertThat(rig.listener.snapshots())
                            .filteredOn(Snapshot::isFinal)
                            .allMatch(last -> last.scope() == Snapshot.Scope.PREFIX);
            case RunEnd.Failed failed -> throw new AssertionError(failed.failure());
        }
        assertThat(rig.turns.statistics().lanes()).isZero();
        assertThat(rig.cores.statistics().lanes()).isZero();
    }

    private static byte[] csv(Random random) {
        return SmallCsv.of(1 + random.nextInt(200), random.nextLong());
    }

    private static Rig disturbed(byte[] csv, Random random) {
        var source = new ScriptedSource();
        source.thenRandomly(csv, 1 + random.nextInt(800), random.nextInt(60), random);
        var rig = new Rig(source, directory, random.nextBoolean() ? 1_000_000 : 0);
        for (int i = random.nextInt(MOST_DISTURBANCES); i > 0; i--) {
            rig.simulation.after(millis(random), disturbance(rig, random));
        }
        rig.start(any(Strategy.all(), random));
        return rig;
    }

    private static Runnable disturbance(Rig rig, Random random) {
        var strategy = any(Strategy.all(), random);
        var priority = any(List.of(Priority.values()), random);
        return switch (random.nextInt(5)) {
            case 0 -> rig.run::pause;
            case 1 -> rig.run::resume;
            case 2 -> () -> rig.run.priority(priority);
            default -> () -> rig.change(strategy);
        };
    }

    private static Duration millis(Random random) {
        return Duration.ofMillis(random.nextInt(LONGEST_MILLIS));
    }

    private static <T> T any(List<T> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
