package dev.interim.engine.scan.json;

import dev.interim.engine.batch.Batch;
import dev.interim.engine.batch.Column;
import dev.interim.engine.batch.Kind;
import dev.interim.engine.batch.Schema;
import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.failure.Plain;
import dev.interim.engine.scan.value.ValueParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The rows of a batch while they are filled, value by value: a row is kept or dropped as a whole.
///
/// Columns come into being with their first value. One owner.
final class JsonRows {
    private static final int LONGEST_NAME = 200;
    private static final int FIRST_ROOM = 8;
    private static final byte NULL = Kind.NULL.code();

    private final WantedNames wanted;
    private final int mostColumns;

    private Batch batch = new Batch();
    private final List<JsonColumn> present = new ArrayList<>();
    private int row;
    private int presentBefore;
    private Schema usual;

    // Which columns the row has values in is only noted once a key was repeated or a row dropped:
    // most data has neither, and noting costs time for each value.
    private final List<JsonColumn> touched = new ArrayList<>();
    private boolean isTracked;
    private boolean hasRepeats;
    private long generation;

    /// @param wanted the names to look at; empty for all
    /// @param mostColumns how many columns a batch may have
    JsonRows(Set<String> wanted, int mostColumns) {
        this.wanted = new WantedNames(wanted);
        this.mostColumns = mostColumns;
        usual = Schema.growing(mostColumns);
    }

    /// Starts filling a batch.
    void start(Batch target) {
        batch = target;
        row = 0;
        presentBefore = 0;
        hasRepeats = false;
        touched.clear();
        present.forEach(column -> column.cells = null);
        present.clear();
    }

    /// Sets a value of the row; of several for one column the last counts.
    void set(JsonKey key, byte kind, int from, int to) {
        var column = key.column;
        if (column == null) {
            column = column(key, "", "");
            key.column = column;
        }
        put(column, kind, from, to);
    }

    /// Sets how many elements an array of the row has.
    void setLength(JsonKey key, int from, int to) {
        var column = key.lengths;
        if (column == null) {
            column = column(key, ".length", "[]");
            key.lengths = column;
        }
        put(column, Kind.INTEGER.code(), from, to);
    }

    private void put(JsonColumn column, byte kind, int from, int to) {
        if (column.isWanted) {
            var cells = column.cells;
            if (cells == null) {
                cells = open(column);
            }
            if (isTracked) {
                touch(column, cells);
            }
            cells.put(row, kind, from, to);
        }
    }

    private void touch(JsonColumn column, Column cells) {
        column.generation = generation;
        if (!cells.has(row)) {
            touched.add(column);
        }
    }

    /// From now on the columns are noted that a row has values in, starting with those that this
    /// one has.
    private void track() {
        isTracked = true;
        for (var column : present) {
            if (column.cells != null && column.cells.has(row)) {
                column.generation = generation;
                touched.add(column);
            }
        }
    }

    private JsonColumn column(JsonKey key, String nameEnd, String pathEnd) {
        String name = key.dotted() + nameEnd;
        return new JsonColumn(
                key,
                new Schema.Field(
                        Plain.text(name, LONGEST_NAME),
                        Schema.Field.BY_APPEARANCE,
                        key.path() + pathEnd),
                wanted.has(name));
    }

    private Column open(JsonColumn column) {
        if (present.size() == mostColumns) {
            throw new FailureException(
                    FailureKind.TOO_LARGE,
                    "the records have more than %d different keys".formatted(mostColumns));
        }
        var cells = batch.append(FIRST_ROOM);
        column.cells = cells;
        present.add(column);
        return cells;
    }

    /// The key stands in the row again: what the row has for it and for all below it no longer
    /// counts. Takes the same time however much that is.
    void repeat(JsonKey key) {
        if (!isTracked) {
            track();
        }
        hasRepeats = true;
        key.repeat(++generation);
    }

    private void forgetRepeated() {
        hasRepeats = false;
        for (var column : touched) {
            if (column.cells != null && !column.key.holds(column.generation)) {
                column.cells.put(row, NULL, 0, 0);
            }
        }
    }

    /// The row is good: the next one follows.
    void keep() {
        if (hasRepeats) {
            forgetRepeated();
        }
        if (isTracked) {
            touched.clear();
        }
        presentBefore = present.size();
        row++;
    }

    /// The row is not good: its place is for the next one, and the columns that it brought are
    /// none.
    void drop() {
        while (present.size() > presentBefore) {
            present.removeLast().cells = null;
            batch.removeLast();
        }
        if (!isTracked) {
            track();
        }
        for (var column : touched) {
            if (column.cells != null) {
                column.cells.drop(row);
            }
        }
        hasRepeats = false;
        touched.clear();
    }

    /// Parses what was set and finishes the batch.
    void finish(ValueParser parser) {
        for (int place = 0; place < present.size(); place++) {
            parser.parseTyped(batch.column(place), batch.bytes());
        }
        batch.finish(row, schema());
    }

    /// The columns in the order in which they appeared in this batch; the same object as for the
    /// batch before, when they are the same.
    private Schema schema() {
        if (!isUsual()) {
            usual = new Schema(present.stream().map(column -> column.field).toList(), mostColumns);
        }
        return usual;
    }

    private boolean isUsual() {
        var fields = usual.fields();
        boolean isUsual = fields.size() == present.size();
        for (int i = 0; isUsual && i < fields.size(); i++) {
            isUsual = fields.get(i).equals(present.get(i).field);
        }
        return isUsual;
    }
}
