package dev.interim.engine.source;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.quantity.ByteSize;
import org.jspecify.annotations.Nullable;

/// How fast bytes come.
///
/// @param bytesPerSecond at least 1
record Rate(long bytesPerSecond) {
    /// Reads a size each second, such as `500kB` or `1.5MB`.
    ///
    /// @throws FailureException `INVALID_REQUEST`
    static Rate parse(String text) {
        long bytes;
        try {
            bytes = ByteSize.valueOf(text).bytes();
        } catch (IllegalArgumentException e) {
            throw invalid(e.getMessage(), e);
        }
        if (bytes < 1 || Character.isDigit(text.charAt(text.length() - 1))) {
            throw invalid(
                    "must be above 0 and name its unit, as 2MB does, not '" + text + "'", null);
        }
        return new Rate(bytes);
    }

    private static FailureException invalid(@Nullable String sentence, @Nullable Throwable cause) {
        return new FailureException(
                FailureKind.INVALID_REQUEST, "the rate in bytes each second: " + sentence, cause);
    }
}
