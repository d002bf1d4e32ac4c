package dev.interim.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.scan.ScanOptions;
import dev.interim.engine.source.SyntheticSource;
import dev.interim.engine.stats.Snapshot;
import dev.interim.fixture.ScriptedSource;
import dev.interim.fixture.SmallCsv;
import dev.interim.run.Strategy.Concurrent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Early ends: exactly as much as was asked for, in every mode.
@Timeout(120)
class BoundsTest {
    private static final int ROWS = 200;
    private static final byte[] CSV = SmallCsv.of(ROWS, 7);

    @TempDir static Path directory;

    static Stream<Arguments> rowsInEveryMode() {
        return Strategy.all().stream()
                .flatMap(mode ->
                        Stream.of(1L, 2L, 9L, 10L, 77L, 100L, 199L)
                                .map(rows -> Arguments.of(rows, mode)));
    }

    @ParameterizedTest(name = "{0} rows, {1}")
    @MethodSource("rowsInEveryMode")
    void soManyRowsAreThePrefixOfSoManyRows(long rows, Strategy mode) {
        for (ScanOptions scan : List.of(Rig.SCAN, ScanOptions.AUTO)) {
            var bounded = result(CSV, scan, rows(rows), mode);
            var prefix = result(SmallCsv.of((int) rows, 7), scan, Bounds.NONE, new Concurrent());
            assertThat(bounded.rows()).isEqualTo(rows);
            assertThat(bounded.scope()).isEqualTo(Snapshot.Scope.PREFIX);
            assertThat(bounded.columns()).isEqualTo(prefix.columns());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.interim.run.Strategy#all")
    void asManyRowsAsThereAreAreTheWhole(Strategy mode) {
        assertThat(result(CSV, Rig.SCAN, rows(ROWS), mode).scope()).isEqualTo(Snapshot.Scope.WHOLE);
        assertThat(result(CSV, Rig.SCAN, rows(ROWS + 1), mode).rows()).isEqualTo(ROWS);
    }

    @Test
    void malformedRowsAreNoRowsAndThoseBehindTheLastOneAreNotSeen() {
        byte[] csv = "a,b\n1,2\nbad\n3,4\nbad\n5,6\n".getBytes(StandardCharsets.UTF_8);
        var two = result(csv, ScanOptions.AUTO, rows(2), new Concurrent());
        assertThat(two.rows()).isEqualTo(2);
        assertThat(two.malformedRows()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("dev.interim.run.Strategy#all")
    void nothingMoreIsFetchedOnceThereAreEnoughRows(Strategy mode) {
        var stage = new Stage(directory);
        var gate = new ScriptedSource.Gate();
        var source = new ScriptedSource().then(CSV).thenWaitFor(gate);
        var playing = stage.play(source, Rig.SCAN, rows(20));
        stage.start(playing, mode);
        if (mode instanceof Strategy.Sequential) {
            // It fetches all first, whatever is wanted.
            stage.simulation.run();
            assertThat(playing.listener.hasEnded()).isFalse();
            gate.open();
        }
        stage.finish();
        assertThat(playing.listener.end()).isEqualTo(new RunEnd.Succeeded());
        assertThat(playing.result().rows()).isEqualTo(20);
        assertThat(source.isClosed()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("dev.interim.run.Strategy#all")
    void soManyBytesCountOnlyTheirWholeRecords(Strategy mode) {
        var random = new Random(11);
        for (int i = 0; i < 40; i++) {
            int bytes = 60 + random.nextInt(CSV.length - 61);
            var bounded = result(CSV, Rig.SCAN, bytes(bytes), mode);
            assertThat(bounded.rows()).as("%d bytes", bytes).isEqualTo(wholeRows(bytes));
            assertThat(bounded.scope()).isEqualTo(Snapshot.Scope.PREFIX);
            assertThat(bounded.malformedRows()).isZero();
        }
    }

    /// The rows of the longest prefix that is a table of its own.
    private static long wholeRows(int bytes) {
        int rows = 0;
        while (SmallCsv.of(rows + 1, 7).length <= bytes) {
            rows++;
        }
        return rows;
    }

    @Test
    void asManyBytesAsThereAreAreTheWhole() {
        var all = result(CSV, Rig.SCAN, bytes(CSV.length), new Concurrent());
        assertThat(all.scope()).isEqualTo(Snapshot.Scope.WHOLE);
        assertThat(all.rows()).isEqualTo(ROWS);
    }

    @Test
    void bytesAreThoseFetchedNotThoseThatComeOut() {
        byte[] big = SmallCsv.of(20_000, 3);
        byte[] packed = gzip(big);
        var half = result(packed, ScanOptions.AUTO, bytes(packed.length / 2), new Concurrent());
        assertThat(half.rows()).isBetween(8_000L, 12_000L);
        assertThat(half.scope()).isEqualTo(Snapshot.Scope.PREFIX);
    }

    @Test
    void tooFewBytesForARecordSaySo() {
        var stage = new Stage(directory);
        var playing = stage.play(new ScriptedSource().then(CSV), Rig.SCAN, bytes(25));
        stage.start(playing, new Concurrent());
        stage.finish();
        assertThat(playing.listener.end())
                .isInstanceOfSatisfying(
                        RunEnd.Failed.class,
                        failed -> {
                            assertThat(failed.failure().kind())
                                    .isEqualTo(FailureKind.INVALID_REQUEST);
                            assertThat(failed.failure().sentence()).contains("first 25 bytes");
                        });
    }

    @ParameterizedTest
    @CsvSource({"concurrent, 2", "parallel, 3"})
    void theTimeEndsARunThatComputes(String mode, int slices) {
        var stage = new Stage(directory);
        var essay = essay(stage, Duration.ofSeconds(16));
        stage.start(essay, strategy(mode));
        stage.finish();
        assertThat(essay.endedAt).isEqualTo(Duration.ofSeconds(16));
        assertThat(essay.result().rows()).isEqualTo(slices * 256L);
        assertThat(essay.result().scope()).isEqualTo(Snapshot.Scope.PREFIX);
        assertThat(stage.timing.alarms()).isZero();
    }

    @Test
    void sequentialComputesWhatItHasFetchedByThen() {
        var stage = new Stage(directory);
        var essay = essay(stage, Duration.ofSeconds(16));
        stage.start(essay, new Strategy.Sequential());
        stage.finish();
        assertThat(essay.result().rows()).isEqualTo(4 * 256);
        assertThat(essay.endedAt).isEqualTo(Duration.ofSeconds(28));
        assertThat(essay.result().scope()).isEqualTo(Snapshot.Scope.PREFIX);
    }

    @ParameterizedTest
    @MethodSource("dev.interim.run.Strategy#all")
    void theTimeEndsARunThatWaits(Strategy mode) {
        var stage = new Stage(directory);
        var source = new ScriptedSource().then(CSV).thenWaitFor(new ScriptedSource.Gate());
        var playing = stage.play(source, Rig.SCAN, time(Duration.ofSeconds(3)));
        stage.start(playing, mode);
        stage.finish();
        assertThat(playing.listener.end()).isEqualTo(new RunEnd.Succeeded());
        assertThat(playing.endedAt).isEqualTo(Duration.ofSeconds(3));
        assertThat(playing.result().scope()).isEqualTo(Snapshot.Scope.PREFIX);
        assertThat(playing.result().rows()).isEqualTo(ROWS);
        assertThat(stage.timing.alarms()).isZero();
    }

    @Test
    void pausesAreNotCounted() {
        var stage = new Stage(directory);
        var source = new ScriptedSource().then(CSV).thenWaitFor(new ScriptedSource.Gate());
        var playing = stage.play(source, Rig.SCAN, time(Duration.ofSeconds(3)));
        stage.start(playing, new Concurrent());
        stage.simulation.after(Duration.ofSeconds(1), playing.run::pause);
        stage.simulation.after(Duration.ofSeconds(11), playing.run::resume);
        stage.finish();
        assertThat(playing.endedAt).isEqualTo(Duration.ofSeconds(13));
    }

    @Test
    void aSourceThatBringsNothingInTimeIsNotThere() {
        var stage = new Stage(directory);
        var source = new ScriptedSource().thenWaitFor(new ScriptedSource.Gate());
        var playing = stage.play(source, Rig.SCAN, time(Duration.ofSeconds(3)));
        stage.start(playing, new Concurrent());
        stage.finish();
        assertThat(playing.listener.end())
                .isInstanceOfSatisfying(
                        RunEnd.Failed.class,
                        failed ->
                                assertThat(failed.failure().kind())
                                        .isEqualTo(FailureKind.SOURCE_UNAVAILABLE));
    }

    @Test
    void boundsArePositive() {
        assertThatIllegalArgumentException().isThrownBy(() -> rows(0));
        assertThatIllegalArgumentException().isThrownBy(() -> bytes(0));
        assertThatIllegalArgumentException().isThrownBy(() -> time(Duration.ZERO));
    }

    private Stage.Playing essay(Stage stage, Duration most) {
        var source = SyntheticSource.of("synthetic:essay?fetch=24s&statistics=18s&slices=6");
        return stage.play(source, ScanOptions.AUTO, time(most));
    }

    private static Snapshot result(byte[] csv, ScanOptions scan, Bounds bounds, Strategy mode) {
        var stage = new Stage(directory);
        var source = new ScriptedSource().thenRandomly(csv, 500, 20, new Random(5));
        var playing = stage.play(source, scan, bounds);
        stage.start(playing, mode);
        stage.finish();
        assertThat(playing.listener.end()).isEqualTo(new RunEnd.Succeeded());
        return playing.result();
    }

    private static Bounds rows(@Nullable Long rows) {
        return new Bounds(rows, null, null);
    }

    private static Bounds rows(int rows) {
        return rows(Long.valueOf(rows));
    }

    private static Bounds bytes(long bytes) {
        return new Bounds(null, bytes, null);
    }

    private static Bounds time(Duration most) {
        return new Bounds(null, null, most);
    }

    private static Strategy strategy(String mode) {
        return Strategy.all().stream()
                .filter(strategy -> strategy.mode().equals(mode))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] gzip(byte[] plain) {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Arrays.copyOf(packed.toByteArray(), packed.size());
    }
}
