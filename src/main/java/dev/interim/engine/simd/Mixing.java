package dev.interim.engine.simd;

/// Sixty-four bits out of any, such that what little two values differ in is spread over all of
/// them.
///
/// Numbers go through the finaliser of SplitMix64 (Steele, Lea and Flood, 2014), which different
/// ones leave different; texts are taken sixteen bytes a step.
public final class Mixing {
    static final long STEP = 0x9E3779B97F4A7C15L;
    static final long FIRST = 0xBF58476D1CE4E5B9L;
    static final long SECOND = 0x94D049BB133111EBL;
    static final long TEXT = 0xD1342543DE82EF95L;
    static final long LOW = 0x9FB21C651E98DF25L;
    static final long HIGH = 0xA24BAED4963EE407L;

    /// How many bytes of a text are taken in a step.
    static final int WIDTH = 2 * Long.BYTES;

    static final int HALF = Long.SIZE / 2;

    private Mixing() {}

    /// Of a number.
    public static long mix(long value) {
        long z = value + STEP;
        z = (z ^ (z >>> 30)) * FIRST;
        z = (z ^ (z >>> 27)) * SECOND;
        return z ^ (z >>> 31);
    }

    /// Of the bytes of `[from, to)`.
    public static long text(byte[] bytes, int from, int to) {
        long state = step(TEXT ^ (to - from), bytes, from, to);
        for (int at = from + WIDTH; at < to; at += WIDTH) {
            state = step(mix(state), bytes, at, to);
        }
        return mix(state);
    }

    private static long step(long state, byte[] bytes, int at, int to) {
        long low = Swar.upToEight(bytes, at, to) ^ state;
        long high = Swar.upToEight(bytes, at + Long.BYTES, to) * HIGH;
        return low * LOW ^ Long.rotateLeft(high, HALF);
    }
}
