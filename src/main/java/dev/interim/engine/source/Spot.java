package dev.interim.engine.source;

import static dev.interim.engine.failure.FailureKind.SOURCE_CHANGED;
import static dev.interim.engine.failure.FailureKind.SOURCE_UNAVAILABLE;

import dev.interim.engine.failure.FailureException;
import java.io.EOFException;
import java.io.IOException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.jspecify.annotations.Nullable;

/// Where in a source something went wrong, as it stands in failures.
///
/// @param position the byte that should have come
/// @param length of the source, `null` when unknown
record Spot(long position, @Nullable Long length) {
    FailureException changed(String how) {
        return new FailureException(
                SOURCE_CHANGED,
                "the source changed while it was being fetched, after " + this + ": " + how);
    }

    FailureException failed(String sentence) {
        return named(new FailureException(SOURCE_UNAVAILABLE, sentence));
    }

    /// The failure with its spot; at the very beginning there is none to name.
    FailureException named(FailureException failure) {
        return position == 0
                ? failure
                : new FailureException(
                        failure.kind(), failure.sentence() + ", after " + this, failure);
    }

    SetbackException broken(IOException cause) {
        boolean hasEnded =
                cause instanceof EOFException
                        || cause instanceof ConnectionClosedException
                        || cause instanceof TruncatedChunkException;
        return new SetbackException(
                new FailureException(
                        SOURCE_UNAVAILABLE,
                        "the source " + (hasEnded ? "ended" : "broke off") + " after " + this,
                        cause));
    }

    @Override
    public String toString() {
        return length == null ? position + " bytes" : position + " of " + length + " bytes";
    }
}
