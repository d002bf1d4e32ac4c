package dev.interim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.source.Source;
import dev.interim.engine.source.SyntheticSource;
import dev.interim.engine.stats.Snapshot;
import dev.interim.run.Strategy.Concurrent;
import dev.interim.run.Strategy.Parallel;
import dev.interim.run.Strategy.Sequential;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The essay's table, to the nanosecond: synthetic sources under the strategies as they are, in
/// simulated time.
@Timeout(60)
class EssayRunTest {
    private static final String ESSAY = "synthetic:essay?fetch=30s&statistics=12s&slices=6";
    private static final int ROWS_OF_A_SLICE = 256;

    @TempDir Path directory;

    @ParameterizedTest(name = "two tasks of 10 s and 20 s, {0}: done after {1} s")
    @CsvSource({"sequential, 30", "concurrent, 30", "parallel, 20"})
    void twoTasksTakeTheirSumOnOneWorkerAndTheLongerOnTwo(String mode, long seconds) {
        var stage = new Stage(directory);
        var ten = stage.play(SyntheticSource.of("synthetic:work?duration=10s"));
        var twenty = stage.play(SyntheticSource.of("synthetic:work?duration=20s"));
        stage.start(ten, strategy(mode));
        stage.start(twenty, strategy(mode));
        stage.finish();
        assertThat(twenty.endedAt).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(ten.endedAt).isLessThanOrEqualTo(twenty.endedAt);
        assertThat(ten.result().rows()).isEqualTo(20 * ROWS_OF_A_SLICE);
    }

    @ParameterizedTest(name = "fetch 30 s, statistics 12 s, {0}: first result {1} s, done {2} s")
    @CsvSource({"sequential, 42, 42", "concurrent, 7, 42", "parallel, 7, 32"})
    void fetchAndStatisticsTakeTheTimesOfTheEssay(String mode, long first, long done) {
        var stage = new Stage(directory);
        var essay = stage.play(SyntheticSource.of(ESSAY));
        stage.start(essay, strategy(mode));
        stage.finish();
        assertThat(essay.endedAt).isEqualTo(Duration.ofSeconds(done));
        assertThat(essay.resultsAt.getFirst()).isEqualTo(Duration.ofSeconds(first));
        assertThat(essay.result().rows()).isEqualTo(6 * ROWS_OF_A_SLICE);
        assertThat(essay.result().scope()).isEqualTo(Snapshot.Scope.WHOLE);
    }

    @Test
    void eachSliceIsAResultOfItsOwn() {
        var stage = new Stage(directory);
        var essay = stage.play(SyntheticSource.of(ESSAY));
        stage.start(essay, new Concurrent());
        stage.finish();
        assertThat(essay.listener.snapshots())
                .extracting(Snapshot::rows)
                .startsWith(256L, 512L, 768L, 1024L, 1280L, 1536L);
        assertThat(essay.resultsAt)
                .extracting(Duration::toSeconds)
                .startsWith(7L, 14L, 21L, 28L, 35L, 42L);
    }

    @Test
    void becomingParallelInMidRunSavesWhatIsLeftToOverlap() {
        var stage = new Stage(directory);
        var essay = stage.play(SyntheticSource.of(ESSAY));
        stage.start(essay, new Concurrent());
        stage.simulation.after(
                Duration.ofSeconds(14),
                () -> essay.run.change(new Parallel(), stage.usual(new Parallel())));
        stage.finish();
        // Two slices by turns, four side by side: 14 + 4 · 5 + 2.
        assertThat(essay.endedAt).isEqualTo(Duration.ofSeconds(36));
        assertThat(essay.run.timeline())
                .extracting(span -> span.track().worker())
                .contains("one-1", "two-1", "two-2");
        assertThat(essay.result().columns()).isEqualTo(undisturbed().columns());
    }

    private Snapshot undisturbed() {
        var stage = new Stage(directory);
        var essay = stage.play(SyntheticSource.of(ESSAY));
        stage.start(essay, new Sequential());
        stage.finish();
        return essay.result();
    }

    @Test
    void speedDividesEveryTime() {
        var stage = new Stage(directory);
        Source source = SyntheticSource.of(ESSAY + "&speed=60");
        var essay = stage.play(source);
        stage.start(essay, new Concurrent());
        stage.finish();
        assertThat(essay.endedAt).isBetween(Duration.ofMillis(699), Duration.ofMillis(700));
    }

    private static Strategy strategy(String mode) {
        return Strategy.all().stream()
                .filter(strategy -> strategy.mode().equals(mode))
                .findFirst()
                .orElseThrow();
    }
}
