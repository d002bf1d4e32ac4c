package dev.interim.run;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.scan.Buffers;
import dev.interim.engine.scan.Chunker;
import dev.interim.engine.scan.ScanOptions;
import dev.interim.engine.source.Origin;
import dev.interim.engine.source.Timing;
import dev.interim.engine.source.Toll;
import dev.interim.schedule.Next;
import dev.interim.schedule.Turn;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// One dataset on its way from its source into the profile, as turns of two kinds: fetch and
/// statistics.
///
/// *Fetch* turns are taken by one lane at a time, *statistics* turns by any number. Where bytes
/// come compressed, fetch turns *decompress* them, and lanes that find no statistics to do help
/// with blocks that can be decompressed by themselves. All state lives here and nothing in the
/// lanes, so that between two turns any lanes may be replaced by others: that is how a running job
/// changes its mode.
///
/// Of this state [Intake] and [FetchTurns] belong to the lane that fetches; [Shared] is for any
/// lane, and [StatisticsTurns] has none.
final class Pipeline {
    private static final int PIECES = 4;

    private final RunSpec spec;
    private final Buffers buffers;
    private final HandOver handOver;
    private final Ledger ledger;
    private final Shared shared;
    private final Intake intake;
    private final FetchTurns fetch;
    private final StatisticsTurns statistics;
    private volatile Runnable wakeFetch = () -> {};
    private volatile Runnable wakeStatistics = () -> {};

    Pipeline(RunSpec spec, RunLimits limits, RunListener listener, Timing timing) {
        this.spec = spec;
        var toll = spec.source().toll();
        var scan = inSlices(spec.scan(), toll);
        buffers = new Buffers(scan.limits().chunk(), 2 * PIECES);
        handOver = new HandOver(PIECES);
        ledger =
                new Ledger(
                        spec.measures(),
                        listener,
                        timing::nanos,
                        limits.snapshotInterval(),
                        buffers,
                        handOver,
                        spec.bounds().rows(),
                        this::wakeLanes);
        shared =
                new Shared(
                        toll,
                        new Stopwatch(timing, spec.bounds().duration()),
                        new Phases(listener),
                        handOver,
                        ledger,
                        new AtomicLong(),
                        () -> wakeFetch.run(),
                        () -> wakeStatistics.run());
        intake = new Intake(spec, limits, listener, shared);
        fetch = new FetchTurns(spec.bounds(), intake, new Chunker(scan, buffers), shared);
        statistics = new StatisticsTurns(intake, shared);
    }

    /// Parts were added, or wait to be.
    private void wakeLanes() {
        wakeFetch.run();
        if (handOver.isDrained() || ledger.isWaiting()) {
            wakeStatistics.run();
        }
    }

    /// Slices that cost something are cut as the source says.
    private static ScanOptions inSlices(ScanOptions scan, Toll toll) {
        if (!toll.isDue()) {
            return scan;
        }
        var limits = scan.limits().inChunksOf(toll.slice());
        return new ScanOptions(scan.format(), scan.csv(), scan.json(), scan.columns(), limits);
    }

    /// Says whom to wake from now on, and how many lanes take statistics turns.
    void serve(Runnable fetch, Runnable statistics, int lanes) {
        wakeFetch = fetch;
        wakeStatistics = statistics;
        handOver.capacity(shared.toll().isSerial() ? 1 : PIECES + 2 * lanes);
    }

    /// Says whether there are to be snapshots before the end.
    void show(boolean isInterim) {
        ledger.show(isInterim);
    }

    /// Says whether the source may be asked over several connections at the same time.
    void parallel(boolean isAllowed) {
        intake.parallel(isAllowed);
    }

    /// A turn of running ahead, see [FetchTurns#spool].
    Next spool(Turn turn) throws InterruptedException {
        ledger.addWaiting();
        return fetch.spool(turn);
    }

    /// A turn of fetch, see [FetchTurns#fetch].
    Next fetch(Turn turn) throws InterruptedException {
        ledger.addWaiting();
        return fetch.fetch(turn);
    }

    /// A turn of statistics, see [StatisticsTurns#turn].
    Next statistics(Turn turn, Desk desk) throws InterruptedException {
        ledger.addWaiting();
        return statistics.turn(turn, desk);
    }

    /// No turn will be taken for a while; any thread.
    void pause() {
        intake.pause();
    }

    /// Turns are taken again; any thread.
    void resume() {
        intake.resume();
    }

    /// Whether something waits for a turn of statistics.
    boolean hasPieces() {
        return !handOver.isEmpty();
    }

    /// Whether all data that there will be is in the profile.
    boolean isOver() {
        return handOver.isDrained();
    }

    /// Whether a lane has something to do, whatever the source brings; any thread.
    boolean hasWork() {
        return hasPieces() || isOver() || ledger.isWaiting() || intake.isHelpWanted();
    }

    @Override
    public String toString() {
        return "%s, %s, %s".formatted(handOver, ledger, fetch);
    }

    /// Takes the last snapshot and releases everything; called once, when no lane runs any more.
    ///
    /// @return why the data is not whole, `null` when it is
    @Nullable FailureException close() {
        try {
            return settled();
        } finally {
            shared.phases().end();
            shared.watch().close();
            serve(() -> {}, () -> {}, 0);
            handOver.clear();
            fetch.release();
            buffers.clear();
            intake.close();
        }
    }

    private @Nullable FailureException settled() {
        ledger.settle();
        // what is wrong with the records came before what is wrong with fetching more of them
        var broken = ledger.failure();
        var problem = broken == null ? fetch.failure() : broken;
        if (problem == null && isOver()) {
            problem = lackOfRecords();
        }
        shared.phases().end();
        ledger.close(problem == null && isOver() && !isPrefix());
        return problem;
    }

    /// Whether there may be data that is not in the profile, because nobody wanted it.
    private boolean isPrefix() {
        return intake.isCut() || ledger.isFull();
    }

    private @Nullable FailureException lackOfRecords() {
        if (!intake.isCut() || ledger.rows() > 0) {
            return ledger.lackOfRecords();
        }
        if (shared.watch().isPast()) {
            return new FailureException(
                    FailureKind.SOURCE_UNAVAILABLE,
                    "no whole record came within " + spec.bounds().duration());
        }
        return new FailureException(
                FailureKind.INVALID_REQUEST,
                "the first %d bytes hold no whole record".formatted(spec.bounds().bytes()));
    }

    /// The mergeable state as bytes, `null` while there is none; any thread.
    byte @Nullable [] profile() {
        return ledger.profile();
    }

    /// The mergeable state of the end as bytes, `null` when there was no record; at once.
    byte @Nullable [] finalProfile() {
        return ledger.finalProfile();
    }

    /// How far it has come; any thread.
    RunProgress progress() {
        if (!intake.isOpen()) {
            return RunProgress.NONE;
        }
        return new RunProgress(
                intake.fetched(),
                isOver() && fetch.failure() == null && !isPrefix()
                        ? intake.fetched()
                        : ledger.processed(),
                intake.origin().bytes(),
                ledger.rows());
    }

    /// What it holds of bytes; any thread.
    Buffered buffered() {
        long chunks = fetch.memory() + handOver.memory() + buffers.memory();
        return new Buffered(0, 0, chunks, 0).plus(intake.buffered());
    }

    /// What is known of the source; any thread.
    Origin origin() {
        return intake.origin();
    }

    /// From the first turn to the last byte; `null` before. Any thread.
    @Nullable Duration untilFetched() {
        return fetch.untilFetched();
    }
}
