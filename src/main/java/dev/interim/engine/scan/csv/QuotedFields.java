package dev.interim.engine.scan.csv;

import java.util.Arrays;

/// Which fields of a chunk start with a quote: collected field by field as they come, asked for
/// column by column.
///
/// One owner.
final class QuotedFields {
    private final int width;
    private final int[] starts;
    private int[] marks = new int[64];
    private int size;
    private int[] rows = new int[0];

    /// @param width how many fields a record has
    QuotedFields(int width) {
        this.width = width;
        starts = new int[width + 1];
    }

    /// @param mark row × width + column, greater than all that were noted
    void note(int mark) {
        if (size == marks.length) {
            marks = Arrays.copyOf(marks, size * 2);
        }
        marks[size++] = mark;
    }

    /// Forgets what was noted of this mark and those behind.
    void forget(int mark) {
        while (size > 0 && marks[size - 1] >= mark) {
            size--;
        }
    }

    /// Arranges by columns what was noted.
    void arrange() {
        if (rows.length < size) {
            rows = new int[marks.length];
        }
        Arrays.fill(starts, 0);
        if (size == 0) {
            return;
        }
        for (int i = 0; i < size; i++) {
            starts[marks[i] % width]++;
        }
        int end = 0;
        for (int column = 0; column < width; column++) {
            end += starts[column];
            starts[column] = end;
        }
        starts[width] = end;
        for (int i = size - 1; i >= 0; i--) {
            rows[--starts[marks[i] % width]] = marks[i] / width;
        }
    }

    /// The rows, those of a column from [#start(int)] of it to that of the next.
    int[] rows() {
        return rows;
    }

    /// Where the rows of a column start.
    ///
    /// @param column from 0; the number of columns for the end of the last one
    int start(int column) {
        return starts[column];
    }
}
