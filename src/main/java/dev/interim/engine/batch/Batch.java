package dev.interim.engine.batch;

import dev.interim.engine.failure.FailureException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Scanned records in columns, reused from chunk to chunk.
///
/// One owner at a time: whoever fills it hands it over for good, and gets it back to fill it again.
public final class Batch {
    private byte[] bytes = new byte[0];
    private final List<Column> columns = new ArrayList<>();
    private int width;
    private int rows;
    private @Nullable Schema schema;
    private @Nullable FailureException failure;
    private final Faults faults = new Faults();

    /// An empty batch.
    public Batch() {}

    /// Starts filling anew.
    ///
    /// @param text the bytes that the positions of the columns point into; owned by the batch from
    ///   now
    public void start(byte[] text) {
        bytes = text;
        width = 0;
        rows = 0;
        schema = null;
        failure = null;
        faults.clear();
    }

    /// Empties the columns and makes room in them.
    ///
    /// @param wanted how many columns
    /// @param capacity how many rows at most
    public void open(int wanted, int capacity) {
        width = 0;
        while (width < wanted) {
            append(capacity);
        }
    }

    /// One more column, empty.
    ///
    /// @param capacity how many rows it has room for from the start
    public Column append(int capacity) {
        if (width == columns.size()) {
            columns.add(new Column());
        }
        var column = columns.get(width++);
        column.clear(capacity);
        return column;
    }

    /// Takes the last column away again.
    public void removeLast() {
        width--;
    }

    /// Says how many rows the columns hold, which are those of the dataset; for scanners, at the
    /// end.
    public void finish(int filled) {
        rows = filled;
    }

    /// Says how many rows there are and which columns they brought; for scanners, at the end. A
    /// column then holds the rows that have it and no others: those that are missing have no value.
    public void finish(int filled, Schema brought) {
        rows = filled;
        schema = brought;
    }

    /// Says that nothing behind the rows of this batch can be read; for scanners.
    public void fail(FailureException cause) {
        failure = cause;
    }

    /// The bytes that the positions of all columns point into.
    public byte[] bytes() {
        return bytes;
    }

    /// How many columns there are.
    public int width() {
        return width;
    }

    /// The columns that the rows of this batch brought, `null` when they are those of the dataset.
    public @Nullable Schema schema() {
        return schema;
    }

    /// Why nothing behind the rows of this batch can be read, `null` when it can.
    public @Nullable FailureException failure() {
        return failure;
    }

    /// The number of rows.
    public int rows() {
        return rows;
    }

    /// The column at this place, from 0.
    public Column column(int place) {
        return columns.get(place);
    }

    /// What was wrong with the records of this batch.
    public Faults faults() {
        return faults;
    }
}
