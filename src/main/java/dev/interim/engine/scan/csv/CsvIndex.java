package dev.interim.engine.scan.csv;

import dev.interim.engine.batch.Faults;
import dev.interim.engine.scan.value.Swar;
import java.util.Arrays;

/// Where the fields of a chunk lie.
///
/// For each good record `width + 1` marks: the place before its first field, then the end of each
/// field. A field therefore starts one behind the mark before its own; only the end of the last
/// field is not the start of the next, because CR is cut off. Records with another number of fields
/// leave no marks and are recorded as faults; blank lines are no records, unless there is only one
/// column.
///
/// One owner.
final class CsvIndex {
    private static final long LINE_END_PATTERN = Swar.pattern((byte) '\n');
    private static final int WRITTEN = 4;
    private static final int ROOM = 2 * Long.BYTES + 2;

    private final CsvDialect dialect;
    private final int width;
    private final long delimiterPattern;
    private final long quotePattern;
    private final boolean hasQuote;

    private int[] marks = new int[4096];
    private int used;
    private int recordMark;
    private int dropped;

    // of the chunk that is being marked
    private byte[] bytes = new byte[0];
    private long base;
    private Faults faults = new Faults();

    CsvIndex(CsvDialect dialect, int width) {
        this.dialect = dialect;
        this.width = width;
        delimiterPattern = Swar.pattern(dialect.delimiter());
        quotePattern = Swar.pattern(dialect.quote());
        hasQuote = dialect.quote() != 0;
    }

    /// Marks all records of `[from, to)`, which starts with a record; the last may lack its line
    /// end.
    ///
    /// @param position the offset in the data of `bytes[from]`
    void build(byte[] chunk, int from, int to, long position, Faults found) {
        bytes = chunk;
        base = position - from;
        faults = found;
        used = 0;
        startRecord(from);
        int at = resume(markWords(afterQuotes(from, to), to), to);
        while (at < to) {
            at = isEnd(bytes[at]) ? mark(at, to) : at + 1;
        }
        if (recordStart() < to) {
            marks[used++] = to;
            endRecord(to);
        }
        used = recordMark;
    }

    /// How many good records there are.
    int rows() {
        return used / (width + 1);
    }

    /// The marks, `width + 1` for each record.
    int[] marks() {
        return marks;
    }

    /// Marks eight bytes a step, as far as there are eight; answers where it stopped.
    ///
    /// Ugly on purpose: most words hold one or two separators and nothing else, and which of them
    /// is not predictable; so four marks are written whether there are as many or not, which is as
    /// fast as one.
    private int markWords(int from, int to) {
        int at = from;
        while (at <= to - Long.BYTES) {
            long word = Swar.word(bytes, at);
            long separators = Swar.matches(word, delimiterPattern);
            long lineEnds = Swar.matches(word, LINE_END_PATTERN);
            long quotes = hasQuote ? Swar.matches(word, quotePattern) : 0;
            int count = Long.bitCount(separators);
            if ((lineEnds | quotes) != 0 || count > WRITTEN) {
                at = quotes == 0 ? markEnds(at, separators | lineEnds) : markSlowly(at, to);
                continue;
            }
            marks[used] = at + Swar.first(separators);
            separators &= separators - 1;
            marks[used + 1] = at + Swar.first(separators);
            separators &= separators - 1;
            marks[used + 2] = at + Swar.first(separators);
            separators &= separators - 1;
            marks[used + 3] = at + Swar.first(separators);
            used += count;
            at += Long.BYTES;
            if (used + ROOM > marks.length) {
                makeRoom();
            }
        }
        return at;
    }

    /// Marks the ends in the eight bytes from `at`, which hold no quote; answers where to go on.
    private int markEnds(int at, long places) {
        for (long left = places; left != 0; left &= left - 1) {
            int end = at + Swar.first(left);
            marks[used++] = end;
            if (bytes[end] == '\n') {
                endRecord(end);
                startRecord(end + 1);
            }
        }
        if (used + ROOM > marks.length) {
            makeRoom();
        }
        return at + Long.BYTES;
    }

    /// Marks the ends in the eight bytes from `at`; answers where to go on.
    private int markSlowly(int at, int to) {
        int end = at + Long.BYTES;
        int next = resume(at, to);
        while (next < end) {
            next = isEnd(bytes[next]) ? mark(next, to) : next + 1;
        }
        return next;
    }

    /// A quoted field may start at a word because the one before ended with the last byte of the
    /// word before.
    private int resume(int at, int to) {
        boolean isStart = at == recordStart() || (at > recordStart() && isEnd(bytes[at - 1]));
        return isStart ? afterQuotes(at, to) : at;
    }

    private boolean isEnd(byte value) {
        return value == '\n' || value == dialect.delimiter();
    }

    /// Marks the end of a field; answers where the next one may end at the earliest.
    private int mark(int end, int to) {
        marks[used++] = end;
        if (bytes[end] == '\n') {
            endRecord(end);
            startRecord(end + 1);
        } else if (used + ROOM > marks.length) {
            makeRoom();
        }
        return afterQuotes(end + 1, to);
    }

    /// Of a record that already has too many fields only their number matters.
    private void makeRoom() {
        int tooMany = used - (recordMark + width + 2);
        if (tooMany > 0) {
            used -= tooMany;
            dropped += tooMany;
        }
        if (used + ROOM > marks.length) {
            marks = Arrays.copyOf(marks, marks.length * 2);
        }
    }

    /// A field starts at `from`: the place behind its quoted text, or `from` when it is not quoted.
    private int afterQuotes(int from, int to) {
        if (from >= to || !dialect.isQuote(bytes[from])) {
            return from;
        }
        int closed = CsvBoundaries.closed(bytes, from + 1, to, dialect.quote());
        return closed < 0 ? to : closed;
    }

    private void startRecord(int from) {
        recordMark = used;
        dropped = 0;
        if (used + ROOM > marks.length) {
            makeRoom();
        }
        marks[used++] = from - 1;
    }

    private int recordStart() {
        return marks[recordMark] + 1;
    }

    /// The last mark ends a record: keeps its marks when it is good.
    private void endRecord(int lineEnd) {
        int fields = used - recordMark - 1 + dropped;
        int fieldStart = marks[used - 2] + 1;
        int end = lineEnd > fieldStart && bytes[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
        if (fields == width) {
            marks[used - 1] = end;
            recordMark = used;
            return;
        }
        if (fields > 1 || end > fieldStart) {
            faults.raggedRow(base + recordStart(), width, fields);
        }
        used = recordMark;
    }
}
