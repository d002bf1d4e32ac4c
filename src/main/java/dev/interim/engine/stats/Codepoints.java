package dev.interim.engine.stats;

import dev.interim.engine.simd.Swar;

/// Looking at UTF-8 eight bytes a step.
final class Codepoints {
    private static final long LOW_BITS = 0x0101_0101_0101_0101L;

    private static final long HIGH_BITS = LOW_BITS << 7;

    private Codepoints() {}

    /// How many code points `[from, to)` has: all bytes but the continuations `10xxxxxx`.
    static int count(byte[] bytes, int from, int to) {
        int continuations = 0;
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            continuations += continuations(Swar.word(bytes, at));
        }
        return to - from - continuations - continuations(Swar.upToEight(bytes, at, to));
    }

    /// Whether all bytes of `[from, to)` are ASCII.
    static boolean isAscii(byte[] bytes, int from, int to) {
        long seen = 0;
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            seen |= Swar.word(bytes, at);
        }
        return ((seen | Swar.upToEight(bytes, at, to)) & HIGH_BITS) == 0;
    }

    private static int continuations(long word) {
        return Long.bitCount((word >>> 7) & ~(word >>> 6) & LOW_BITS);
    }
}
