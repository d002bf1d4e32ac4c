package dev.interim.engine.scan.csv;

import dev.interim.engine.batch.Faults;
import dev.interim.engine.scan.simd.Blocks;
import java.util.Arrays;

/// Where the records and fields of a chunk lie.
///
/// Kept for each good record are its start and a mark at the end of each of its fields: a field
/// starts one behind the mark before its own. Records with another number of fields leave no marks
/// and are recorded as faults; blank lines are no records, unless there is only one column.
///
/// One owner.
final class CsvIndex {
    private static final byte LINE_END = '\n';

    /// Marks are written that many at a time, whether there are as many or not.
    private static final int AT_ONCE = 8;

    private static final int ROOM = Blocks.SIZE + AT_ONCE + 1;

    private final Blocks blocks;
    private final CsvDialect dialect;
    private final int width;
    private final byte[] tail = new byte[Blocks.SIZE];

    private int[] marks = new int[4096];
    private int used;
    private int[] starts = new int[256];
    private int rows;
    private final QuotedFields quoted;

    // of the record that is being marked
    private int recordStart;
    private int recordMark;
    private int dropped;

    // of the chunk that is being marked
    private byte[] bytes = new byte[0];
    private long base;
    private Faults faults = new Faults();

    CsvIndex(CsvDialect dialect, int width) {
        this(dialect, width, Blocks.fastest());
    }

    CsvIndex(CsvDialect dialect, int width, Blocks blocks) {
        this.dialect = dialect;
        this.width = width;
        this.blocks = blocks;
        quoted = new QuotedFields(width);
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
        rows = 0;
        recordMark = 0;
        quoted.forget(0);
        startRecord(from);
        int at = from;
        while (at <= to - Blocks.SIZE) {
            at = markBlock(bytes, at, at, to);
        }
        while (at < to) {
            // what lies behind must not be looked at
            System.arraycopy(bytes, at, tail, 0, to - at);
            Arrays.fill(tail, to - at, tail.length, (byte) 0);
            at = Math.min(to, markBlock(tail, 0, at, to));
        }
        if (recordStart < to) {
            marks[used++] = to;
            endRecord(used - 1, to);
        }
        used = recordMark;
        quoted.forget(used);
        quoted.arrange();
    }

    /// How many good records there are.
    int rows() {
        return rows;
    }

    /// Where a field of all good records starts and ends, as it is written.
    ///
    /// @param field from 0
    void places(int field, int[] from, int[] to) {
        int[] marked = marks;
        int mark = field;
        if (field == 0) {
            System.arraycopy(starts, 0, from, 0, rows);
        }
        for (int row = 0; row < rows; row++, mark += width) {
            if (field > 0) {
                from[row] = marked[mark - 1] + 1;
            }
            to[row] = marked[mark];
        }
        if (field == width - 1) {
            cutCr(from, to);
        }
    }

    private void cutCr(int[] from, int[] to) {
        for (int row = 0; row < rows; row++) {
            int end = to[row];
            if (end > from[row] && bytes[end - 1] == '\r') {
                to[row] = end - 1;
            }
        }
    }

    /// The fields of good records that start with a quote.
    QuotedFields quoted() {
        return quoted;
    }

    /// How many marks there is room for.
    int room() {
        return marks.length;
    }

    /// Marks 64 bytes, which start outside quotes; answers where to go on.
    ///
    /// @param text where the bytes are, from `place` on
    /// @param block where they are in the chunk
    private int markBlock(byte[] text, int place, int block, int to) {
        long separators = blocks.matches(text, place, dialect.delimiter());
        long lineEnds = blocks.matches(text, place, LINE_END);
        long quotes = dialect.quote() == 0 ? 0 : blocks.matches(text, place, dialect.quote());
        if (quotes == 0) {
            mark(block, separators | lineEnds, lineEnds);
            return block + Blocks.SIZE;
        }
        return markQuoted(block, separators | lineEnds, lineEnds, quotes, to);
    }

    /// The same where there are quotes: only those that stand first in a field mean anything.
    private int markQuoted(int block, long ends, long lineEnds, long quotes, int to) {
        long ahead = -1;
        while ((quotes & ahead) != 0) {
            long quote = Long.lowestOneBit(quotes & ahead);
            long before = ahead & (quote - 1);
            mark(block, ends & before, lineEnds & before);
            int place = block + Long.numberOfTrailingZeros(quote);
            if (place == fieldStart()) {
                if (used - recordMark < width) {
                    quoted.note(used);
                }
                int closed = CsvBoundaries.closed(bytes, place + 1, to, dialect.quote());
                int next = closed < 0 ? to : closed;
                if (next >= block + Blocks.SIZE) {
                    return next;
                }
                ahead = -1L << (next - block);
            } else {
                ahead = -quote ^ quote;
            }
        }
        mark(block, ends & ahead, lineEnds & ahead);
        return block + Blocks.SIZE;
    }

    private int fieldStart() {
        return used == recordMark ? recordStart : marks[used - 1] + 1;
    }

    /// Ugly on purpose: how many ends a block has is not predictable, so eight marks are written
    /// whether there are as many or not.
    ///
    /// @param ends of fields, with those that end a line
    private void mark(int block, long ends, long lineEnds) {
        if (used + ROOM > marks.length) {
            makeRoom();
        }
        int[] marked = marks;
        int first = used;
        int next = first;
        for (long left = ends; left != 0; next += AT_ONCE) {
            for (int i = 0; i < AT_ONCE; i++) {
                marked[next + i] = block + Long.numberOfTrailingZeros(left);
                left &= left - 1;
            }
        }
        used = first + Long.bitCount(ends);
        for (long left = lineEnds; left != 0; left &= left - 1) {
            long before = ends & (Long.lowestOneBit(left) - 1);
            int removed = endRecord(first + Long.bitCount(before), marked);
            first -= removed;
        }
    }

    private int endRecord(int last, int[] marked) {
        return endRecord(last, marked[last]);
    }

    /// A mark is the last one of a record: keeps its marks when it is good; answers how many were
    /// taken away.
    private int endRecord(int last, int lineEnd) {
        int fields = last + 1 - recordMark + dropped;
        if (fields == width) {
            if (rows == starts.length) {
                starts = Arrays.copyOf(starts, rows * 2);
            }
            starts[rows++] = recordStart;
            recordMark = last + 1;
            startRecord(lineEnd + 1);
            return 0;
        }
        boolean hasCr = lineEnd > recordStart && bytes[lineEnd - 1] == '\r';
        if (fields > 1 || lineEnd - (hasCr ? 1 : 0) > recordStart) {
            faults.raggedRow(base + recordStart, width, fields);
        }
        quoted.forget(recordMark);
        int removed = last + 1 - recordMark;
        System.arraycopy(marks, last + 1, marks, recordMark, used - last - 1);
        used -= removed;
        startRecord(lineEnd + 1);
        return removed;
    }

    private void startRecord(int from) {
        recordStart = from;
        dropped = 0;
    }

    /// Of a record that already has too many fields only their number and the last one matter.
    private void makeRoom() {
        int tooMany = used - (recordMark + width + 1);
        if (tooMany > 0) {
            marks[recordMark + width] = marks[used - 1];
            used -= tooMany;
            dropped += tooMany;
        }
        if (used + ROOM > marks.length) {
            marks = Arrays.copyOf(marks, marks.length * 2);
        }
    }
}
