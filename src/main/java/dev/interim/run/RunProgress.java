package dev.interim.run;

import org.jspecify.annotations.Nullable;

/// How far a run has come; all bytes as they are fetched (compressed where the source is).
///
/// @param bytesFetched bytes that have arrived and were taken
/// @param bytesProcessed bytes whose records are in the statistics
/// @param bytesTotal the length of the source, `null` when unknown
/// @param rows records in the statistics
public record RunProgress(
        long bytesFetched, long bytesProcessed, @Nullable Long bytesTotal, long rows) {
    /// Nothing has happened.
    public static final RunProgress NONE = new RunProgress(0, 0, null, 0);

    /// The share of the source that is in the statistics, from 0 to 1; `null` when its length is
    /// unknown.
    public @Nullable Double fraction() {
        if (bytesTotal == null) {
            return null;
        }
        return bytesTotal == 0 ? 1.0 : Math.min(1.0, (double) bytesProcessed / bytesTotal);
    }
}
