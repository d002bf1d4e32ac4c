package dev.interim.run;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Where a run ends early, with what it has by then; `null` where it does not.
///
/// @param rows the number of good records; exact
/// @param bytes bytes of the source, as fetched; only whole records of them count
/// @param duration the time in which data is fetched, pauses not counted; what is there by then is
///   still computed
public record Bounds(@Nullable Long rows, @Nullable Long bytes, @Nullable Duration duration) {
    /// Only where the data ends.
    public static final Bounds NONE = new Bounds(null, null, null);

    /// Checks that all are positive.
    public Bounds {
        if ((rows != null && rows < 1) || (bytes != null && bytes < 1)) {
            throw new IllegalArgumentException("maxRows and maxBytes must be at least 1");
        }
        if (duration != null && !duration.isPositive()) {
            throw new IllegalArgumentException("maxDuration must be longer than nothing");
        }
    }
}
