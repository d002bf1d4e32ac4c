package dev.interim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.scan.ScanOptions;
import dev.interim.engine.source.SyntheticSource;
import dev.interim.engine.stats.Snapshot;
import dev.interim.fixture.ScriptedSource;
import dev.interim.fixture.SmallCsv;
import dev.interim.run.Strategy.Concurrent;
import dev.interim.schedule.Priority;
import dev.interim.schedule.Span;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What costs time, and what ends early, comes to the same result however it is disturbed; and what
/// is asked of it happens within one turn.
@Timeout(120)
class DisturbedBoundsTest {
    private static final String ESSAY = "synthetic:essay?fetch=1s&statistics=700ms&slices=10";
    private static final int LONGEST_MILLIS = 2_000;
    private static final Duration QUANTUM = Duration.ofMillis(100);

    @TempDir static Path directory;

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void halfPaidSlicesAreNotLost(long seed) {
        var random = new Random(seed);
        var stage = new Stage(directory);
        var essay = stage.play(SyntheticSource.of(ESSAY));
        disturb(stage, essay, random);
        stage.finish();
        assertThat(essay.listener.end()).isEqualTo(new RunEnd.Succeeded());
        assertThat(essay.result()).isEqualTo(undisturbedEssay());
        // Nothing is paid twice, and nothing is left unpaid.
        assertThat(essay.run.effort().fetch()).isEqualTo(Duration.ofSeconds(1));
        assertThat(essay.run.effort().statistics()).isEqualTo(Duration.ofMillis(700));
    }

    private static Snapshot undisturbedEssay() {
        var stage = new Stage(directory);
        var essay = stage.play(SyntheticSource.of(ESSAY));
        stage.start(essay, new Concurrent());
        stage.finish();
        return essay.result();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theFirstRowsAreTheFirstRows(long seed) {
        var random = new Random(seed);
        int rows = 1 + random.nextInt(300);
        int wanted = 1 + random.nextInt(rows);
        byte[] csv = SmallCsv.of(rows, seed);
        var stage = new Stage(directory);
        var source =
                new ScriptedSource()
                        .thenRandomly(csv, 400, 30, random)
                        .beforeEachTake(() -> busy(stage));
        var playing = stage.play(source, Rig.SCAN, new Bounds(Long.valueOf(wanted), null, null));
        disturb(stage, playing, random);
        stage.finish();
        assertThat(playing.listener.end()).isEqualTo(new RunEnd.Succeeded());
        assertThat(playing.result().rows()).isEqualTo(wanted);
        assertThat(playing.result().columns())
                .isEqualTo(Rig.undisturbed(SmallCsv.of(wanted, seed), directory).columns());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void pausedIsStillAfterOneTurn(long seed) {
        var random = new Random(seed);
        var stage = new Stage(directory);
        var essay = stage.play(SyntheticSource.of(ESSAY), ScanOptions.AUTO, Bounds.NONE);
        var pausedAt = Duration.ofMillis(1 + random.nextInt(900));
        var resumedAt = pausedAt.plusSeconds(5);
        stage.start(essay, any(Strategy.all(), random));
        stage.simulation.after(pausedAt, essay.run::pause);
        stage.simulation.after(resumedAt, essay.run::resume);
        stage.finish();
        var before = spans(essay, span -> span.startNanos() < resumedAt.toNanos());
        var after = spans(essay, span -> span.startNanos() >= resumedAt.toNanos());
        assertThat(before)
                .isNotEmpty()
                .allMatch(span -> span.startNanos() <= pausedAt.toNanos())
                .allMatch(span -> span.endNanos() <= pausedAt.plus(QUANTUM).toNanos());
        assertThat(after).isNotEmpty();
    }

    private static List<Span> spans(Stage.Playing playing, Predicate<Span> wanted) {
        return playing.run.timeline().stream().filter(wanted).toList();
    }

    private static void disturb(Stage stage, Stage.Playing playing, Random random) {
        for (int i = 1 + random.nextInt(12); i > 0; i--) {
            stage.simulation.after(millis(random), disturbance(stage, playing, random));
        }
        stage.simulation.after(Duration.ofMillis(LONGEST_MILLIS), playing.run::resume);
        stage.start(playing, any(Strategy.all(), random));
    }

    private static Runnable disturbance(Stage stage, Stage.Playing playing, Random random) {
        var strategy = any(Strategy.all(), random);
        var priority = any(List.of(Priority.values()), random);
        return switch (random.nextInt(5)) {
            case 0 -> playing.run::pause;
            case 1 -> playing.run::resume;
            case 2 -> () -> playing.run.priority(priority);
            default -> () -> playing.run.change(strategy, stage.usual(strategy));
        };
    }

    private static void busy(Stage stage) {
        try {
            stage.simulation.busy(Duration.ofMillis(20));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration millis(Random random) {
        return Duration.ofMillis(random.nextInt(LONGEST_MILLIS));
    }

    private static <T> T any(List<T> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
