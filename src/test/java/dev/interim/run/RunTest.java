package dev.interim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.stats.Snapshot;
import dev.interim.fixture.Packing;
import dev.interim.fixture.ScriptedSource;
import dev.interim.fixture.SmallCsv;
import dev.interim.run.Strategy.Concurrent;
import dev.interim.run.Strategy.Parallel;
import dev.interim.run.Strategy.Sequential;
import dev.interim.schedule.Span;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a run does under each strategy, and what can be done to it.
@Timeout(60)
class RunTest {
    private static final int ROWS = 400;
    private static final byte[] CSV = SmallCsv.of(ROWS, 1);
    private final FailureException broken =
            new FailureException(FailureKind.SOURCE_UNAVAILABLE, "the source broke off");

    @TempDir Path directory;
    private ScriptedSource source;
    private Rig rig;

    static List<Strategy> strategies() {
        return Strategy.all();
    }

    @BeforeEach
    void sourceOfManyPortions() {
        source = new ScriptedSource();
        rig = new Rig(source, directory);
    }

    private void everythingInPortions() {
        source.thenRandomly(CSV, 500, 30, new Random(2));
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void givesTheSameResultUnderEveryStrategy(Strategy strategy) {
        everythingInPortions();
        rig.start(strategy);
        assertThat(rig.finish()).isEqualTo(new RunEnd.Succeeded());
        assertThat(rig.listener.result()).isEqualTo(Rig.undisturbed(CSV, directory));
        assertThat(rig.listener.result().rows()).isEqualTo(ROWS);
        assertThat(rig.listener.result().scope()).isEqualTo(Snapshot.Scope.WHOLE);
        assertThat(rig.run.progress().fraction()).isEqualTo(1.0);
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void whatIsCompressedInBlocksGivesTheSameResult(Strategy strategy) {
        byte[] csv = SmallCsv.of(100_000, 1);
        source.thenRandomly(Packing.BGZF.of(csv), 100_000, 30, new Random(2));
        rig.start(strategy);
        assertThat(rig.finish()).isEqualTo(new RunEnd.Succeeded());
        assertThat(rig.listener.result()).isEqualTo(Rig.undisturbed(csv, directory));
        assertThat(rig.run.timeline())
                .extracting(span -> span.track().activity().name())
                .contains("decompress", "statistics");
    }

    @Test
    void blocksAreDecompressedByLanesThatHaveTime() {
        byte[] raw = Packing.BGZF.of(SmallCsv.of(100_000, 1));
        source.then(raw);
        rig.start(new Parallel());
        assertThat(rig.finish()).isEqualTo(new RunEnd.Succeeded());
        assertThat(rig.run.timeline())
                .filteredOn(span -> span.track().activity().name().equals("decompress"))
                .extracting(span -> span.track().lane())
                .contains("fetch")
                .anyMatch(lane -> lane.startsWith("statistics-"));
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void aServerThatBreaksOffAgainAndAgainIsToldOfWithoutAFlood(Strategy strategy) {
        int part = CSV.length / 250;
        for (int at = 0; at < CSV.length; at += part) {
            source.then(Arrays.copyOfRange(CSV, at, Math.min(CSV.length, at + part)))
                    .thenRetry("broken at byte " + at);
        }
        rig.start(strategy);
        assertThat(rig.finish()).isEqualTo(new RunEnd.Succeeded());
        assertThat(rig.listener.warnings())
                .containsExactly(
                        "fetch-retried: broken at byte 0; the server is asked again (retry 1)",
                        "fetch-retried: broken at byte %d; the server is asked again (retry 10)"
                                .formatted(9 * part),
                        "fetch-retried: broken at byte %d; the server is asked again (retry 100)"
                                .formatted(99 * part));
    }

    @Test
    void aRetryIsToldWhileTheServerIsWaitedFor() {
        var gate = new ScriptedSource.Gate();
        source.then(CSV).thenRetry("the server is busy").thenWaitFor(gate);
        rig.start(new Parallel());
        rig.simulation.run();
        assertThat(rig.listener.warnings())
                .containsExactly(
                        "fetch-retried: the server is busy; the server is asked again (retry 1)");
        gate.open();
        assertThat(rig.finish()).isEqualTo(new RunEnd.Succeeded());
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void snapshotsBeforeTheLastSpeakOfFewerRows(Strategy strategy) {
        everythingInPortions();
        rig.start(strategy);
        rig.finish();
        var before = rig.listener.snapshots().subList(0, rig.listener.snapshots().size() - 1);
        if (strategy instanceof Sequential) {
            assertThat(before).isEmpty();
            return;
        }
        assertThat(before)
                .hasSizeGreaterThan(1)
                .allMatch(snapshot -> !snapshot.isFinal() && snapshot.rows() < ROWS)
                .allMatch(snapshot -> snapshot.scope() == Snapshot.Scope.PREFIX);
        assertThat(before).extracting(Snapshot::rows).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void sequentialComputesNothingBeforeAllIsFetched() {
        everythingInPortions();
        rig.start(new Sequential());
        rig.finish();
        var spans = rig.run.timeline();
        long lastFetch = ends(spans, "fetch").max().orElseThrow();
        long firstStatistics = starts(spans, "statistics").min().orElseThrow();
        assertThat(firstStatistics).isGreaterThanOrEqualTo(lastFetch);
    }

    @Test
    void concurrentComputesBetweenFetches() {
        everythingInPortions();
        rig.start(new Concurrent());
        rig.finish();
        var spans = rig.run.timeline();
        long lastFetch = ends(spans, "fetch").max().orElseThrow();
        long firstStatistics = starts(spans, "statistics").min().orElseThrow();
        assertThat(firstStatistics).isLessThan(lastFetch);
        assertThat(spans).extracting(span -> span.track().worker()).containsOnly("turns-1");
    }

    @Test
    void parallelHasOneLaneForFetchAndOneForEachWorker() {
        everythingInPortions();
        rig.start(new Parallel());
        rig.finish();
        assertThat(rig.run.timeline())
                .extracting(span -> span.track().lane())
                .contains("fetch", "statistics-1", "statistics-2", "statistics-3");
        assertThat(rig.run.timeline())
                .extracting(span -> span.track().worker())
                .contains("cores-1", "cores-2", "cores-3");
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void failureInMidFetchKeepsTheRowsBefore(Strategy strategy) {
        byte[] half = Arrays.copyOf(CSV, CSV.length / 2);
        source.thenRandomly(half, 500, 30, new Random(3)).thenFail(broken);
        rig.start(strategy);
        assertThat(rig.finish()).isEqualTo(new RunEnd.Failed(broken));
        assertThat(rig.listener.result().rows()).isBetween(ROWS / 4L, ROWS / 2L);
        assertThat(rig.listener.result().scope()).isEqualTo(Snapshot.Scope.PREFIX);
        assertThat(source.isClosed()).isTrue();
        assertThat(rig.run.progress().bytesFetched()).isEqualTo(half.length);
        assertThat(rig.run.progress().bytesProcessed()).isPositive().isLessThan(half.length);
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void failureOfTheFirstTakeLeavesNoSnapshot(Strategy strategy) {
        source.thenFail(broken);
        rig.start(strategy);
        assertThat(rig.finish()).isEqualTo(new RunEnd.Failed(broken));
        assertThat(rig.listener.snapshots()).isEmpty();
        assertThat(rig.run.progress().bytesProcessed()).isZero();
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void cancelStopsAfterTheTurnsThatRun(Strategy strategy) {
        var gate = new ScriptedSource.Gate();
        source.then(CSV).thenWaitFor(gate).then(CSV);
        rig.start(strategy);
        rig.simulation.run();
        assertThat(rig.listener.hasEnded()).isFalse();
        rig.run.cancel();
        assertThat(rig.finish()).isEqualTo(new RunEnd.Cancelled());
        gate.open();
        rig.simulation.run();
        assertThat(source.isClosed()).isTrue();
        assertThat(rig.turns.statistics().lanes()).isZero();
        assertThat(rig.cores.statistics().lanes()).isZero();
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void theFetchIsToldOfPauses(Strategy strategy) {
        source.then(CSV).thenWaitFor(new ScriptedSource.Gate());
        rig.start(strategy);
        rig.simulation.run();
        assertThat(source.isPaused()).isFalse();
        rig.run.pause();
        assertThat(source.isPaused()).isTrue();
        rig.run.resume();
        assertThat(source.isPaused()).isFalse();
        rig.run.cancel();
        rig.finish();
    }

    @Test
    void cancelKeepsWhatWasComputed() {
        source.then(CSV).thenWaitFor(new ScriptedSource.Gate());
        rig.start(new Parallel());
        rig.simulation.run();
        rig.run.cancel();
        rig.finish();
        assertThat(rig.listener.result().rows()).isBetween(ROWS / 2L, (long) ROWS);
        assertThat(rig.listener.result().scope()).isEqualTo(Snapshot.Scope.PREFIX);
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void cancelBeforeTheFirstTurnGivesUpTheSource(Strategy strategy) {
        everythingInPortions();
        rig.start(strategy);
        rig.run.cancel();
        assertThat(rig.finish()).isEqualTo(new RunEnd.Cancelled());
        assertThat(source.isOpened()).isFalse();
        assertThat(source.isAbandoned()).isTrue();
        assertThat(rig.listener.hasStarted()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void cancelBeforeTheStartIsNotForgotten(Strategy strategy) {
        everythingInPortions();
        rig.run.cancel();
        rig.start(strategy);
        assertThat(rig.finish()).isEqualTo(new RunEnd.Cancelled());
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void cancelRightAfterAChangeOfModeIsNotForgotten(Strategy strategy) {
        var gate = new ScriptedSource.Gate();
        source.then(CSV).thenWaitFor(gate);
        rig.start(strategy);
        rig.simulation.run();
        rig.change(new Parallel());
        rig.run.cancel();
        assertThat(rig.finish()).isEqualTo(new RunEnd.Cancelled());
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void pausedTakesNoTurnUntilItIsResumed(Strategy strategy) {
        everythingInPortions();
        rig.start(strategy);
        rig.simulation.run(Duration.ofMillis(20));
        rig.run.pause();
        rig.simulation.run(Duration.ofMillis(20));
        var spans = rig.run.timeline();
        rig.simulation.run(Duration.ofHours(1));
        assertThat(rig.run.timeline()).hasSameSizeAs(spans);
        assertThat(rig.listener.hasEnded()).isFalse();
        rig.run.resume();
        assertThat(rig.finish()).isEqualTo(new RunEnd.Succeeded());
        assertThat(rig.listener.result().rows()).isEqualTo(ROWS);
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void headerWithoutRecordsFails(Strategy strategy) {
        source.then("a,b\n");
        rig.start(strategy);
        assertThat(failure(rig.finish())).isEqualTo("the dataset has a header and no records");
    }

    @Test
    void moreMalformedRecordsThanGoodOnesFail() {
        source.then("{\"a\":1}\n{\"a\":}\n{\"a\":}\n");
        rig.start(new Concurrent());
        assertThat(failure(rig.finish())).startsWith("2 of 3 records are malformed").contains("line 2");
        assertThat(rig.listener.result().malformedRows()).isEqualTo(2);
    }

    @Test
    void oddDataIsToldOnce() {
        source.then("a,b\n1,2\n3,4,5\n4,5\n6,7,8\n7,8\n");
        rig.start(new Concurrent());
        assertThat(rig.finish()).isEqualTo(new RunEnd.Succeeded());
        assertThat(rig.listener.warnings())
                .containsExactly(
                        "malformed-rows: the record at byte 8 has 3 fields instead of 2; records"
                                + " like this are counted and left out");
        assertThat(rig.listener.result().malformedRows()).isEqualTo(2);
        assertThat(rig.listener.result().rows()).isEqualTo(3);
    }

    @Test
    void closingTheExecutorEndsTheRun() {
        source.then(CSV).thenWaitFor(new ScriptedSource.Gate());
        rig.start(new Parallel());
        rig.simulation.run();
        rig.cores.stop();
        assertThat(rig.finish()).isEqualTo(new RunEnd.Cancelled());
        assertThat(source.isClosed()).isTrue();
    }

    private static String failure(RunEnd end) {
        return end instanceof RunEnd.Failed failed ? failed.failure().sentence() : end.toString();
    }

    private static LongStream starts(List<Span> spans, String activity) {
        return spans.stream()
                .filter(span -> span.track().activity().name().equals(activity))
                .mapToLong(Span::startNanos);
    }

    private static LongStream ends(List<Span> spans, String activity) {
        return spans.stream()
                .filter(span -> span.track().activity().name().equals(activity))
                .mapToLong(Span::endNanos);
    }
}
