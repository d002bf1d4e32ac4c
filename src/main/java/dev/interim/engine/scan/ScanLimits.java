package dev.interim.engine.scan;

/// How large the pieces of a dataset are, and may be.
///
/// @param chunk bytes of a chunk once the scan has found its pace; the first ones are smaller
/// @param head bytes that are looked at to find out what the dataset is
/// @param record bytes that one record may have
/// @param columns how many columns there may be
/// @param wanted how many of them may be looked at
/// @param depth how many objects and arrays of JSON may lie in one another
public record ScanLimits(int chunk, int head, int record, int columns, int wanted, int depth) {
    private static final int USUAL_DEPTH = 64;

    /// Chunks of 256 KiB (they stay in a core's second cache), records up to 16 MiB, 10,000
    /// columns, 64 levels.
    public static final ScanLimits USUAL =
            new ScanLimits(256 * 1024, 64 * 1024, 16 * 1024 * 1024, 10_000);

    /// Checks that all are positive.
    public ScanLimits {
        if (Math.min(chunk, head) < 1
                || Math.min(record, columns) < 1
                || Math.min(wanted, depth) < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }

    /// Sizes and columns with the usual depth.
    public ScanLimits(int chunk, int head, int record, int columns) {
        this(chunk, head, record, columns, columns, USUAL_DEPTH);
    }

    /// The same with other chunks, and no larger a head.
    public ScanLimits inChunksOf(int bytes) {
        return new ScanLimits(bytes, bytes, record, columns, wanted, depth);
    }

    /// The same with at most so many columns that are looked at.
    public ScanLimits wantedUpTo(int most) {
        return new ScanLimits(chunk, head, record, columns, Math.min(wanted, most), depth);
    }
}
