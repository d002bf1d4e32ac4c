package dev.interim.engine.stats;

import dev.interim.engine.batch.Column;
import dev.interim.engine.batch.Kind;
import java.util.Arrays;

/// The numbers of one column of a batch, less their mean, each beside its row.
///
/// Reused from batch to batch; one owner.
final class Differences {
    private static final byte INTEGER = Kind.INTEGER.code();
    private static final byte DECIMAL = Kind.DECIMAL.code();

    private Column column;
    private int rows;

    // for each row, 0 where there is no number
    private double[] values = new double[0];
    private double[] present = new double[0];

    private double mean;
    private double sum;
    private double squares;

    /// @param column the first to be taken
    Differences(Column column) {
        this.column = column;
    }

    /// Forgets what was there and takes the numbers of a column.
    ///
    /// @param height how many rows the batch has
    void take(Column next, int height) {
        column = next;
        rows = height;
        if (values.length < rows) {
            values = new double[rows + rows / 8];
            present = new double[rows + rows / 8];
        }
        mean = mean(column);
        spread();
        sumUp();
    }

    private void spread() {
        Arrays.fill(values, 0, rows, 0);
        Arrays.fill(present, 0, rows, 0);
        double[] differences = values;
        double[] marks = present;
        double centre = mean;
        byte[] kinds = column.kinds();
        int number = 0;
        for (int i = 0; i < column.rows(); i++) {
            if (isNumber(kinds[i])) {
                int row = row(i);
                differences[row] = column.numbers()[number++] - centre;
                marks[row] = 1;
            }
        }
    }

    private void sumUp() {
        double all = 0;
        double square = 0;
        double[] differences = values;
        for (int row = 0; row < rows; row++) {
            all += differences[row];
            square += differences[row] * differences[row];
        }
        sum = all;
        squares = square;
    }

    /// The mean up to rounding; of equal numbers exactly that number, so that they do not vary.
    private static double mean(Column column) {
        double mean = 0;
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < column.numberCount(); i++) {
            double number = column.numbers()[i];
            mean += number / column.numberCount();
            least = Math.min(least, number);
            most = Math.max(most, number);
        }
        return Math.clamp(mean, least, most);
    }

    private int row(int i) {
        return column.rows() == rows ? i : column.putRows()[i];
    }

    private static boolean isNumber(byte kind) {
        return kind == INTEGER || kind == DECIMAL;
    }

    /// The number that stands in a row, which has one.
    double number(int wanted) {
        int number = 0;
        int i = 0;
        while (row(i) < wanted) {
            number += isNumber(column.kinds()[i++]) ? 1 : 0;
        }
        return column.numbers()[number];
    }

    /// Whether there is a number in every row.
    boolean isFull() {
        return column.numberCount() == rows;
    }

    /// How many rows the batch has.
    int rows() {
        return rows;
    }

    /// For each row what its number differs from the mean, 0 where there is none; may be longer.
    double[] values() {
        return values;
    }

    /// For each row 1 where there is a number, 0 where there is none; may be longer.
    double[] present() {
        return present;
    }

    /// The mean of the numbers, up to rounding.
    double mean() {
        return mean;
    }

    /// The sum of the differences: what rounding the mean left.
    double sum() {
        return sum;
    }

    /// The sum of their squares.
    double squares() {
        return squares;
    }
}
