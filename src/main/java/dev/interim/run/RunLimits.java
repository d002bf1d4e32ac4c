package dev.interim.run;

import dev.interim.engine.codec.DecodeLimits;
import java.nio.file.Path;
import java.time.Duration;

/// Bounds that hold for every run.
///
/// @param decode how much may come out of compressed bytes
/// @param spoolMemory how many bytes a sequential run keeps in memory before it writes to disk
/// @param spoolDirectory where it writes then
/// @param snapshotInterval the least time between two snapshots
/// @param timelineSpans how many spans a timeline keeps apart before older ones are merged
public record RunLimits(
        DecodeLimits decode,
        long spoolMemory,
        Path spoolDirectory,
        Duration snapshotInterval,
        int timelineSpans) {
    /// Checks the ranges.
    public RunLimits {
        if (spoolMemory < 0 || snapshotInterval.isNegative()) {
            throw new IllegalArgumentException("limits of a run must not be negative");
        }
    }
}
