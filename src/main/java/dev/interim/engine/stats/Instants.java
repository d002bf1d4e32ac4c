package dev.interim.engine.stats;

import dev.interim.engine.batch.Column;
import dev.interim.engine.batch.InstantForm;
import dev.interim.engine.bytes.ByteReader;
import dev.interim.engine.bytes.ByteWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// The range of dates and timestamps, and how they are shown. One owner.
final class Instants {
    private static final long DAY = 86_400_000_000L;

    /// Beyond any year of four digits.
    private static final long MOST = 20_000L * 366 * DAY;

    private long min = Long.MAX_VALUE;
    private long max = Long.MIN_VALUE;
    private boolean hasZone;
    private boolean hasTime;

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
        hasZone = false;
        hasTime = false;
        int[] forms = column.instantForms();
        for (int form = 0; form < forms.length && column.instantCount() > 0; form++) {
            if (forms[form] > 0) {
                hasZone |= InstantForm.isZoned(form);
                hasTime |= !InstantForm.isDate(form);
            }
        }
    }

    /// Adds what the other has seen; the other stays as it is.
    void merge(Instants other) {
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
        hasZone |= other.hasZone;
        hasTime |= other.hasTime;
    }

    void write(ByteWriter out) {
        out.number(min);
        out.number(max);
        out.flag(hasZone);
        out.flag(hasTime);
    }

    void read(ByteReader in) {
        min = in.number();
        max = in.number();
        in.check(isEmpty() || (min <= max && min > -MOST && max < MOST));
        hasZone = in.flag();
        hasTime = in.flag();
    }

    boolean isEmpty() {
        return min == Long.MAX_VALUE && max == Long.MIN_VALUE;
    }

    long min() {
        return min;
    }

    long max() {
        return max;
    }

    /// What is known; `null` when there was no date.
    ///
    /// @param details `null` when not asked for
    Snapshot.@Nullable Temporal snapshot(Snapshot.@Nullable TemporalDetails details) {
        return min > max ? null : new Snapshot.Temporal(text(min), text(max), details);
    }

    /// From the first to the last.
    String range() {
        return duration(max - min);
    }

    /// An instant as the values of the column are shown: dates where all are dates, in UTC where
    /// any names an offset.
    String text(long micros) {
        if (!hasTime) {
            return LocalDate.ofEpochDay(Math.floorDiv(micros, DAY)).toString();
        }
        return hasZone
                ? Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString()
                : time(micros).toString();
    }

    static LocalDateTime time(long micros) {
        return LocalDateTime.ofInstant(
                Instant.EPOCH.plus(micros, ChronoUnit.MICROS), ZoneOffset.UTC);
    }

    static long micros(LocalDateTime time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time.toInstant(ZoneOffset.UTC));
    }

    /// In ISO 8601, with hours as the largest unit: days are not always equally long.
    static String duration(long micros) {
        return Duration.of(micros, ChronoUnit.MICROS).toString();
    }
}
