package dev.interim.engine.scan.csv;

import dev.interim.engine.batch.Faults;
import dev.interim.engine.simd.Blocks;
import java.util.Arrays;

/// Where the records and fields of a chunk lie.
///
/// Kept for each good record is a mark at the end of each of its fields: a field starts one behind
/// the mark before its own, but for the first field behind what is no good record. Records with
/// another number of fields leave no marks and are recorded as faults; blank lines are no records,
/// unless there is only one column.
///
/// One owner.
final class CsvIndex implements FieldIndex {
    private static final byte LINE_END = '\n';

    /// For the marks of a block, and one at the end.
    private static final int ROOM = Blocks.SIZE + Blocks.SPARE + 1;

    /// Records with more fields than that are long: their ends are looked at one by one.
    private static final int MANY_FIELDS = 1024;

    private final Blocks blocks;
    private final byte delimiter;
    private final byte quote;
    private final boolean hasQuotes;
    private final RecordShape shape;
    private final int width;
    private final byte[] tail = new byte[Blocks.SIZE];

    private int[] marks = new int[4096];
    private int used;

    /// Marks that come first in a record behind what is no good record, each with the start of the
    /// record; the first for the first record.
    private int[] restarts = new int[16];

    private int restartsUsed;

    /// Which of the next 64 marks end lines, if all is well, by how many marks the record has that
    /// is being marked.
    private final long[] regular;

    private final QuotedFields quoted;
    private final Quoting quoting = new Quoting();

    /// Rows that were filled up, each with the number of fields that it had.
    private int[] padded = new int[16];

    private int paddedUsed;

    // of the record that is being marked
    private int recordMark;
    private int dropped;

    // of the chunk that is being marked
    private byte[] bytes = new byte[0];
    private int chunkStart;
    private int chunkEnd;
    private long base;
    private Faults faults = new Faults();
    private boolean hasOpenQuote;

    /// Records with another number of fields are malformed.
    CsvIndex(CsvDialect dialect, int width) {
        this(dialect, width, Blocks.fastest());
    }

    CsvIndex(CsvDialect dialect, int width, Blocks blocks) {
        this(dialect, new RecordShape(width, RaggedRows.REJECT), blocks);
    }

    CsvIndex(CsvDialect dialect, RecordShape shape) {
        this(dialect, shape, Blocks.fastest());
    }

    CsvIndex(CsvDialect dialect, RecordShape shape, Blocks blocks) {
        delimiter = dialect.delimiter();
        quote = dialect.quote();
        hasQuotes = quote != 0;
        this.shape = shape;
        width = shape.width();
        this.blocks = blocks;
        quoted = new QuotedFields(width);
        regular = width > MANY_FIELDS ? new long[0] : regular(width);
    }

    private static long[] regular(int width) {
        long[] regular = new long[width];
        for (int before = 0; before < width; before++) {
            for (int mark = width - before - 1; mark < Long.SIZE; mark += width) {
                regular[before] |= 1L << mark;
            }
        }
        return regular;
    }

    /// Marks all records of `[from, to)`, which starts with a record; the last may lack its line
    /// end.
    ///
    /// @param position the offset in the data of `bytes[from]`
    @Override
    public void build(byte[] chunk, int from, int to, long position, Faults found) {
        bytes = chunk;
        base = position - from;
        faults = found;
        used = 0;
        recordMark = 0;
        chunkStart = from;
        chunkEnd = to;
        restartsUsed = 0;
        paddedUsed = 0;
        hasOpenQuote = false;
        restart(from);
        quoted.forget(0);
        quoting.startOutside();
        int at = from;
        while (at <= to - Blocks.SIZE) {
            at = dropped > 0 ? at : markUsual(at, to);
            if (at <= to - Blocks.SIZE) {
                at = markBlock(bytes, at, at, to);
            }
        }
        while (at < to) {
            // what lies behind must not be looked at
            System.arraycopy(bytes, at, tail, 0, to - at);
            Arrays.fill(tail, to - at, tail.length, (byte) 0);
            at = Math.min(to, markBlock(tail, 0, at, to));
        }
        hasOpenQuote |= quoting.isInside();
        if (recordStart() < to) {
            marks[used++] = to;
            if (hasOpenQuote) {
                endOpenRecord(used - 1);
            } else {
                endRecord(used - 1);
            }
        }
        used = recordMark;
        faults.endRows(rows());
        quoted.forget(used);
        quoted.arrange();
    }

    /// How many good records there are.
    @Override
    public int rows() {
        return used / width;
    }

    /// Where a field of all good records starts and ends, as it is written.
    ///
    /// @param field from 0
    @Override
    public void places(int field, int[] from, int[] to) {
        int row = 0;
        if (field == 0 && used > 0) {
            to[row++] = marks[0];
        }
        if (width == 2) {
            placeOfTwo(field, row, from, to);
        } else {
            place(field, row, from, to);
        }
        if (field == 0) {
            placeRestarts(from);
        }
        placePadded(field, from, to);
        if (field == width - 1) {
            cutCr(from, to);
        }
    }

    /// A field that is not there is empty, and the last one that is there ends its line.
    private void placePadded(int field, int[] from, int[] to) {
        for (int i = 0; i < paddedUsed; i += 2) {
            int row = padded[i];
            if (field >= padded[i + 1]) {
                from[row] = to[row];
            } else if (field == padded[i + 1] - 1) {
                to[row] = withoutCr(from[row], to[row]);
            }
        }
    }

    private void place(int field, int first, int[] from, int[] to) {
        int[] marked = marks;
        int end = used;
        int row = first;
        for (int mark = first * width + field; mark < end; mark += width) {
            from[row] = marked[mark - 1] + 1;
            to[row++] = marked[mark];
        }
    }

    /// The same where the compiler knows the width: it need not look whether each mark is there.
    private void placeOfTwo(int field, int first, int[] from, int[] to) {
        int[] marked = marks;
        int rows = used / 2;
        for (int row = first; row < rows; row++) {
            from[row] = marked[2 * row + field - 1] + 1;
            to[row] = marked[2 * row + field];
        }
    }

    private void placeRestarts(int[] from) {
        for (int i = 0; i < restartsUsed && restarts[i] < used; i += 2) {
            from[restarts[i] / width] = restarts[i + 1];
        }
    }

    private void cutCr(int[] from, int[] to) {
        int rows = rows();
        for (int row = 0; row < rows; row++) {
            int end = to[row];
            if (end > from[row] && bytes[end - 1] == '\r' && endsLine(end)) {
                to[row] = withoutCr(from[row], end);
            }
        }
    }

    /// Whether the mark here is not that of a field behind which an empty one was left out.
    private boolean endsLine(int mark) {
        return mark == chunkEnd || bytes[mark] == LINE_END;
    }

    private int withoutCr(int from, int to) {
        int end = to;
        while (end > from && bytes[end - 1] == '\r') {
            end--;
        }
        return end;
    }

    /// The fields of good records that start with a quote.
    @Override
    public QuotedFields quoted() {
        return quoted;
    }

    /// How many marks there is room for.
    int room() {
        return marks.length;
    }

    /// Marks blocks as long as there is room, quotes stand where they should and no record has
    /// another number of fields; answers the first block that is left.
    ///
    /// Ugly on purpose: in one method and in local variables, since it runs once for each 64 bytes
    /// of the dataset, and how many fields and records they hold is not predictable.
    private int markUsual(int first, int to) {
        int[] marked = marks;
        int next = used;
        int record = recordMark;
        int at = first;
        for (; at <= to - Blocks.SIZE && next + ROOM <= marked.length; at += Blocks.SIZE) {
            long lineEnds = blocks.matches(bytes, at, LINE_END);
            long ends = lineEnds | blocks.matches(bytes, at, delimiter);
            long quotes = hasQuotes ? blocks.matches(bytes, at, quote) : 0;
            long opening = 0;
            long inside = 0;
            if (!quoting.isOutside(quotes)) {
                inside = quoting.inside(quotes);
                long fieldStarts = ends << 1 | (startsField(at) ? 1 : 0);
                if (!quoting.isUsual(quotes, inside, fieldStarts)) {
                    break;
                }
                opening = quotes & inside & fieldStarts;
                ends &= ~inside;
                lineEnds &= ~inside;
            }
            int count = Long.bitCount(ends);
            int before = next - record;
            long found = Long.compress(lineEnds, ends);
            if (before >= regular.length || found != (regular[before] & ~(-1L << count))) {
                break;
            }
            blocks.places(ends, at, marked, next);
            record = found == 0 ? record : next + Long.SIZE - Long.numberOfLeadingZeros(found);
            if (opening != 0) {
                note(opening, ends, next, record);
            }
            if ((quotes | inside) != 0) {
                quoting.pass(quotes, inside);
            }
            next += count;
        }
        used = next;
        recordMark = record;
        return at;
    }

    /// Marks any 64 bytes; answers where to go on.
    ///
    /// @param text where the bytes are, from `place` on
    /// @param block where they are in the chunk
    private int markBlock(byte[] text, int place, int block, int to) {
        long lineEnds = blocks.matches(text, place, LINE_END);
        long ends = lineEnds | blocks.matches(text, place, delimiter);
        long quotes = hasQuotes ? blocks.matches(text, place, quote) : 0;
        long inside = quoting.inside(quotes);
        long fieldStarts = ends << 1 | (startsField(block) ? 1 : 0);
        if (!quoting.isUsual(quotes, inside, fieldStarts)) {
            int next = markFromQuoteToQuote(block, ends, lineEnds, quotes, to);
            quoting.startOutside();
            return next;
        }
        quoting.pass(quotes, inside);
        mark(block, ends & ~inside, lineEnds & ~inside, quotes & inside & fieldStarts);
        return block + Blocks.SIZE;
    }

    /// Whether a field starts here, unless it is inside quotes.
    private boolean startsField(int at) {
        return at == chunkStart || bytes[at - 1] == delimiter || bytes[at - 1] == LINE_END;
    }

    /// The same where quotes are in places that mean nothing.
    private int markFromQuoteToQuote(int block, long ends, long lineEnds, long quotes, int to) {
        int next = block;
        if (quoting.isInside()) {
            next = closed(block, to);
        } else if (quoting.isBehindQuote() && (quotes & 1) != 0) {
            next = closed(block + 1, to);
        }
        while (next < block + Blocks.SIZE) {
            long ahead = -1L << (next - block);
            long first = Long.lowestOneBit(quotes & ahead);
            long before = ahead & (first - 1);
            mark(block, ends & before, lineEnds & before, 0);
            if (first == 0) {
                return block + Blocks.SIZE;
            }
            int place = block + Long.numberOfTrailingZeros(first);
            if (startsField(place)) {
                note(used, recordMark);
                next = closed(place + 1, to);
            } else {
                next = place + 1;
            }
        }
        return next;
    }

    private int closed(int from, int to) {
        int closed = CsvBoundaries.closed(bytes, from, to, quote);
        hasOpenQuote |= closed < 0;
        return closed < 0 ? to : closed;
    }

    private void note(int mark, int record) {
        if (mark - record < width) {
            quoted.note(mark);
        }
    }

    /// Where the record starts that is being marked.
    private int recordStart() {
        return restarts[restartsUsed - 2] == recordMark
                ? restarts[restartsUsed - 1]
                : marks[recordMark - 1] + 1;
    }

    /// Marks the ends of fields of a block, and the records that end there.
    ///
    /// @param ends of fields, with those that end a line
    /// @param opening the quotes that come first in a field
    private void mark(int block, long ends, long lineEnds, long opening) {
        if (used + ROOM > marks.length) {
            makeRoom();
        }
        int first = used;
        blocks.places(ends, block, marks, first);
        used = first + Long.bitCount(ends);
        endRecords(ends, lineEnds, opening, first);
    }

    private void endRecords(long ends, long lineEnds, long opening, int firstMark) {
        int first = firstMark;
        long unnoted = opening;
        for (long left = lineEnds; left != 0; left &= left - 1) {
            long before = Long.lowestOneBit(left) - 1;
            note(unnoted & before, ends, first, recordMark);
            unnoted &= ~before;
            first -= endRecord(first + Long.bitCount(ends & before));
        }
        note(unnoted, ends, first, recordMark);
    }

    /// @param first the place of the mark of the first of the ends
    /// @param record the first mark of the record that is marked when all are
    private void note(long opening, long ends, int first, int record) {
        for (long left = opening; left != 0; left &= left - 1) {
            note(first + Long.bitCount(ends & (Long.lowestOneBit(left) - 1)), record);
        }
    }

    /// A mark is the last one of a record: keeps its marks when it is good; answers how many were
    /// taken away.
    private int endRecord(int last) {
        int fields = last + 1 - recordMark + dropped;
        dropped = 0;
        if (fields == width) {
            recordMark = last + 1;
            return 0;
        }
        int start = recordStart();
        int lineEnd = marks[last];
        boolean isBlank = fields == 1 && withoutCr(start, lineEnd) == start;
        boolean isNothing = fields == 1 && RecordShape.isNothing(bytes, start, lineEnd, quote);
        if (!isNothing && shape.pads(fields)) {
            return pad(last, fields);
        }
        if (shape.mayTrim(fields) && isEmptyLast(last)) {
            return trim(last);
        }
        if (!isBlank && !(isNothing && shape.ragged() == RaggedRows.PAD)) {
            faults.raggedRow(base + start, width, fields, recordMark / width);
        }
        return leaveOut(last);
    }

    /// The record that ends at this mark opens a quote that is never closed.
    private void endOpenRecord(int last) {
        faults.unclosedRow(base + recordStart(), recordMark / width);
        dropped = 0;
        leaveOut(last);
    }

    private int leaveOut(int last) {
        int lineEnd = marks[last];
        quoted.forget(recordMark);
        int removed = last + 1 - recordMark;
        System.arraycopy(marks, last + 1, marks, recordMark, used - last - 1);
        used -= removed;
        restart(lineEnd + 1);
        return removed;
    }

    private boolean isEmptyLast(int last) {
        int from = marks[last - 1] + 1;
        int to = withoutCr(from, marks[last]);
        boolean isQuoted =
                hasQuotes && to - from == 2 && bytes[from] == quote && bytes[from + 1] == quote;
        return dropped == 0 && (to == from || isQuoted);
    }

    /// Marks the fields that are not there at the end of the line.
    private int pad(int last, int fields) {
        int missing = width - fields;
        int lineEnd = marks[last];
        if (used + missing + ROOM > marks.length) {
            marks = Arrays.copyOf(marks, 2 * (used + missing + ROOM));
        }
        System.arraycopy(marks, last + 1, marks, last + 1 + missing, used - last - 1);
        Arrays.fill(marks, last + 1, last + 1 + missing, lineEnd);
        used += missing;
        if (paddedUsed == padded.length) {
            padded = Arrays.copyOf(padded, paddedUsed * 2);
        }
        padded[paddedUsed++] = recordMark / width;
        padded[paddedUsed++] = fields;
        recordMark = last + 1 + missing;
        faults.paddedRow();
        return -missing;
    }

    /// Takes the mark of an empty field away that is one too many.
    private int trim(int last) {
        int lineEnd = marks[last];
        System.arraycopy(marks, last + 1, marks, last, used - last - 1);
        used--;
        recordMark = last;
        restart(lineEnd + 1);
        faults.trimmedRow();
        return 1;
    }

    /// The next record starts here, and not behind the last mark.
    private void restart(int start) {
        dropped = 0;
        if (restartsUsed > 0 && restarts[restartsUsed - 2] == recordMark) {
            restartsUsed -= 2;
        } else if (restartsUsed == restarts.length) {
            restarts = Arrays.copyOf(restarts, restartsUsed * 2);
        }
        restarts[restartsUsed++] = recordMark;
        restarts[restartsUsed++] = start;
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
