package dev.interim.engine.stats;

import dev.interim.engine.bytes.ByteReader;
import dev.interim.engine.bytes.ByteWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The numbers of one column for each group: count, extremes, sum (compensated, Neumaier 1974) and
/// the squares of the differences from the mean, which merge pairwise (Chan, Golub, LeVeque 1979).
///
/// Memory: 48 bytes a group. One owner.
final class GroupColumn {
    private long[] counts = new long[0];
    private double[] mins = new double[0];
    private double[] maxs = new double[0];
    private double[] sums = new double[0];
    private double[] carries = new double[0];
    private double[] squares = new double[0];

    GroupColumn() {}

    void makeRoom(int groups) {
        int before = counts.length;
        if (before < groups) {
            int room = Math.max(groups, 2 * before);
            counts = Arrays.copyOf(counts, room);
            mins = Arrays.copyOf(mins, room);
            maxs = Arrays.copyOf(maxs, room);
            sums = Arrays.copyOf(sums, room);
            carries = Arrays.copyOf(carries, room);
            squares = Arrays.copyOf(squares, room);
            Arrays.fill(mins, before, room, Double.POSITIVE_INFINITY);
            Arrays.fill(maxs, before, room, Double.NEGATIVE_INFINITY);
        }
    }

    /// Adds a group of a batch to a group here, for which there is room.
    void add(int group, GroupPart part, int from) {
        if (part.counts[from] > 0) {
            mins[group] = Math.min(mins[group], part.mins[from]);
            maxs[group] = Math.max(maxs[group], part.maxs[from]);
            add(group, part.counts[from], part.sums[from], 0, part.squares[from]);
        }
    }

    /// Adds a group of another to a group here, for which there is room.
    void add(int group, GroupColumn other, int from) {
        if (from < other.counts.length && other.counts[from] > 0) {
            mins[group] = Math.min(mins[group], other.mins[from]);
            maxs[group] = Math.max(maxs[group], other.maxs[from]);
            add(
                    group,
                    other.counts[from],
                    other.sums[from],
                    other.carries[from],
                    other.squares[from]);
        }
    }

    private void add(int group, long count, double sum, double carry, double square) {
        double n1 = counts[group];
        if (n1 == 0) {
            squares[group] = square;
        } else {
            double distance = (sum + carry) / count - mean(group);
            squares[group] += square + distance * distance * (n1 * (count / (n1 + count)));
        }
        double before = sums[group];
        double next = before + sum;
        carries[group] +=
                carry
                        + (Math.abs(before) >= Math.abs(sum)
                                ? (before - next) + sum
                                : (sum - next) + before);
        sums[group] = next;
        counts[group] += count;
    }

    private double mean(int group) {
        return (sums[group] + carries[group]) / counts[group];
    }

    void write(ByteWriter out, int groups) {
        makeRoom(groups);
        for (int group = 0; group < groups; group++) {
            out.number(counts[group]);
            out.real(mins[group]);
            out.real(maxs[group]);
            out.real(sums[group]);
            out.real(carries[group]);
            out.real(squares[group]);
        }
    }

    void read(ByteReader in, int groups) {
        in.check(in.remaining() / 48 >= groups);
        makeRoom(groups);
        for (int group = 0; group < groups; group++) {
            counts[group] = in.count();
            mins[group] = in.real();
            maxs[group] = in.real();
            sums[group] = in.real();
            carries[group] = in.real();
            squares[group] = in.real();
            in.check(hasRange(group));
        }
    }

    private boolean hasRange(int group) {
        if (counts[group] == 0) {
            return mins[group] == Double.POSITIVE_INFINITY
                    && maxs[group] == Double.NEGATIVE_INFINITY;
        }
        return Double.isFinite(mins[group])
                && Double.isFinite(maxs[group])
                && mins[group] <= maxs[group];
    }

    /// What is known of a group; `null` when it has no numbers.
    Snapshot.@Nullable GroupNumbers snapshot(int group, String name) {
        if (group >= counts.length || counts[group] == 0) {
            return null;
        }
        long count = counts[group];
        double variance = squares[group] / (count - 1);
        @Nullable Double mean = Numbers.finite(mean(group));
        return new Snapshot.GroupNumbers(
                name,
                count,
                mins[group],
                maxs[group],
                mean == null ? null : Math.clamp(mean, mins[group], maxs[group]),
                Numbers.finite(sums[group] + carries[group]),
                count < 2 ? null : Numbers.finite(Math.sqrt(variance)));
    }
}
