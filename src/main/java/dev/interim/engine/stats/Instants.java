package dev.interim.engine.stats;

import dev.interim.engine.batch.Column;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// The range of dates and timestamps. One owner.
final class Instants {
    private static final long DAY = 86_400_000_000L;

    private long min = Long.MAX_VALUE;
    private long max = Long.MIN_VALUE;
    private boolean hasZone;

    Instants() {}

    /// Forgets what was there and takes the dates and timestamps of the column.
    void take(Column column) {
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        for (int i = 0; i < column.instantCount(); i++) {
            least = Math.min(least, column.instants()[i]);
            most = Math.max(most, column.instants()[i]);
        }
        min = least;
        max = most;
        hasZone = column.hasZone();
    }

    /// Adds what the other has seen; the other stays as it is.
    void merge(Instants other) {
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
        hasZone |= other.hasZone;
    }

    /// What is known; `null` when there was no date.
    ///
    /// @param areDates whether all values are dates without a time of day
    Snapshot.@Nullable Temporal snapshot(boolean areDates) {
        return min > max ? null : new Snapshot.Temporal(text(min, areDates), text(max, areDates));
    }

    private String text(long micros, boolean isDate) {
        if (isDate) {
            return LocalDate.ofEpochDay(Math.floorDiv(micros, DAY)).toString();
        }
        var instant = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        return hasZone
                ? instant.toString()
                : instant.atOffset(ZoneOffset.UTC).toLocalDateTime().toString();
    }
}
