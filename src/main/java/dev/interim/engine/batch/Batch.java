package dev.interim.engine.batch;

import java.util.ArrayList;
import java.util.List;

/// Scanned records in columns, reused from chunk to chunk.
///
/// One owner at a time: whoever fills it hands it over for good, and gets it back to fill it again.
public final class Batch {
    private byte[] bytes = new byte[0];
    private final List<Column> columns = new ArrayList<>();
    private int rows;
    private final Faults faults = new Faults();

    /// An empty batch.
    public Batch() {}

    /// Starts filling anew.
    ///
    /// @param text the bytes that the positions of the columns point into; owned by the batch from
    ///   now
    public void start(byte[] text) {
        bytes = text;
        rows = 0;
        faults.clear();
    }

    /// Empties the columns and makes room in them.
    ///
    /// @param width how many columns
    /// @param capacity how many rows at most
    public void open(int width, int capacity) {
        while (columns.size() < width) {
            columns.add(new Column());
        }
        for (int i = 0; i < width; i++) {
            columns.get(i).clear(capacity);
        }
    }

    /// Says how many rows the columns hold; for scanners, at the end.
    public void finish(int filled) {
        rows = filled;
    }

    /// The bytes that the positions of all columns point into.
    public byte[] bytes() {
        return bytes;
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
