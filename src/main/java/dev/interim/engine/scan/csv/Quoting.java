package dev.interim.engine.scan.csv;

/// Which bytes lie inside quotes, 64 in one step: each quote opens or closes, so that the number of
/// quotes before a byte tells; an escaped one closes and opens again.
///
/// That holds where every quote that opens stands first in its field or behind one that closes. A
/// block where one does not is for somebody who looks at its quotes one by one. One owner.
final class Quoting {
    /// All bits or none.
    private long isInside;

    /// The lowest bit: the last byte was a quote that closed, unless the next one is a quote, too.
    private long isBehindQuote;

    /// The next block starts outside quotes, and not behind one that may be half of an escaped one.
    void startOutside() {
        isInside = 0;
        isBehindQuote = 0;
    }

    /// Whether a block is outside quotes as a whole; if so, goes on behind it.
    boolean isOutside(long quotes) {
        if ((quotes | isInside) != 0) {
            return false;
        }
        isBehindQuote = 0;
        return true;
    }

    /// Whether the next block starts inside quotes.
    boolean isInside() {
        return isInside != 0;
    }

    /// Whether a quote that comes first in the next block is the second half of an escaped one.
    boolean isBehindQuote() {
        return isBehindQuote != 0;
    }

    /// The bytes of a block that are inside quotes: with those that open, without those that close.
    ///
    /// @param quotes of the block
    long inside(long quotes) {
        long odd = quotes ^ quotes << 1;
        odd ^= odd << 2;
        odd ^= odd << 4;
        odd ^= odd << 8;
        odd ^= odd << 16;
        odd ^= odd << 32;
        return odd ^ isInside;
    }

    /// Whether all quotes of a block are where they should be.
    ///
    /// @param inside what [#inside(long)] said
    /// @param fieldStarts the bytes that come first in a field, as far as they are outside quotes
    boolean isUsual(long quotes, long inside, long fieldStarts) {
        return (quotes & inside & ~(fieldStarts | quotes << 1 | isBehindQuote)) == 0;
    }

    /// Goes on behind a block whose quotes are where they should be.
    void pass(long quotes, long inside) {
        isInside = inside >> (Long.SIZE - 1);
        isBehindQuote = (quotes & ~inside) >>> (Long.SIZE - 1);
    }
}
