package dev.interim.engine.scan.csv;

import dev.interim.engine.simd.Blocks;
import dev.interim.engine.simd.Swar;

/// Finds where records end.
///
/// One owner.
public final class CsvBoundaries {
    private static final byte LINE_END = '\n';
    private static final Blocks BLOCKS = Blocks.fastest();

    private final CsvDialect dialect;
    private final Quoting quoting = new Quoting();
    private int last;

    /// @param dialect how fields and records are told apart
    public CsvBoundaries(CsvDialect dialect) {
        this.dialect = dialect;
    }

    /// The end (behind the line end) of the last whole record of `[from, to)`, or −1 when there is
    /// none.
    ///
    /// @param from the first byte of a record
    public int lastRecordEnd(byte[] bytes, int from, int to) {
        last = -1;
        quoting.startOutside();
        int at = dialect.quote() == 0 ? lookAt(bytes, from, to) : from;
        while (at >= 0 && at <= to - Blocks.SIZE) {
            at = lookAtBlock(bytes, from, at, to);
        }
        if (at >= 0 && at < to) {
            walk(bytes, from, at, to, to);
        }
        return last;
    }

    /// Where the next block starts, or −1 when no quote closes any more.
    private int lookAtBlock(byte[] bytes, int from, int at, int to) {
        long quotes = BLOCKS.matches(bytes, at, dialect.quote());
        long lineEnds = BLOCKS.matches(bytes, at, LINE_END);
        long inside = quoting.inside(quotes);
        if (quotes != 0) {
            long ends = lineEnds | BLOCKS.matches(bytes, at, dialect.delimiter());
            long fieldStarts = ends << 1 | (opens(bytes, from, at) ? 1 : 0);
            if (!quoting.isUsual(quotes, inside, fieldStarts)) {
                return walk(bytes, from, at, at + Blocks.SIZE, to);
            }
        }
        long found = lineEnds & ~inside;
        if (found != 0) {
            last = at + Blocks.SIZE - Long.numberOfLeadingZeros(found);
        }
        quoting.pass(quotes, inside);
        return at + Blocks.SIZE;
    }

    /// From quote to quote up to `end` at least, and then outside quotes; answers where that is, or
    /// −1 when no quote closes any more.
    private int walk(byte[] bytes, int from, int at, int end, int to) {
        int next = at;
        if (quoting.isInside()) {
            next = closed(bytes, at, to, dialect.quote());
        } else if (quoting.isBehindQuote() && dialect.isQuote(bytes[at])) {
            next = closed(bytes, at + 1, to, dialect.quote());
        }
        while (next >= 0 && next < end) {
            int quote = opening(bytes, from, next, end);
            lookAt(bytes, next, quote);
            next = quote == end ? end : closed(bytes, quote + 1, to, dialect.quote());
        }
        quoting.startOutside();
        return next;
    }

    /// Finds the last line end of a stretch outside quotes; answers its end.
    private int lookAt(byte[] bytes, int from, int to) {
        int lineEnd = Swar.lastIndexOf(bytes, from, to, LINE_END);
        last = lineEnd < 0 ? last : lineEnd + 1;
        return to;
    }

    /// The end (behind the line end) of the first record of `[from, to)`, or −1 when it is not
    /// whole.
    ///
    /// @param from the first byte of a record
    public int firstRecordEnd(byte[] bytes, int from, int to) {
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
