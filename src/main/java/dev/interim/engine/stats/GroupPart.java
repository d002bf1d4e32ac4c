package dev.interim.engine.stats;

import dev.interim.engine.batch.Batch;
import dev.interim.engine.batch.Column;
import dev.interim.engine.batch.Kind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The numbers of one column of one batch, summed up for each value of the column that groups:
/// first the means, then the squares of the differences from them.
///
/// Groups are the entries of a dictionary, and one more at the end for rows without a value. Reused
/// from batch to batch; one owner.
final class GroupPart {
    private static final byte INTEGER = Kind.INTEGER.code();
    private static final byte DECIMAL = Kind.DECIMAL.code();

    private int groups;
    long[] counts = new long[0];
    double[] mins = new double[0];
    double[] maxs = new double[0];
    double[] sums = new double[0];
    double[] squares = new double[0];
    private double[] means = new double[0];

    GroupPart() {}

    /// Forgets what was there and takes the numbers of a column.
    ///
    /// @param keys the values that group
    /// @param entries for each row the number of its group
    void take(Batch batch, Column column, Tally keys, int[] entries) {
        clear(keys.size() + 1);
        if (column.numberCount() == batch.rows()) {
            count(keys, batch.rows());
            takeAll(column.numbers(), entries, batch.rows());
        } else {
            takeSome(column, entries, batch.rows() == column.rows() ? null : column.putRows());
        }
    }

    private void clear(int size) {
        groups = size;
        if (counts.length < size) {
            int room = size + size / 8;
            counts = new long[room];
            mins = new double[room];
            maxs = new double[room];
            sums = new double[room];
            squares = new double[room];
            means = new double[room];
        }
        Arrays.fill(counts, 0, size, 0);
        Arrays.fill(mins, 0, size, Double.POSITIVE_INFINITY);
        Arrays.fill(maxs, 0, size, Double.NEGATIVE_INFINITY);
        Arrays.fill(sums, 0, size, 0);
        Arrays.fill(squares, 0, size, 0);
    }

    /// Where each row has a number, a group has as many as its key has rows.
    private void count(Tally keys, int rows) {
        int withKey = 0;
        for (int entry = 0; entry < keys.size(); entry++) {
            counts[entry] = keys.count(entry);
            withKey += keys.count(entry);
        }
        counts[keys.size()] = (long) rows - withKey;
    }

    private void takeAll(double[] numbers, int[] entries, int rows) {
        for (int row = 0; row < rows; row++) {
            add(entries[row], numbers[row]);
        }
        settle();
        for (int row = 0; row < rows; row++) {
            double difference = numbers[row] - means[entries[row]];
            squares[entries[row]] += difference * difference;
        }
    }

    /// @param rows the row of each value, `null` where all rows have one
    private void takeSome(Column column, int[] entries, int @Nullable [] rows) {
        byte[] kinds = column.kinds();
        double[] numbers = column.numbers();
        int number = 0;
        for (int i = 0; i < column.rows(); i++) {
            if (kinds[i] == INTEGER || kinds[i] == DECIMAL) {
                int group = entries[rows == null ? i : rows[i]];
                counts[group]++;
                add(group, numbers[number++]);
            }
        }
        settle();
        number = 0;
        for (int i = 0; i < column.rows(); i++) {
            if (kinds[i] == INTEGER || kinds[i] == DECIMAL) {
                int group = entries[rows == null ? i : rows[i]];
                double difference = numbers[number++] - means[group];
                squares[group] += difference * difference;
            }
        }
    }

    private void add(int group, double value) {
        sums[group] += value;
        mins[group] = Math.min(mins[group], value);
        maxs[group] = Math.max(maxs[group], value);
    }

    private void settle() {
        for (int group = 0; group < groups; group++) {
            means[group] = counts[group] == 0 ? 0 : sums[group] / counts[group];
        }
    }
}
