package dev.interim.engine.scan.json;

import dev.interim.engine.batch.Batch;
import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.scan.value.NullTokens;
import dev.interim.engine.scan.value.Utf8;
import dev.interim.engine.scan.value.ValueParser;
import java.util.Set;

/// Fills batches from JSON objects (RFC 8259).
///
/// Each object is a record. Objects in it become columns with dotted names (`address.city`); of an
/// array the number of its elements becomes a column (`tags.length`). Numbers, truth values and
/// null are what they are written as; a string is text, or a date when it looks like one. A key
/// that is not there has no value, nor has one whose object is empty. Of two equal keys in one
/// object the last counts.
///
/// In lines, a line that holds no object is malformed and left out. Elsewhere nobody can say where
/// the next record would start, so there the batch ends with a failure.
///
/// One owner; escapes are resolved in place, so a chunk can be scanned once.
public final class JsonScanner {
    private static final int MALFORMED = JsonText.MALFORMED;

    private final JsonStyle style;
    private final JsonChunk chunk;
    private final JsonRows rows;
    private final JsonObjects objects;
    private final ValueParser values;

    /// @param columns the names to look at; empty for all
    /// @param mostColumns how many columns a batch may have
    /// @param deepest how many objects and arrays may lie in one another
    /// @param nulls the strings that stand for no value
    public JsonScanner(
            JsonStyle style, Set<String> columns, int mostColumns, int deepest, NullTokens nulls) {
        this.style = style;
        chunk = new JsonChunk(style);
        rows = new JsonRows(columns, mostColumns);
        objects = new JsonObjects(chunk, rows, 2 * mostColumns, deepest);
        values = new ValueParser(nulls);
    }

    /// Fills the batch with the records of `[from, to)`, which are whole.
    ///
    /// @param bytes owned by the batch afterwards
    /// @param position the offset in the data of `bytes[from]`
    /// @param isFirst whether the records of the dataset start here
    public void scan(byte[] bytes, int from, int to, long position, boolean isFirst, Batch batch) {
        batch.start(bytes);
        chunk.start(bytes, to, position - from, batch.faults());
        objects.start(bytes, to);
        Utf8.check(bytes, from, to, position, batch.faults());
        rows.start(batch);
        try {
            switch (style) {
                case LINES -> lines(bytes, from, to);
                case SEQUENCE -> sequence(from, to);
                case ARRAY -> array(from, to, isFirst);
            }
        } catch (FailureException e) {
            rows.drop();
            batch.fail(e);
        }
        rows.finish(values);
    }

    private void lines(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int start = chunk.blanks(at);
            int end = start < to && bytes[start] != '\n' ? objects.record(start) : start;
            int rest = end == MALFORMED ? MALFORMED : chunk.blanks(end);
            if (rest != MALFORMED && rest < to && bytes[rest] != '\n') {
                rest = chunk.malformed(rest, "there is more behind its end");
            }
            if (rest == MALFORMED) {
                rows.drop();
                rest = chunk.leaveOut(start);
            } else if (end > start) {
                rows.keep();
            }
            at = rest + 1;
        }
    }

    private void sequence(int from, int to) {
        int at = chunk.blanks(from);
        while (at < to) {
            at = chunk.blanks(kept(at));
        }
    }

    private void array(int from, int to, boolean isFirst) {
        int at = chunk.blanks(from);
        if (isFirst) {
            at = chunk.blanks(at + 1);
            if (chunk.byteAt(at) != ']') {
                at = chunk.blanks(kept(at));
            }
        }
        while (chunk.byteAt(at) == ',') {
            at = chunk.blanks(kept(chunk.blanks(at + 1)));
        }
        if (chunk.byteAt(at) == ']') {
            at = chunk.blanks(at + 1);
        }
        if (at < to) {
            chunk.malformed(at, "the array of records is broken");
            throw broken();
        }
    }

    /// Reads the record at `from`, which has to be one; answers the place behind it.
    private int kept(int from) {
        int end = objects.record(from);
        if (end == MALFORMED) {
            throw broken();
        }
        rows.keep();
        return end;
    }

    private FailureException broken() {
        return new FailureException(
                FailureKind.MALFORMED_DATA, "the dataset is no JSON: " + chunk.problem());
    }
}
