package dev.interim.engine.simd;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Looking at eight bytes in one step (SWAR: single instruction within a register).
///
/// The zero-byte test is exact in every lane, not only in the lowest (Warren, Hacker's Delight,
/// 6-1).
public final class Swar {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOW_SEVEN = 0x7F7F_7F7F_7F7F_7F7FL;
    private static final long HIGH_BITS = ~LOW_SEVEN;
    private static final long ONES = 0x0101_0101_0101_0101L;

    /// The first bytes of a word, by their number.
    private static final long[] FIRST = {
        0, 0xFFL, 0xFFFFL, 0xFF_FFFFL, 0xFFFF_FFFFL, -1L >>> 24, -1L >>> 16, -1L >>> 8, -1L
    };

    private Swar() {}

    /// The eight bytes from `at`, the first of them lowest.
    public static long word(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    /// The first eight bytes of `[from, to)`, or as many as there are and zeros, the first lowest;
    /// zero where `to` is not behind `from`. With its bytes reversed, and compared without a sign,
    /// it orders like the texts.
    public static long upToEight(byte[] bytes, int from, int to) {
        if (from + Long.BYTES > bytes.length) {
            return oneByOne(bytes, from, Math.min(to, from + Long.BYTES));
        }
        // from a table, because a shift by all bits is one by none, and a jump cannot be predicted
        return word(bytes, from) & FIRST[Math.max(0, Math.min(to - from, Long.BYTES))];
    }

    private static long oneByOne(byte[] bytes, int from, int to) {
        long found = 0;
        for (int at = to - 1; at >= from; at--) {
            found = found << Byte.SIZE | (bytes[at] & 0xFFL);
        }
        return found;
    }

    /// The byte in all eight places.
    public static long pattern(byte value) {
        return (value & 0xFFL) * ONES;
    }

    /// The high bit set in every place where the word has the byte of the pattern.
    public static long matches(long word, long pattern) {
        long difference = word ^ pattern;
        return ~(((difference & LOW_SEVEN) + LOW_SEVEN) | difference | LOW_SEVEN);
    }

    /// The place (0–7) of the first match; for a mask that is not zero.
    public static int first(long matches) {
        return Long.numberOfTrailingZeros(matches) >>> 3;
    }

    /// Whether any of the eight bytes is not ASCII.
    public static boolean hasNonAscii(long word) {
        return (word & HIGH_BITS) != 0;
    }

    /// The first place of `value` in `[from, to)`, or `to`.
    public static int indexOf(byte[] bytes, int from, int to, byte value) {
        long pattern = pattern(value);
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long found = matches(word(bytes, at), pattern);
            if (found != 0) {
                return at + first(found);
            }
        }
        while (at < to && bytes[at] != value) {
            at++;
        }
        return at;
    }

    /// The last place of `value` in `[from, to)`, or −1.
    public static int lastIndexOf(byte[] bytes, int from, int to, byte value) {
        int at = to;
        while (at > from) {
            at--;
            if (bytes[at] == value) {
                return at;
            }
        }
        return -1;
    }
}
