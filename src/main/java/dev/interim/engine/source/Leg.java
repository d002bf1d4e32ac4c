package dev.interim.engine.source;

import dev.interim.engine.failure.FailureException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/// A stretch of a source on its way into a sink: over as many exchanges as it takes, and never of
/// two versions.
///
/// As long as no byte was handed on, any version will do. Later only a strong ETag or date proves
/// that the rest belongs to what went before: what comes without that proof is a failure. One
/// thread.
final class Leg {
    /// After so many bytes it goes well again, and failures are counted anew.
    static final int GOES_WELL = 64 * 1024;

    private static final int SKIPPED_AT_ONCE = 64 * 1024;

    private final Download download;
    private final Sink sink;
    private final @Nullable Long until;
    private final Inquiry inquiry;
    private final int retries;
    private @Nullable Origin version;
    private long position;
    private @Nullable Spare spare;
    private @Nullable Trial trial;
    private boolean isSplit;
    private int failures;
    private long wentWellUntil;
    private volatile boolean isStopped;
    private volatile @Nullable Exchange current;

    /// All of a source of which nothing is known.
    Leg(Download download, Sink sink) {
        this.download = download;
        this.sink = sink;
        until = null;
        retries = download.manners().retries();
        inquiry = new Inquiry(download, null);
    }

    /// The rest of a version, or a part of it.
    ///
    /// @param known has a validator
    /// @param until the byte behind the last one, `null` for the end
    /// @param retries how often in a row the server is asked again
    Leg(Download download, Sink sink, Origin known, long from, @Nullable Long until, int retries) {
        this.download = download;
        this.sink = sink;
        this.until = until;
        this.retries = retries;
        inquiry = new Inquiry(download, until);
        version = known;
        position = from;
        wentWellUntil = from;
    }

    /// The rest of a version.
    ///
    /// @param known has a validator
    /// @param spare what brings it where a new request is refused; `null` for nothing
    static Leg rest(Download download, Sink sink, Origin known, long from, @Nullable Spare spare) {
        var leg = new Leg(download, sink, known, from, null, download.manners().retries());
        leg.spare = spare;
        return leg;
    }

    /// Which byte comes next.
    long position() {
        return position;
    }

    /// Whether it stopped because several ranges would be faster.
    boolean isSplit() {
        return isSplit;
    }

    /// The part that comes next, where it was asked for before this stopped; `null` otherwise.
    @Nullable Part firstPart() {
        Trial last = trial;
        if (last == null) {
            return null;
        }
        try (last) {
            return last.handOver(position);
        }
    }

    /// The answer that was left open when this stopped; `null` for none.
    @Nullable Spare spare() {
        return spare;
    }

    /// Of which version bytes were brought; `null` before the first.
    @Nullable Origin version() {
        return version;
    }

    /// Brings no more; any thread.
    void stop() {
        isStopped = true;
        Exchange exchange = current;
        if (exchange != null) {
            exchange.close();
        }
    }

    /// Brings all bytes, unless the sink wants no more or several ranges would be faster; blocks.
    ///
    /// @throws FailureException why the rest does not come
    void run() throws InterruptedException {
        boolean isDone = false;
        try {
            while (!isDone && !isStopped && download.goesOn()) {
                isDone = isDoneByAnother();
            }
        } finally {
            if (!isSplit && trial != null) {
                trial.close();
            }
        }
    }

    private boolean isDoneByAnother() throws InterruptedException {
        Exchange exchange = isPart() ? download.exchange(this::giveUp) : download.exchange();
        current = exchange;
        try {
            return isStopped || isDoneBy(exchange);
        } finally {
            if (spare == null || spare.exchange() != exchange) {
                exchange.close();
                download.forget(exchange);
            }
        }
    }

    /// A part that comes too slowly is left to the others.
    private void giveUp(FailureException reason) {
        stop();
    }

    private boolean isDoneBy(Exchange exchange) throws InterruptedException {
        try {
            return isDoneByAsking(exchange);
        } catch (FailureException e) {
            // Whoever asks over a connection that was just given back is told that it is closed.
            if (exchange.isReleased()) {
                return false;
            }
            return isDoneBySpare(e);
        }
    }

    private boolean isDoneByAsking(Exchange exchange) throws InterruptedException {
        try {
            Answer answer = version == null ? inquiry.first(exchange) : next(exchange, version);
            closeSpare();
            return isDoneBy(exchange, answer, answer.from());
        } catch (SetbackException e) {
            if (!exchange.isReleased() && !isStopped && download.goesOn()) {
                recover(e);
            }
            return false;
        }
    }

    /// A new request is refused: the first connection, where it is still open, brings the rest.
    private boolean isDoneBySpare(FailureException refusal) throws InterruptedException {
        Spare first = spare;
        if (first == null || !first.isOpen()) {
            throw refusal;
        }
        try {
            return isDoneBy(first.exchange(), first.answer(), first.position());
        } catch (SetbackException e) {
            return false;
        } finally {
            if (!isSplit) {
                closeSpare();
            }
        }
    }

    private void closeSpare() {
        Spare last = spare;
        spare = null;
        if (last != null) {
            last.exchange().close();
            download.forget(last.exchange());
        }
    }

    private Answer next(Exchange exchange, Origin known) throws SetbackException {
        Answer answer = inquiry.next(exchange, known, spot());
        if (answer.origin().bytes() != null && known.bytes() == null) {
            version = known.ofLength(answer.origin().bytes());
            download.learnt(version);
        }
        return answer;
    }

    private boolean isPart() {
        return until != null;
    }

    /// @param from the byte of the answer that comes next
    private boolean isDoneBy(Exchange exchange, Answer answer, long from)
            throws SetbackException, InterruptedException {
        Origin origin = version == null ? answer.origin() : version;
        Long end = answer.until() == null ? origin.bytes() : answer.until();
        long before = position;
        try {
            skip(answer.body(), position - from);
            if (!isPoured(answer.body(), origin, end)) {
                spare = isSplit ? new Spare(exchange, answer, position) : null;
                return true;
            }
        } catch (IOException e) {
            throw spot().broken(e);
        }
        if (end == null) {
            // A connection of ours that ends because it was given back is no end of the source.
            return !exchange.isReleased();
        }
        if (end.equals(origin.bytes()) || end.equals(until)) {
            return true;
        }
        if (position - before < GOES_WELL) {
            throw new SetbackException(
                    spot().failed("the server sends too small parts of the source"));
        }
        return false;
    }

    /// @return false when nobody wants more
    private boolean isPoured(InputStream body, Origin origin, @Nullable Long end)
            throws IOException, InterruptedException {
        long stop = end == null ? Long.MAX_VALUE : end;
        while (position < stop) {
            if (!sink.awaitRoom()) {
                return false;
            }
            int count = sink.readFrom(body, untilSplit(stop) - position);
            if (count < 0 && end == null) {
                return true;
            }
            if (count < 0) {
                throw new EOFException("shorter than announced");
            }
            position += count;
            version = origin;
            if (!isPart()) {
                download.count(count);
                isSplit = isSplitHere();
                if (isSplit) {
                    return false;
                }
            }
        }
        refuseMore(body);
        return true;
    }

    /// The second range begins where this stops, if it is answered in time.
    private long untilSplit(long stop) {
        return trial == null || trial.from() <= position ? stop : Math.min(stop, trial.from());
    }

    private boolean isSplitHere() {
        if (trial == null) {
            trial = download.trial(position);
        } else if (trial.hasFailed()) {
            download.width().shrink();
            trial.close();
            trial = null;
        }
        return trial != null && trial.isAccepted() && position >= trial.from();
    }

    /// Where chunks bring more than was announced, nobody knows which of the two is a lie.
    private void refuseMore(InputStream body) {
        int more;
        try {
            more = body.read();
        } catch (IOException e) {
            // All bytes are here: how the connection ends does not matter.
            return;
        }
        if (more >= 0) {
            throw spot().failed("the server sent more bytes than it announced");
        }
    }

    private void skip(InputStream body, long bytes) throws IOException {
        byte[] ignored = new byte[(int) Math.min(bytes, SKIPPED_AT_ONCE)];
        for (long left = bytes; left > 0; ) {
            int count = body.read(ignored, 0, (int) Math.min(left, ignored.length));
            if (count < 0) {
                throw new EOFException("shorter than it was");
            }
            left -= count;
            download.countAgain(count);
        }
    }

    /// Waits before another try, where one makes sense.
    private void recover(SetbackException setback) throws InterruptedException {
        if (position - wentWellUntil >= GOES_WELL) {
            failures = 0;
            wentWellUntil = position;
        }
        failures++;
        boolean isUnknownHost = setback.failure().getCause() instanceof UnknownHostException;
        if (failures > retries
                || (isUnknownHost && version == null)
                || (isPart() && setback.isBusy())) {
            throw setback.failure();
        }
        if (version != null && version.validator() == null) {
            throw new FailureException(
                    setback.failure().kind(),
                    setback.failure().sentence() + "; without a strong ETag it cannot be resumed",
                    setback.failure());
        }
        download.waitBefore(failures, setback);
    }

    private Spot spot() {
        return new Spot(position, download.origin().bytes());
    }
}
