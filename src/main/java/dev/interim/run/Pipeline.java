package dev.interim.run;

import dev.interim.engine.codec.Codecs;
import dev.interim.engine.codec.DecodedFetch;
import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.scan.Buffers;
import dev.interim.engine.scan.Chunk;
import dev.interim.engine.scan.Chunker;
import dev.interim.engine.scan.Cut;
import dev.interim.engine.scan.ScanOptions;
import dev.interim.engine.source.Fetch;
import dev.interim.engine.source.Origin;
import dev.interim.engine.source.Timing;
import dev.interim.engine.source.Toll;
import dev.interim.schedule.Next;
import dev.interim.schedule.Turn;
import java.time.Duration;
import java.util.Objects;
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
final class Pipeline {
    private static final int PIECES = 4;

    private final RunSpec spec;
    private final RunLimits limits;
    private final RunListener listener;
    private final Buffers buffers;
    private final HandOver handOver;
    private final Ledger ledger;
    private final Toll toll;
    private final Stopwatch watch;
    private final Phases phases;
    private final AtomicLong credit = new AtomicLong();

    // The next five belong to the lane that fetches.
    private Chunker chunker;
    private boolean isGuessTold;
    private long retriesToTell = 1;
    private volatile @Nullable DecodedFetch input;
    private @Nullable Gate gate;

    private volatile long chunkerMemory;

    private boolean isPaused;
    private boolean isParallel;
    private volatile @Nullable Spool spool;
    private volatile @Nullable FailureException failure;
    private volatile boolean isFetched;
    private volatile boolean isCut;
    private volatile boolean isSpoolCut;
    private volatile @Nullable Duration untilFetched;
    private volatile Runnable wakeFetch = () -> {};
    private volatile Runnable wakeStatistics = () -> {};

    Pipeline(RunSpec spec, RunLimits limits, RunListener listener, Timing timing) {
        this.spec = spec;
        this.limits = limits;
        this.listener = listener;
        phases = new Phases(listener);
        toll = spec.source().toll();
        watch = new Stopwatch(timing, spec.bounds().duration());
        var scan = inSlices(spec.scan());
        buffers = new Buffers(scan.limits().chunk(), 2 * PIECES);
        handOver = new HandOver(PIECES);
        chunker = new Chunker(scan, buffers);
        ledger =
                new Ledger(
                        spec.measures(),
                        listener,
                        timing::nanos,
                        limits.snapshotInterval(),
                        buffers,
                        handOver,
                        spec.bounds().rows());
    }

    /// Slices that cost something are cut as the source says.
    private ScanOptions inSlices(ScanOptions scan) {
        if (!toll.isDue()) {
            return scan;
        }
        var limits = scan.limits().inChunksOf(toll.slice());
        return new ScanOptions(scan.format(), scan.csv(), scan.columns(), limits);
    }

    /// Says whom to wake from now on, and how many lanes take statistics turns.
    void serve(Runnable fetch, Runnable statistics, int lanes) {
        wakeFetch = fetch;
        wakeStatistics = statistics;
        handOver.capacity(toll.isSerial() ? 1 : PIECES + 2 * lanes);
    }

    /// Says whether there are to be snapshots before the end.
    void show(boolean isInterim) {
        ledger.show(isInterim);
    }

    /// Says whether the source may be asked over several connections at the same time.
    synchronized void parallel(boolean isAllowed) {
        isParallel = isAllowed;
        if (spool != null) {
            spool.parallel(isAllowed);
        }
        if (input != null) {
            input.share(isAllowed);
        }
    }

    /// A turn of running ahead: bytes from the source into the spool. `END` when all are there.
    Next spool(Turn turn) throws InterruptedException {
        try {
            var into = open();
            tellRetries(into);
            while (!turn.isOver()) {
                if (!gate().pay(turn)) {
                    continue;
                }
                int count = into.fill();
                if (count != Fetch.END && watch.isPast()) {
                    isSpoolCut = true;
                    gate().spend();
                }
                if (count == Fetch.END || gate().isSpent()) {
                    phases.end(Activities.FETCH);
                    untilFetched = Duration.ofNanos(watch.elapsedNanos());
                    return Next.END;
                }
                if (count == 0) {
                    return parked();
                }
                turn.did(Activities.FETCH, count, 0);
            }
            return Next.AGAIN;
        } catch (FailureException e) {
            endFetch(e);
            return Next.END;
        }
    }

    /// A turn of fetch: bytes from the source into chunks. `END` when all are handed over.
    Next fetch(Turn turn) throws InterruptedException {
        try {
            return isFetched ? Next.END : chunks(turn);
        } finally {
            chunkerMemory = chunker.buffer().length;
        }
    }

    private Next chunks(Turn turn) throws InterruptedException {
        try {
            var into = open();
            tellRetries(into);
            while (!turn.isOver()) {
                if (isLate()) {
                    cut();
                }
                if (ledger.isFull()) {
                    return endFetch(null);
                }
                if (handOver.isFull()) {
                    return Next.PARK;
                }
                var chunk = nextChunk();
                if (chunk != null) {
                    hand(chunk);
                    if (toll.isDue()) {
                        return Next.AGAIN;
                    }
                } else if (chunker.isEnded()) {
                    if (!goOn()) {
                        return endFetch(null);
                    }
                } else if ((isCut || into.isAhead() || gate().pay(turn)) && !taken(turn)) {
                    if (gate().isSpent()) {
                        cut();
                    } else if (!gate().isShut()) {
                        return parked();
                    }
                }
            }
            return Next.AGAIN;
        } catch (FailureException e) {
            // The end of data that was cut may be no end of a record, which is nobody's fault.
            return endFetch(isCut && e.kind() == FailureKind.MALFORMED_DATA ? null : e);
        }
    }

    /// Goes on to the next file, where there are several; answers whether there is one.
    private boolean goOn() {
        if (isCut || !input().hasNext()) {
            return false;
        }
        input().next();
        chunker = chunker.following();
        return true;
    }

    /// The next chunk of the file that is being read.
    private @Nullable Chunk nextChunk() {
        try {
            return chunker.next();
        } catch (FailureException e) {
            throw input().named(e);
        }
    }

    /// Whether the time is up; what was spooled before is computed in any case.
    private boolean isLate() {
        return !isSpoolCut && watch.isPast();
    }

    /// No more bytes: what is here is all there will be.
    private void cut() {
        isCut = true;
        input().cut();
    }

    private Next parked() {
        watch.wakeWhenPast(() -> wakeFetch.run());
        return Next.PARK;
    }

    private Spool open() {
        var known = spool;
        if (known == null) {
            listener.started();
            watch.start();
            phases.begin(Activities.FETCH);
            var raw = spec.source().open(() -> wakeFetch.run());
            var guarded = new Gate(raw, toll, spec.bounds().bytes());
            gate = guarded;
            known = new Spool(guarded, limits.spoolMemory(), limits.spoolDirectory());
            opened(
                    known,
                    Codecs.decode(
                            known,
                            limits.decode(),
                            spec.decode().of(spec.source().member()),
                            () -> wakeFetch.run()));
        }
        return known;
    }

    private synchronized void opened(Spool known, DecodedFetch decoded) {
        spool = known;
        input = decoded;
        known.parallel(isParallel);
        decoded.share(isParallel);
        if (isPaused) {
            known.pause();
        }
    }

    /// No turn will be taken for a while; any thread.
    synchronized void pause() {
        isPaused = true;
        watch.pause();
        if (spool != null) {
            spool.pause();
        }
    }

    /// Turns are taken again; any thread.
    synchronized void resume() {
        isPaused = false;
        watch.resume();
        if (spool != null) {
            spool.resume();
        }
    }

    /// Takes bytes that have arrived into the chunker; answers whether there were any, or the end.
    private boolean taken(Turn turn) {
        var from = Objects.requireNonNull(spool);
        long before = from.fetched();
        // What is taken again after it was spooled is no longer being fetched.
        var usual = from.isAhead() ? Activities.STATISTICS : Activities.FETCH;
        int count = input().take(chunker.buffer(), chunker.filled(), chunker.room());
        var activity = input().isCompressed() ? Activities.DECOMPRESS : usual;
        if (input().isHelpWanted()) {
            wakeStatistics.run();
        }
        if (count == Fetch.END) {
            chunker.end();
        } else {
            chunker.advance(count);
        }
        if (count > 0) {
            if (input().isCompressed()) {
                phases.begin(Activities.DECOMPRESS);
            }
            turn.did(activity, from.fetched() - before, 0);
            tellGuess();
        }
        return count != 0;
    }

    /// The first time, the tenth, the hundredth and so on: however often a server breaks off, that
    /// is no flood.
    private void tellRetries(Spool from) {
        var retries = from.retries();
        if (retries.count() >= retriesToTell) {
            ledger.warn(
                    "fetch-retried",
                    "%s; the server is asked again (retry %d)"
                            .formatted(retries.reason(), retries.count()));
            while (retriesToTell <= retries.count()) {
                retriesToTell *= 10;
            }
        }
    }

    private void tellGuess() {
        var guess = isGuessTold ? null : input().charsetWarning();
        if (guess != null) {
            isGuessTold = true;
            ledger.warn("charset-guessed", guess);
        }
    }

    private void hand(Chunk next) {
        var layout = Objects.requireNonNull(chunker.layout());
        var chunk = isCut ? new Cut(layout).wholeRecords(next) : next;
        if (chunk.length() == 0) {
            return;
        }
        var piece =
                new Piece(
                        chunk,
                        layout,
                        input().bytesFetched(),
                        new Debt(toll.statisticsNanos(chunk.length()), credit),
                        spec.bounds().rows() == null ? null : Cut.copy(chunk));
        // so that the snapshot of all rows is taken once, as the final one
        if (chunker.isDone() && !input().hasNext()) {
            handOver.putLast(piece);
        } else {
            handOver.put(piece);
        }
        wakeStatistics.run();
    }

    /// Fetch is over, well or badly; what was handed over before is still computed.
    private Next endFetch(@Nullable FailureException cause) {
        if (untilFetched == null) {
            untilFetched = Duration.ofNanos(watch.elapsedNanos());
        }
        phases.end(Activities.FETCH);
        phases.end(Activities.DECOMPRESS);
        failure = cause;
        isFetched = true;
        handOver.end();
        wakeStatistics.run();
        return Next.END;
    }

    /// A turn of statistics: pieces into the profile. `END` when all are in it.
    ///
    /// @param desk what the lane works with
    Next statistics(Turn turn, Desk desk) throws InterruptedException {
        boolean isFirst = true;
        while (!turn.isOver()) {
            var piece = handOver.poll();
            if (piece == null) {
                return isOver() ? Next.END : isFirst ? help(turn) : idle();
            }
            isFirst = false;
            turn.did(Activities.STATISTICS, 0, 0);
            if (ledger.isFull() || isUnaffordable()) {
                ledger.drop(piece);
            } else if (piece.debt().pay(turn)) {
                compute(piece, turn, desk);
            } else {
                handOver.putBack(piece);
                return Next.AGAIN;
            }
            wakeFetch.run();
            if (isOver()) {
                wakeStatistics.run();
            }
        }
        return idle();
    }

    private Next idle() {
        var known = input;
        boolean isHelpWanted = known != null && known.isHelpWanted();
        return handOver.isEmpty() && !isHelpWanted ? Next.PARK : Next.AGAIN;
    }

    /// A turn of decompressing, as long as no piece waits; it parks where nobody wants help.
    private Next help(Turn turn) {
        var known = input;
        boolean hasHelped = false;
        while (known != null && !turn.isOver() && handOver.isEmpty() && known.help()) {
            hasHelped = true;
            turn.did(Activities.DECOMPRESS, 0, 0);
        }
        return hasHelped ? Next.AGAIN : Next.PARK;
    }

    /// Whether the time is up and made-up data would still cost a lot of it.
    private boolean isUnaffordable() {
        return toll.isDue() && isLate() && ledger.rows() > 0;
    }

    private void compute(Piece piece, Turn turn, Desk desk) {
        phases.begin(Activities.SCAN);
        long before = turn.ticker().nanos();
        var part = ledger.part();
        desk.work(piece, part);
        turn.did(Activities.STATISTICS, piece.chunk().length(), part.batch().rows());
        ledger.add(piece, part);
        if (toll.isDue()) {
            // What really was to be done is part of the price.
            credit.addAndGet(turn.ticker().nanos() - before);
        }
    }

    /// Whether something waits for a turn of statistics.
    boolean hasPieces() {
        return !handOver.isEmpty();
    }

    /// Whether all data that there will be is in the profile.
    boolean isOver() {
        return handOver.isDrained();
    }

    /// Takes the last snapshot and releases everything; called once, when no lane runs any more.
    ///
    /// @return why the data is not whole, `null` when it is
    @Nullable FailureException close() {
        // what is wrong with the records came before what is wrong with fetching more of them
        var broken = ledger.failure();
        var problem = broken == null ? failure : broken;
        if (problem == null && isOver()) {
            problem = lackOfRecords();
        }
        phases.end();
        watch.close();
        ledger.close(problem == null && isOver() && !isPrefix());
        var known = input;
        if (known == null) {
            spec.source().abandon();
        } else {
            known.close();
        }
        handOver.clear();
        chunker.release();
        buffers.clear();
        return problem;
    }

    /// The mergeable state as bytes, `null` while there is none or when it was forgotten; any
    /// thread.
    byte @Nullable [] profile() {
        return ledger.profile();
    }

    /// Keeps the mergeable state of the end no longer.
    void forgetProfile() {
        ledger.forget();
    }

    /// Whether there may be data that is not in the profile, because nobody wanted it.
    private boolean isPrefix() {
        return isCut || ledger.isFull();
    }

    private @Nullable FailureException lackOfRecords() {
        if (!isCut || ledger.rows() > 0) {
            return ledger.lackOfRecords();
        }
        if (watch.isPast()) {
            return new FailureException(
                    FailureKind.SOURCE_UNAVAILABLE,
                    "no whole record came within " + spec.bounds().duration());
        }
        return new FailureException(
                FailureKind.INVALID_REQUEST,
                "the first %d bytes hold no whole record".formatted(spec.bounds().bytes()));
    }

    /// How far it has come; any thread.
    RunProgress progress() {
        var known = spool;
        return known == null
                ? RunProgress.NONE
                : new RunProgress(
                        known.fetched(),
                        isOver() && failure == null && !isPrefix()
                                ? known.fetched()
                                : ledger.processed(),
                        known.origin().bytes(),
                        ledger.rows());
    }

    /// What it holds of bytes; any thread.
    Buffered buffered() {
        var known = spool;
        long chunks = chunkerMemory + handOver.memory() + buffers.memory();
        if (known == null) {
            return new Buffered(spec.source().memory(), 0, chunks, 0);
        }
        long spooled = known.inMemory();
        var decoded = input;
        long all = decoded == null ? known.memory() : decoded.memory();
        return new Buffered(all - spooled, spooled, chunks, known.onDisk());
    }

    /// What is known of the source; any thread.
    Origin origin() {
        var known = spool;
        return known == null ? Origin.UNKNOWN : known.origin();
    }

    /// From the first turn to the last byte; `null` before.
    @Nullable Duration untilFetched() {
        return untilFetched;
    }

    private Gate gate() {
        return Objects.requireNonNull(gate);
    }

    private DecodedFetch input() {
        return Objects.requireNonNull(input);
    }
}
