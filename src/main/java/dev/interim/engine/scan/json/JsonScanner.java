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
    private final int wrappers;
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
        this(style, 0, columns, mostColumns, deepest, nulls);
    }

    /// The same where objects are around the array of records.
    ///
    /// @param wrappers how many
    public JsonScanner(
            JsonStyle style,
            int wrappers,
            Set<String> columns,
            int mostColumns,
            int deepest,
            NullTokens nulls) {
        this.style = style;
        this.wrappers = wrappers;
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
                case WRAPPED -> wrapped(bytes, from, to, isFirst);
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
            if (bytes[at] != '{') {
                at = chunk.between(at);
            }
            while (at < to && bytes[at] != '\n') {
                at = inLine(at);
            }
            at++;
        }
    }

    /// Reads a record of a line, or leaves out what is left of the line where there is none;
    /// answers where to go on.
    private int inLine(int from) {
        int end = objects.record(from);
        int next = end == MALFORMED ? MALFORMED : behindRecord(end);
        if (next == MALFORMED) {
            rows.drop();
            return chunk.leaveOut(from);
        }
        rows.keep();
        return next;
    }

    /// Where a record of a line ends another one may begin, with or without a comma between them.
    private int behindRecord(int end) {
        if (chunk.byteAt(end) == '\n') {
            return end;
        }
        int at = chunk.between(end);
        return switch (chunk.byteAt(at)) {
            case '\n', '{' -> at;
            case ',' -> chunk.between(at + 1);
            default -> chunk.isEnd(at) ? at : chunk.malformed(at, "there is more behind its end");
        };
    }

    private void sequence(int from, int to) {
        int at = chunk.between(from);
        while (at < to) {
            at = chunk.between(element(at));
            if (chunk.byteAt(at) == ',') {
                at = chunk.between(at + 1);
            }
        }
    }

    private void wrapped(byte[] bytes, int from, int to, boolean isFirst) {
        if (isFirst || !JsonTail.is(bytes, from, to)) {
            array(from, to, isFirst);
        } else if (chunk.byteAt(chunk.between(from)) == ']') {
            requireEnd(bytes, chunk.between(from) + 1, to);
        }
    }

    private void requireEnd(byte[] bytes, int from, int to) {
        int more = JsonTail.more(bytes, from, to, wrappers);
        if (more >= 0) {
            chunk.malformed(more, "there is more behind the object around the records");
            throw broken();
        }
    }

    /// INVARIANT: what stands behind a record is a comma, or the end of the array it is in; so only
    /// the first chunk starts with a bracket that opens one.
    private void array(int from, int to, boolean isFirst) {
        int at = chunk.between(from);
        if (isFirst) {
            at = opened(at);
        }
        boolean isOpen = true;
        while (isOpen) {
            byte next = chunk.byteAt(at);
            if (next == ']' && style == JsonStyle.WRAPPED) {
                requireEnd(chunk.bytes(), at + 1, to);
                return;
            }
            if (next == ',') {
                at = chunk.between(element(chunk.between(at + 1)));
            } else {
                at = next == ']' ? chunk.between(at + 1) : at;
                isOpen = next == ']' && chunk.byteAt(at) == '[';
                at = isOpen ? opened(at) : at;
            }
        }
        if (at < to) {
            chunk.malformed(at, "the array of records is broken");
            throw broken();
        }
    }

    /// Reads the first element of the array whose bracket is at `from`, if it has any.
    private int opened(int from) {
        int at = chunk.between(from + 1);
        return chunk.byteAt(at) == ']' ? at : chunk.between(element(at));
    }

    /// Reads the element at `from`, which is a record, or counts it as malformed when it is another
    /// value; answers the place behind it.
    private int element(int from) {
        boolean isOther = JsonText.startsOther(chunk.byteAt(from));
        int end = isOther ? objects.other(from) : objects.record(from);
        if (end == MALFORMED) {
            throw broken();
        }
        if (isOther) {
            chunk.count(from);
        } else {
            rows.keep();
        }
        return end;
    }

    private FailureException broken() {
        return new FailureException(
                FailureKind.MALFORMED_DATA, "the dataset is no JSON: " + chunk.problem());
    }
}
