package dev.interim.engine.codec;

import static dev.interim.engine.failure.FailureKind.MALFORMED_DATA;
import static dev.interim.engine.failure.FailureKind.TOO_LARGE;

import dev.interim.engine.failure.FailureException;

/// Looks at what comes out of compressed bytes: not too much, and not compressed again.
final class OutputGuard {
    private final DecodeLimits limits;
    private final byte[] beginning = new byte[Format.LONGEST];
    private long bytes;
    private long bytesOfOthers;

    OutputGuard(DecodeLimits limits) {
        this.limits = limits;
    }

    /// Another file follows: how much there may be counts for all, the ratio for each.
    void begin() {
        bytesOfOthers += bytes;
        bytes = 0;
    }

    /// Counts output.
    ///
    /// @param bytesIn how many compressed bytes of this file were used so far
    void check(byte[] output, int offset, int count, long bytesIn) {
        if (bytes < beginning.length) {
            checkBeginning(output, offset, count);
        }
        bytes += count;
        if (bytesOfOthers + bytes > limits.mostBytes()) {
            throw new FailureException(
                    TOO_LARGE,
                    "decompressed, the data has more than " + limits.mostBytes() + " bytes");
        }
        if (bytes > limits.ratioAfterBytes() && bytes / limits.mostRatio() > bytesIn) {
            throw new FailureException(
                    TOO_LARGE,
                    "the data decompresses to more than " + limits.mostRatio() + " times its size");
        }
    }

    private void checkBeginning(byte[] output, int offset, int count) {
        int known = (int) bytes;
        int more = Math.min(count, beginning.length - known);
        System.arraycopy(output, offset, beginning, known, more);
        Format inner = Format.of(beginning, 0, known + more);
        if (inner != null) {
            throw new FailureException(
                    MALFORMED_DATA,
                    "the data is compressed twice, the inner time as " + inner.label());
        }
    }
}
