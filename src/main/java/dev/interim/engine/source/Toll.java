package dev.interim.engine.source;

import java.time.Duration;

/// What made-up bytes cost: for each slice of them a worker is kept busy so long.
///
/// @param head bytes that come with the first slice
/// @param slice bytes of a slice; it is computed as one piece
/// @param fetch what fetching a slice costs
/// @param statistics what computing a slice costs
/// @param isSerial whether a slice is computed only after the one before
public record Toll(int head, int slice, Duration fetch, Duration statistics, boolean isSerial) {
    /// Nothing costs anything, and slices are of any size: as with all real data.
    public static final Toll NONE = new Toll(0, 0, Duration.ZERO, Duration.ZERO, false);

    /// Whether anything is to be paid.
    public boolean isDue() {
        return slice > 0;
    }

    /// What computing so many bytes costs.
    public long statisticsNanos(int bytes) {
        return isDue() ? statistics.toNanos() * bytes / slice : 0;
    }
}
