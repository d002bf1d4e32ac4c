package dev.interim.engine.source;

import static dev.interim.engine.failure.FailureKind.INTERNAL;
import static dev.interim.engine.failure.FailureKind.SOURCE_UNAVAILABLE;
import static dev.interim.engine.failure.FailureKind.TOO_LARGE;

import dev.interim.engine.failure.FailureException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.jspecify.annotations.Nullable;

/// Moves a body that arrives from elsewhere into a pipe, and notices when it is not whole.
final class Pump {
    private final Pipe pipe;
    private final long mostBytes;
    private final String what;
    private long moved;

    /// @param what the body, at the beginning of a sentence: `the source`
    Pump(Pipe pipe, long mostBytes, String what) {
        this.pipe = pipe;
        this.mostBytes = mostBytes;
        this.what = what;
    }

    /// Moves bytes until the body has ended or failed, a limit was reached, or the pipe is over;
    /// blocks. Failures are told to the pipe.
    ///
    /// @param announced how long the body should be, or `null`
    /// @return whether the whole body went into the pipe
    boolean move(InputStream body, @Nullable Long announced) {
        try {
            if (announced != null && announced > mostBytes) {
                throw tooLarge(announced + " bytes");
            }
            return moveAll(body, announced);
        } catch (FailureException e) {
            pipe.fail(e);
        } catch (IOException e) {
            pipe.fail(broken(how(e), announced, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            pipe.fail(broken("was interrupted", announced, e));
        }
        return false;
    }

    private boolean moveAll(InputStream body, @Nullable Long announced)
            throws IOException, InterruptedException {
        while (pipe.awaitRoom()) {
            int count = pipe.readFrom(body);
            if (count < 0) {
                if (announced != null && moved < announced) {
                    throw broken("ended", announced, null);
                }
                pipe.end();
                return true;
            }
            moved += count;
            if (moved > mostBytes) {
                throw tooLarge("more");
            }
        }
        return false;
    }

    private FailureException tooLarge(String size) {
        return tooLarge(what, size, mostBytes);
    }

    /// What is told of more bytes than are allowed.
    static FailureException tooLarge(String what, String size, long mostBytes) {
        return new FailureException(
                TOO_LARGE,
                what + " has " + size + ", and at most " + mostBytes + " bytes are read");
    }

    private FailureException broken(
            String how, @Nullable Long announced, @Nullable Throwable cause) {
        String where = announced == null ? moved + " bytes" : moved + " of " + announced + " bytes";
        return new FailureException(
                SOURCE_UNAVAILABLE, what + " " + how + " after " + where, cause);
    }

    private static String how(IOException e) {
        if (e instanceof InterruptedIOException) {
            return "came too slowly and was broken off";
        }
        return hasEnded(e) ? "ended" : "broke off";
    }

    private static boolean hasEnded(IOException e) {
        return e instanceof EOFException
                || e instanceof ConnectionClosedException
                || e instanceof TruncatedChunkException;
    }

    /// What is told when something of ours went wrong.
    static FailureException mistake(Throwable cause) {
        return new FailureException(INTERNAL, "fetching failed by a mistake of ours", cause);
    }
}
