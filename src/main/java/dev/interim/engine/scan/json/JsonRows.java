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
import org.jspecify.annotations.Nullable;

/// The rows of a batch while they are filled, value by value: a row is kept or dropped as a whole.
///
/// Columns come into being with their first value. One owner.
final class JsonRows {
    private static final int LONGEST_NAME = 200;
    private static final int FIRST_ROOM = 8;
    private static final byte NULL = Kind.NULL.code();

    private final Set<String> wanted;
    private final int mostColumns;

    private Batch batch = new Batch();
    private final List<JsonColumn> present = new ArrayList<>();
    private int row;
    private int presentBefore;
    private Schema usual;

    /// @param wanted the names to look at; empty for all
    /// @param mostColumns how many columns a batch may have
    JsonRows(Set<String> wanted, int mostColumns) {
        this.wanted = wanted;
        this.mostColumns = mostColumns;
        usual = Schema.growing(mostColumns);
    }

    /// Starts filling a batch.
    void start(Batch target) {
        batch = target;
        row = 0;
        presentBefore = 0;
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
            cells.put(row, kind, from, to);
        }
    }

    private JsonColumn column(JsonKey key, String nameEnd, String pathEnd) {
        String name = key.dotted() + nameEnd;
        return new JsonColumn(
                new Schema.Field(
                        Plain.text(name, LONGEST_NAME),
                        Schema.Field.BY_APPEARANCE,
                        key.path() + pathEnd),
                isWanted(name));
    }

    private boolean isWanted(String name) {
        return wanted.isEmpty()
                || wanted.stream().anyMatch(it -> name.equals(it) || name.startsWith(it + "."));
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

    /// Takes back what the row has for a key and for all below it.
    void forget(JsonKey key) {
        key.each(below -> {
            forget(below.column);
            forget(below.lengths);
        });
    }

    private void forget(@Nullable JsonColumn column) {
        if (column != null && column.cells != null && column.cells.has(row)) {
            column.cells.put(row, NULL, 0, 0);
        }
    }

    /// The row is good: the next one follows.
    void keep() {
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
        for (int place = 0; place < present.size(); place++) {
            batch.column(place).drop(row);
        }
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
