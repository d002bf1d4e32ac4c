package dev.interim.engine.source;

import static dev.interim.engine.failure.FailureKind.SOURCE_CHANGED;
import static dev.interim.engine.failure.FailureKind.SOURCE_UNAVAILABLE;

import dev.interim.engine.failure.FailureException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnknownHostException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.jspecify.annotations.Nullable;

/// A stretch of a source on its way into a sink: over as many exchanges as it takes, and never of
/// two versions.
///
/// As long as no byte was handed on, any version will do. Later only a strong ETag proves that the
/// rest belongs to what went before: what comes without that proof is a failure. One thread.
final class Leg {
    /// After so many bytes it goes well again, and failures are counted anew.
    static final int GOES_WELL = 64 * 1024;

    private static final int SKIPPED_AT_ONCE = 64 * 1024;

    private final Download download;
    private final Sink sink;
    private final @Nullable Long until;
    private @Nullable Origin version;
    private boolean isPlain;
    private long position;
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
    }

    /// The rest of a version, or a part of it.
    ///
    /// @param known has a strong ETag
    /// @param until the byte behind the last one, `null` for the end
    Leg(Download download, Sink sink, Origin known, long from, @Nullable Long until) {
        this.download = download;
        this.sink = sink;
        this.until = until;
        version = known;
        position = from;
        wentWellUntil = from;
    }

    /// Which byte comes next.
    long position() {
        return position;
    }

    /// Whether it stopped because several ranges would be faster.
    boolean isSplit() {
        return isSplit;
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
        while (!isDone && !isStopped && download.goesOn()) {
            Exchange exchange = download.exchange();
            current = exchange;
            try (exchange) {
                isDone = isStopped || isDoneBy(exchange);
            } finally {
                download.forget(exchange);
            }
        }
    }

    private boolean isDoneBy(Exchange exchange) throws InterruptedException {
        try {
            Answer answer = version == null ? first(exchange) : next(exchange, version);
            return isDoneBy(answer);
        } catch (SetbackException e) {
            if (!exchange.isReleased() && !isStopped && download.goesOn()) {
                recover(e);
            }
            return false;
        }
    }

    /// The first answer, of whatever version; a server that is confused by ranges is asked plainly.
    private Answer first(Exchange exchange) throws SetbackException {
        Answer answer = isPlain ? null : ask(exchange, Question.PROBE);
        if (answer == null || !isUsable(answer)) {
            isPlain = true;
            answer = ask(exchange, Question.PLAIN);
        } else if (answer.isNothingAfter(0)) {
            answer = answer.ofNothing(0);
        }
        download.found(answer);
        return answer;
    }

    private static boolean isUsable(Answer answer) {
        ContentRange range = answer.range();
        return switch (answer.status()) {
            case HttpStatus.SC_OK -> true;
            case HttpStatus.SC_PARTIAL_CONTENT ->
                    range != null
                            && range.from() == 0
                            && range.total() != null
                            && (range.isWhole() || answer.origin().strongEtag() != null);
            // Nothing is what most servers say of the first byte of an empty file.
            default -> answer.isNothingAfter(0);
        };
    }

    /// What follows of the version of which some bytes were handed on.
    private Answer next(Exchange exchange, Origin known) throws SetbackException {
        Answer answer =
                ask(
                        exchange,
                        isPlain
                                ? Question.PLAIN
                                : Question.part(position, until, known.strongEtag()));
        if (known.bytes() == null && answer.isNothingAfter(position)) {
            answer = answer.ofNothing(position);
        }
        if (answer.status() == HttpStatus.SC_REQUESTED_RANGE_NOT_SATISFIABLE) {
            throw changed("it is shorter than it was");
        }
        String etag = answer.origin().strongEtag();
        if (etag == null) {
            throw changed("the server no longer says which version it sends");
        }
        Long length = answer.origin().bytes();
        if (!etag.equals(known.strongEtag())
                || (length != null && known.bytes() != null && !length.equals(known.bytes()))) {
            throw changed("it is another version now");
        }
        if (answer.status() == HttpStatus.SC_PARTIAL_CONTENT ? !isAsked(answer.range()) : isPart()) {
            throw failure("the server sent another part than it was asked for");
        }
        if (length != null && known.bytes() == null) {
            version = new Origin(length, known.etag(), known.mediaType());
            download.learnt(version);
        }
        return answer;
    }

    private boolean isAsked(@Nullable ContentRange range) {
        return range != null
                && range.from() == position
                && (until == null || range.until() <= until);
    }

    private boolean isPart() {
        return until != null;
    }

    private Answer ask(Exchange exchange, Question question) throws SetbackException {
        try {
            return exchange.get(download.address(), question);
        } catch (SetbackException e) {
            throw e.saying(located(e.failure()));
        } catch (FailureException e) {
            throw located(e);
        }
    }

    private boolean isDoneBy(Answer answer) throws SetbackException, InterruptedException {
        Origin origin = version == null ? answer.origin() : version;
        Long end = answer.until() == null ? origin.bytes() : answer.until();
        long before = position;
        try {
            skip(answer.body(), position - answer.from());
            if (!isPoured(answer.body(), origin, end)) {
                return true;
            }
        } catch (IOException e) {
            throw new SetbackException(broken(hasEnded(e) ? "ended" : "broke off", e));
        }
        if (end == null || end.equals(origin.bytes()) || end.equals(until)) {
            return true;
        }
        if (position - before < GOES_WELL) {
            throw new SetbackException(failure("the server sends too small parts of the source"));
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
            int count = sink.readFrom(body, stop - position);
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
                isSplit = download.isSplitAt(position);
                if (isSplit) {
                    return false;
                }
            }
        }
        refuseMore(body);
        return true;
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
            throw failure("the server sent more bytes than it announced");
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
        if (failures > download.manners().retries()
                || (isUnknownHost && version == null)
                || (isPart() && setback.isBusy())) {
            throw setback.failure();
        }
        if (version != null && version.strongEtag() == null) {
            throw new FailureException(
                    setback.failure().kind(),
                    setback.failure().sentence()
                            + "; without a strong ETag it cannot be resumed",
                    setback.failure());
        }
        download.waitBefore(failures, setback.asked());
    }

    private FailureException changed(String how) {
        return new FailureException(
                SOURCE_CHANGED,
                "the source changed while it was being fetched, after " + where() + ": " + how);
    }

    private FailureException failure(String sentence) {
        return located(new FailureException(SOURCE_UNAVAILABLE, sentence));
    }

    private FailureException located(FailureException failure) {
        return position == 0
                ? failure
                : new FailureException(
                        failure.kind(), failure.sentence() + ", after " + where(), failure);
    }

    private FailureException broken(String how, IOException cause) {
        return new FailureException(
                SOURCE_UNAVAILABLE, "the source " + how + " after " + where(), cause);
    }

    private String where() {
        Long length = download.origin().bytes();
        return length == null ? position + " bytes" : position + " of " + length + " bytes";
    }

    private static boolean hasEnded(IOException e) {
        return e instanceof EOFException
                || e instanceof ConnectionClosedException
                || e instanceof TruncatedChunkException;
    }
}
