package dev.interim.run;

import dev.interim.engine.codec.Codecs;
import dev.interim.engine.codec.DecodedFetch;
import dev.interim.engine.scan.Chunker;
import dev.interim.engine.source.Fetch;
import dev.interim.engine.source.Origin;
import dev.interim.schedule.Next;
import dev.interim.schedule.Turn;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where the bytes of a run come in: its source, opened by the first turn of fetch, behind a gate,
/// a spool and what decompresses.
///
/// The lane that fetches owns it. What is for any thread says so.
final class Intake {
    /// The same bytes three times: each is made of the one before, and the last closes all.
    private record Opened(Gate gate, Spool spool, DecodedFetch input) {
        void parallel(boolean isAllowed) {
            spool.parallel(isAllowed);
            input.share(isAllowed);
        }
    }

    private final RunSpec spec;
    private final RunLimits limits;
    private final RunListener listener;
    private final Shared shared;

    // The next two belong to the lane that fetches.
    private boolean isGuessTold;
    private long retriesToTell = 1;

    // The next two belong to whoever holds the lock, as does setting the third.
    private boolean isPaused;
    private boolean isParallel;
    private volatile @Nullable Opened opened;

    // Set by the lane that fetches.
    private volatile boolean isCut;
    private volatile boolean isSpoolCut;

    Intake(RunSpec spec, RunLimits limits, RunListener listener, Shared shared) {
        this.spec = spec;
        this.limits = limits;
        this.listener = listener;
        this.shared = shared;
    }

    /// A turn begins: opens the source unless it is open, and tells what went wrong on its way.
    void begin() {
        if (opened == null) {
            listener.started();
            shared.watch().start();
            shared.phases().begin(Activities.FETCH);
            open();
        }
        tellRetries();
    }

    private void open() {
        var raw = spec.source().open(shared.wakeFetch());
        var gate = new Gate(raw, shared.toll(), spec.bounds().bytes());
        var spool =
                new Spool(
                        gate,
                        limits.spoolMemory(),
                        limits.spoolDirectory(),
                        shared.memory()::admitsSpool);
        var options = spec.decode().of(spec.source().member());
        var input =
                Codecs.decode(
                        spool,
                        limits.decode(),
                        options,
                        shared.wakeFetch(),
                        shared.memory()::admitsWindow);
        opened(new Opened(gate, spool, input));
    }

    private synchronized void opened(Opened known) {
        opened = known;
        known.parallel(isParallel);
        if (isPaused) {
            known.spool().pause();
        }
    }

    /// Says whether the source may be asked over several connections at the same time; any thread.
    synchronized void parallel(boolean isAllowed) {
        isParallel = isAllowed;
        if (opened != null) {
            opened.parallel(isAllowed);
        }
    }

    /// No turn will be taken for a while; any thread.
    synchronized void pause() {
        isPaused = true;
        shared.watch().pause();
        if (opened != null) {
            opened.spool().pause();
        }
    }

    /// Turns are taken again; any thread.
    synchronized void resume() {
        isPaused = false;
        shared.watch().resume();
        if (opened != null) {
            opened.spool().resume();
        }
    }

    /// Takes bytes that have arrived into the spool, once they are paid for. `PARK` when there are
    /// none yet, `END` when no more will come or are wanted.
    Next fill(Turn turn) throws InterruptedException {
        var gate = opened().gate();
        if (!gate.pay(turn)) {
            return Next.AGAIN;
        }
        int count = opened().spool().fill();
        if (count != Fetch.END && shared.watch().isPast()) {
            isSpoolCut = true;
            gate.spend();
        }
        if (count == Fetch.END || gate.isSpent()) {
            return Next.END;
        }
        if (count == 0) {
            return Next.PARK;
        }
        turn.did(Activities.FETCH, count, 0);
        return Next.AGAIN;
    }

    /// Takes bytes that have arrived, or the end, into the chunker, once they are paid for. `PARK`
    /// when there are none yet.
    Next take(Turn turn, Chunker chunker) throws InterruptedException {
        if (!isPaid(turn) || taken(turn, chunker)) {
            return Next.AGAIN;
        }
        if (opened().gate().isSpent()) {
            cut();
            return Next.AGAIN;
        }
        return opened().gate().isShut() ? Next.AGAIN : Next.PARK;
    }

    private boolean isPaid(Turn turn) throws InterruptedException {
        return isCut || opened().spool().isAhead() || opened().gate().pay(turn);
    }

    private boolean taken(Turn turn, Chunker chunker) {
        var from = opened().spool();
        long before = from.fetched();
        // What is taken again after it was spooled is no longer being fetched.
        var usual = from.isAhead() ? Activities.STATISTICS : Activities.FETCH;
        int count = input().take(chunker.buffer(), chunker.filled(), chunker.room());
        var activity = input().isCompressed() ? Activities.DECOMPRESS : usual;
        if (input().isHelpWanted()) {
            shared.wakeStatistics().run();
        }
        if (count == Fetch.END) {
            chunker.end();
        } else {
            chunker.advance(count);
        }
        if (count > 0) {
            if (input().isCompressed()) {
                shared.phases().begin(Activities.DECOMPRESS);
            }
            turn.did(activity, from.fetched() - before, 0);
            tellGuess();
        }
        return count != 0;
    }

    /// No more bytes: what is here is all there will be.
    void cut() {
        isCut = true;
        input().cut();
    }

    /// Whether it was cut; any thread.
    boolean isCut() {
        return isCut;
    }

    /// Whether the time is up; what was spooled before is computed in any case. Any thread.
    boolean isLate() {
        return !isSpoolCut && shared.watch().isPast();
    }

    /// The first time, the tenth, the hundredth and so on: however often a server breaks off, that
    /// is no flood.
    private void tellRetries() {
        var retries = opened().spool().retries();
        if (retries.count() >= retriesToTell) {
            shared.ledger()
                    .warn(
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
            shared.ledger().warn("charset-guessed", guess);
        }
    }

    /// What bytes are taken from, once a turn has begun.
    DecodedFetch input() {
        return opened().input();
    }

    private Opened opened() {
        return Objects.requireNonNull(opened);
    }

    /// Whether [#help] would do something; any thread.
    boolean isHelpWanted() {
        var known = opened;
        return known != null && known.input().isHelpWanted();
    }

    /// Decompresses something, where that is wanted; answers whether it was. Any thread.
    boolean help() {
        var known = opened;
        return known != null && known.input().help();
    }

    /// Whether the source is open; any thread.
    boolean isOpen() {
        return opened != null;
    }

    /// How many bytes came from the source, once it is open; any thread.
    long fetched() {
        return opened().spool().fetched();
    }

    /// What is known of the source; any thread.
    Origin origin() {
        var known = opened;
        return known == null ? Origin.UNKNOWN : known.spool().origin();
    }

    /// What it holds of bytes; any thread.
    Buffered buffered() {
        var known = opened;
        if (known == null) {
            return new Buffered(spec.source().memory(), 0, 0, 0);
        }
        long spooled = known.spool().inMemory();
        long arrived = known.input().memory() - spooled;
        return new Buffered(arrived, spooled, 0, known.spool().onDisk());
    }

    /// Releases everything; called once, when no lane runs any more.
    void close() {
        var known = opened;
        if (known == null) {
            spec.source().abandon();
        } else {
            known.input().close();
        }
    }
}
