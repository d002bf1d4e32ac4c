package dev.interim.engine.stats;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Looking at UTF-8 eight bytes a step.
final class Codepoints {
    private static final VarHandle LITTLE =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOW_BITS = 0x0101_0101_0101_0101L;

    private static final long HIGH_BITS = LOW_BITS << 7;

    /// The first bytes of a word, by their number.
    private static final long[] FIRST = {
        0, 0xFFL, 0xFFFFL, 0xFF_FFFFL, 0xFFFF_FFFFL, -1L >>> 24, -1L >>> 16, -1L >>> 8, -1L
    };

    private Codepoints() {}

    /// How many code points `[from, to)` has: all bytes but the continuations `10xxxxxx`.
    static int count(byte[] bytes, int from, int to) {
        int continuations = 0;
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            continuations += continuations((long) LITTLE.get(bytes, at));
        }
        return to - from - continuations - continuations(tail(bytes, at, to));
    }

    /// Whether all bytes of `[from, to)` are ASCII.
    static boolean isAscii(byte[] bytes, int from, int to) {
        long seen = 0;
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            seen |= (long) LITTLE.get(bytes, at);
        }
        return ((seen | tail(bytes, at, to)) & HIGH_BITS) == 0;
    }

    private static int continuations(long word) {
        return Long.bitCount((word >>> 7) & ~(word >>> 6) & LOW_BITS);
    }

    /// The last bytes, up to seven, the first of them lowest, the rest zero.
    static long tail(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length == 0) {
            return 0;
        }
        if (from + Long.BYTES <= bytes.length) {
            return (long) LITTLE.get(bytes, from) & (-1L >>> (Long.SIZE - Byte.SIZE * length));
        }
        long tail = 0;
        for (int at = to - 1; at >= from; at--) {
            tail = tail << Byte.SIZE | (bytes[at] & 0xFFL);
        }
        return tail;
    }

    /// The first eight bytes, or as many as there are and zeros, the first lowest; zero where `to`
    /// is not behind `from`. With its bytes reversed, and compared without a sign, it orders like the
    /// texts.
    static long start(byte[] bytes, int from, int to) {
        if (from + Long.BYTES > bytes.length) {
            return tail(bytes, from, Math.min(to, from + Long.BYTES));
        }
        // from a table, because a shift by all bits is one by none, and a jump cannot be predicted
        return (long) LITTLE.get(bytes, from) & FIRST[Math.max(0, Math.min(to - from, Long.BYTES))];
    }
}
