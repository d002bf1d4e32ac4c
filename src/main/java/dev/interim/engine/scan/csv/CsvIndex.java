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
final class CsvIndex {
    private static final byte LINE_END = '\n';

    /// Marks are written that many at a time, whether there are as many or not.
    private static final int AT_ONCE = 8;

    private static final int ROOM = Blocks.SIZE + AT_ONCE + 1;

    /// Records with more fields than that are long: their ends are looked at one by one.
    private static final int MANY_FIELDS = 1024;

    private final Blocks blocks;
    private final CsvDialect dialect;
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

    // of the record that is being marked
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
    void build(byte[] chunk, int from, int to, long position, Faults found) {
        bytes = chunk;
        base = position - from;
        faults = found;
        used = 0;
        recordMark = 0;
        restartsUsed = 0;
        restart(from);
        quoted.forget(0);
        quoting.startOutside();
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
        if (recordStart() < to) {
            marks[used++] = to;
            endRecord(used - 1);
        }
        used = recordMark;
        quoted.forget(used);
        quoted.arrange();
    }

    /// How many good records there are.
    int rows() {
        return used / width;
    }

    /// Where a field of all good records starts and ends, as it is written.
    ///
    /// @param field from 0
    void places(int field, int[] from, int[] to) {
        int[] marked = marks;
        int end = used;
        int row = 0;
        int mark = field;
        if (field == 0 && end > 0) {
            to[row++] = marked[0];
            mark = width;
        }
        for (; mark < end; mark += width) {
            from[row] = marked[mark - 1] + 1;
            to[row++] = marked[mark];
        }
        if (field == 0) {
            placeRestarts(from);
        }
        if (field == width - 1) {
            cutCr(from, to);
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

    /// Marks 64 bytes; answers where to go on.
    ///
    /// @param text where the bytes are, from `place` on
    /// @param block where they are in the chunk
    private int markBlock(byte[] text, int place, int block, int to) {
        long lineEnds = blocks.matches(text, place, LINE_END);
        long ends = lineEnds | blocks.matches(text, place, dialect.delimiter());
        long quotes = dialect.quote() == 0 ? 0 : blocks.matches(text, place, dialect.quote());
        long inside = quoting.inside(quotes);
        long fieldStarts = quotes == 0 ? 0 : ends << 1 | (block == fieldStart() ? 1 : 0);
        if (!quoting.isUsual(quotes, inside, fieldStarts)) {
            int next = markFromQuoteToQuote(block, ends, lineEnds, quotes, to);
            quoting.startOutside();
            return next;
        }
        quoting.pass(quotes, inside);
        mark(block, ends & ~inside, lineEnds & ~inside, quotes & inside & fieldStarts);
        return block + Blocks.SIZE;
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
            long quote = Long.lowestOneBit(quotes & ahead);
            long before = ahead & (quote - 1);
            mark(block, ends & before, lineEnds & before, 0);
            if (quote == 0) {
                return block + Blocks.SIZE;
            }
            int place = block + Long.numberOfTrailingZeros(quote);
            if (place == fieldStart()) {
                note(used);
                next = closed(place + 1, to);
            } else {
                next = place + 1;
            }
        }
        return next;
    }

    private int closed(int from, int to) {
        int closed = CsvBoundaries.closed(bytes, from, to, dialect.quote());
        return closed < 0 ? to : closed;
    }

    private void note(int mark) {
        if (mark - recordMark < width) {
            quoted.note(mark);
        }
    }

    private int fieldStart() {
        return used == recordMark ? recordStart() : marks[used - 1] + 1;
    }

    /// Where the record starts that is being marked.
    private int recordStart() {
        return restarts[restartsUsed - 2] == recordMark
                ? restarts[restartsUsed - 1]
                : marks[recordMark - 1] + 1;
    }

    /// Ugly on purpose: how many ends a block has is not predictable, so eight marks are written
    /// whether there are as many or not.
    ///
    /// @param ends of fields, with those that end a line
    /// @param opening the quotes that come first in a field
    private void mark(int block, long ends, long lineEnds, long opening) {
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
        int count = Long.bitCount(ends);
        int before = first - recordMark;
        used = first + count;
        if (before < regular.length && dropped == 0) {
            long found = Long.compress(lineEnds, ends);
            if (found == (regular[before] & ~(-1L << count))) {
                if (found != 0) {
                    recordMark = first + Long.SIZE - Long.numberOfLeadingZeros(found);
                }
                note(opening, ends, first);
                return;
            }
        }
        endRecords(ends, lineEnds, opening, first);
    }

    /// The records of a block where not all are as they should be.
    private void endRecords(long ends, long lineEnds, long opening, int firstMark) {
        int first = firstMark;
        long unnoted = opening;
        for (long left = lineEnds; left != 0; left &= left - 1) {
            long before = Long.lowestOneBit(left) - 1;
            note(unnoted & before, ends, first);
            unnoted &= ~before;
            first -= endRecord(first + Long.bitCount(ends & before));
        }
        note(unnoted, ends, first);
    }

    /// @param first the place of the mark of the first of the ends
    private void note(long opening, long ends, int first) {
        for (long left = opening; left != 0; left &= left - 1) {
            note(first + Long.bitCount(ends & (Long.lowestOneBit(left) - 1)));
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
        boolean hasCr = lineEnd > start && bytes[lineEnd - 1] == '\r';
        if (fields > 1 || lineEnd - (hasCr ? 1 : 0) > start) {
            faults.raggedRow(base + start, width, fields);
        }
        quoted.forget(recordMark);
        int removed = last + 1 - recordMark;
        System.arraycopy(marks, last + 1, marks, recordMark, used - last - 1);
        used -= removed;
        restart(lineEnd + 1);
        return removed;
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
