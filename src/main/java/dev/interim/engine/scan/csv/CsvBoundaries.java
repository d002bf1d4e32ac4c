package dev.interim.engine.scan.csv;

import dev.interim.engine.simd.Blocks;
import dev.interim.engine.simd.Swar;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Finds where records end, looking closely only at quotes: between two of them nothing changes.
///
/// One owner.
public final class CsvBoundaries {
    private static final int MOST_NOTED = 8 * 1024;
    private static final byte LINE_END = '\n';
    private static final Blocks BLOCKS = Blocks.fastest();

    private final CsvDialect dialect;
    private final @Nullable FieldCursor cursor;

    /// Stretches outside quotes, as pairs of start and end.
    private int[] outside = new int[64];

    /// @param dialect how fields and records are told apart
    public CsvBoundaries(CsvDialect dialect) {
        this.dialect = dialect;
        cursor = dialect.isUsual() ? null : new FieldCursor(dialect);
    }

    /// The end (behind the line end) of the last whole record of `[from, to)`, or −1 when there is
    /// none.
    ///
    /// @param from the first byte of a record
    public int lastRecordEnd(byte[] bytes, int from, int to) {
        if (cursor != null) {
            return recordEnd(cursor, bytes, from, to, to);
        }
        int last = -1;
        int noted = 0;
        int at = from;
        while (at >= 0) {
            if (noted == MOST_NOTED) {
                last = Math.max(last, lastEnd(bytes, noted));
                noted = 0;
            } else if (noted == outside.length) {
                outside = Arrays.copyOf(outside, 2 * noted);
            }
            int quote = opening(bytes, from, at, to);
            outside[noted++] = at;
            outside[noted++] = quote;
            at = quote == to ? -1 : closed(bytes, quote + 1, to, dialect.quote());
        }
        return Math.max(last, lastEnd(bytes, noted));
    }

    /// The end (behind the line end) of the first record of `[from, to)`, or −1 when it is not
    /// whole.
    ///
    /// @param from the first byte of a record
    public int firstRecordEnd(byte[] bytes, int from, int to) {
        if (cursor != null) {
            return recordEnd(cursor, bytes, from, to, from + 1);
        }
        int at = from;
        while (at >= 0) {
            int quote = opening(bytes, from, at, to);
            int lineEnd = BLOCKS.indexOf(bytes, at, quote, LINE_END);
            if (lineEnd < quote) {
                return lineEnd + 1;
            }
            at = quote == to ? -1 : closed(bytes, quote + 1, to, dialect.quote());
        }
        return -1;
    }

    /// The quote in `[from, to)` that is opened and never closed, or −1 when there is none.
    ///
    /// @param from the first byte of a record
    public int unclosedQuote(byte[] bytes, int from, int to) {
        if (cursor != null) {
            return unclosedQuote(cursor, bytes, from, to);
        }
        int quote = opening(bytes, from, from, to);
        while (quote < to) {
            int at = closed(bytes, quote + 1, to, dialect.quote());
            if (at < 0) {
                return quote;
            }
            quote = opening(bytes, from, at, to);
        }
        return -1;
    }

    /// The end of the last record that ends in `[from, to)`, or of the first that ends at `enough`
    /// or behind; −1 when there is none. A CR that comes last may be the half of a line end.
    private int recordEnd(FieldCursor fields, byte[] bytes, int from, int to, int enough) {
        int last = -1;
        boolean isRecordStart = true;
        fields.start(bytes, from, to);
        while (fields.position() < to && last < enough) {
            boolean isEnd = isRecordStart && fields.skipComment();
            if (!isEnd) {
                fields.next();
                isEnd = fields.isLast() && !fields.isOpen();
            }
            isRecordStart = isEnd;
            if (isEnd && hasLineEnd(bytes, fields.position(), to)) {
                last = fields.position();
            }
        }
        return last;
    }

    private boolean hasLineEnd(byte[] bytes, int end, int to) {
        return bytes[end - 1] == LINE_END
                || (dialect.isEndedByCr() && bytes[end - 1] == '\r' && end < to);
    }

    private static int unclosedQuote(FieldCursor fields, byte[] bytes, int from, int to) {
        boolean isRecordStart = true;
        fields.start(bytes, from, to);
        while (fields.position() < to) {
            if (!isRecordStart || !fields.skipComment()) {
                fields.next();
                if (fields.isOpen()) {
                    return fields.from();
                }
                isRecordStart = fields.isLast();
            }
        }
        return -1;
    }

    /// The place behind the line end that follows, or `to`.
    public int lineEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != LINE_END && !(dialect.isEndedByCr() && bytes[at] == '\r')) {
            at++;
        }
        return Math.min(to, at + 1);
    }

    /// The place behind the last line end of the stretches that were noted, or −1.
    private int lastEnd(byte[] bytes, int noted) {
        for (int i = noted - 2; i >= 0; i -= 2) {
            int lineEnd = Swar.lastIndexOf(bytes, outside[i], outside[i + 1], LINE_END);
            if (lineEnd >= 0) {
                return lineEnd + 1;
            }
        }
        return -1;
    }

    /// The next quote in `[at, to)` that opens a quoted field, or `to`; `at` is outside quotes.
    private int opening(byte[] bytes, int from, int at, int to) {
        if (dialect.quote() == 0) {
            return to;
        }
        int quote = BLOCKS.indexOf(bytes, at, to, dialect.quote());
        while (quote < to && !opens(bytes, from, quote)) {
            quote = BLOCKS.indexOf(bytes, quote + 1, to, dialect.quote());
        }
        return quote;
    }

    private boolean opens(byte[] bytes, int from, int quote) {
        return quote == from
                || bytes[quote - 1] == dialect.delimiter()
                || bytes[quote - 1] == LINE_END;
    }

    /// The place behind the quote that closes the quoted text starting at `from`, or −1.
    static int closed(byte[] bytes, int from, int to, byte quote) {
        int at = from;
        while (true) {
            int found = BLOCKS.indexOf(bytes, at, to, quote);
            if (found == to) {
                return -1;
            }
            if (found + 1 == to || bytes[found + 1] != quote) {
                return found + 1;
            }
            at = found + 2;
        }
    }
}
