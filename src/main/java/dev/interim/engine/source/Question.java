package dev.interim.engine.source;

import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/// Which bytes of a source a server is asked for.
///
/// @param isRange whether a range is asked for, or simply all
/// @param from the first byte
/// @param until the byte behind the last one, `null` for all that follow
/// @param validator the version of which they must be, as `If-Range` has it; of another one all
///   bytes are asked for
record Question(boolean isRange, long from, @Nullable Long until, @Nullable String validator) {
    /// All, asked for as a range: one question shows whether the server knows ranges.
    static final Question PROBE = new Question(true, 0, null, null);

    /// All, from a server that does not answer the other way.
    static final Question PLAIN = new Question(false, 0, null, null);

    /// A part of a version.
    static Question part(long from, @Nullable Long until, @Nullable String validator) {
        return new Question(true, from, until, validator);
    }

    void addTo(HttpGet get) {
        if (!isRange) {
            return;
        }
        get.setHeader(HttpHeaders.RANGE, "bytes=" + from + "-" + (until == null ? "" : until - 1));
        if (validator != null) {
            get.setHeader(HttpHeaders.IF_RANGE, validator);
        }
    }
}
