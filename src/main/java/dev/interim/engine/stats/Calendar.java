package dev.interim.engine.stats;

import dev.interim.engine.batch.Column;
import dev.interim.engine.bytes.ByteReader;
import dev.interim.engine.bytes.ByteWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// When dates and timestamps are: how many on each weekday at each hour, and the largest gap
/// between them.
///
/// Hours are those of UTC where the data names offsets, else as they stand; dates without a time of
/// day count at midnight. Merging parts equals taking the whole. One owner.
final class Calendar {
    private static final long HOUR = 3_600_000_000L;
    private static final int HOURS = 24;
    private static final int DAYS = 7;

    /// 1970-01-01 was a Thursday; weeks start on Monday.
    private static final int FIRST_WEEKDAY = 3;

    private final long[] counts = new long[DAYS * HOURS];
    private final Gaps gaps = new Gaps();

    Calendar() {}

    /// Forgets what was there and takes the dates and timestamps of the column.
    void take(Column column) {
        Arrays.fill(counts, 0);
        gaps.clear();
        long[] instants = column.instants();
        takeEnds(instants, column.instantCount());
        for (int i = 0; i < column.instantCount(); i++) {
            long hours = Math.floorDiv(instants[i], HOUR) + FIRST_WEEKDAY * HOURS;
            counts[(int) Math.floorMod(hours, (long) DAYS * HOURS)]++;
            gaps.add(instants[i]);
        }
    }

    /// Makes room for all of them at once: descending ones would ask for more each time.
    private void takeEnds(long[] instants, int count) {
        if (count > 0) {
            long first = instants[0];
            long last = instants[0];
            for (int i = 1; i < count; i++) {
                first = Math.min(first, instants[i]);
                last = Math.max(last, instants[i]);
            }
            gaps.add(first);
            gaps.add(last);
        }
    }

    /// Adds what the other has seen; the other stays as it is.
    void merge(Calendar other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        gaps.merge(other.gaps);
    }

    void write(ByteWriter out) {
        out.numbers(counts, counts.length);
        gaps.write(out);
    }

    void read(ByteReader in) {
        System.arraycopy(in.counts(counts.length), 0, counts, 0, counts.length);
        gaps.read(in);
    }

    Gaps gaps() {
        return gaps;
    }

    /// For each weekday from Monday on the counts of its 24 hours.
    List<List<Long>> weekdayHours() {
        var days = new ArrayList<List<Long>>();
        for (int day = 0; day < DAYS; day++) {
            days.add(Arrays.stream(counts, day * HOURS, (day + 1) * HOURS).boxed().toList());
        }
        return List.copyOf(days);
    }
}
