package dev.interim.engine.simd;

import java.util.Arrays;
import java.util.stream.IntStream;

/// With what some texts begin, and a few others that look alike: a first byte, and which may follow
/// it.
///
/// Of what follows only the lowest five bits are looked at, in which both cases of a letter are
/// alike. Bytes beyond ASCII are all the same.
public final class Beginnings {
    /// Whatever follows.
    public static final int ANY = -1;

    /// The bits of a byte in which both cases of a letter are alike.
    public static final int LOWEST = 0x1F;

    private static final int BYTES = 1 << Byte.SIZE;
    private static final int ASCII = 1 << 7;

    /// Of all that may follow.
    private static final byte FOLLOWS = (byte) 0x80;

    /// As many different ones as there are other bits.
    private static final int FOLLOWERS = 7;

    // A text is one of them when these two have a bit in common.
    final byte[] ofFirst = new byte[BYTES];

    /// For each lowest six bits, so that a register is full.
    final byte[] ofSecond = new byte[2 * (LOWEST + 1)];

    /// @param seconds by the first byte, from 0 to 255: a bit for each that may follow, [#ANY] or 0
    public Beginnings(int[] seconds) {
        int[] some = Arrays.stream(seconds).filter(bits -> bits != ANY).toArray();
        int[] followers =
                IntStream.rangeClosed(0, LOWEST)
                        .filter(low ->
                                Arrays.stream(some).anyMatch(bits -> (bits >>> low & 1) != 0))
                        .toArray();
        Arrays.fill(ofSecond, FOLLOWS);
        for (int i = 0; i < followers.length; i++) {
            ofSecond[followers[i]] |= (byte) (1 << Math.min(i, FOLLOWERS - 1));
            ofSecond[followers[i] + LOWEST + 1] = ofSecond[followers[i]];
        }
        for (int first = 0; first < BYTES; first++) {
            int at = Math.min(first, ASCII);
            ofFirst[at] |= seconds[first] == ANY ? FOLLOWS : bits(seconds[first]);
        }
        Arrays.fill(ofFirst, ASCII, BYTES, ofFirst[ASCII]);
    }

    private byte bits(int followers) {
        int bits = 0;
        for (int left = followers; left != 0; left &= left - 1) {
            bits |= ofSecond[Integer.numberOfTrailingZeros(left)] & ~FOLLOWS;
        }
        return (byte) bits;
    }

    /// Whether a text that begins so may be one of them.
    public boolean mayBe(byte first, byte second) {
        return (ofFirst[first & 0xFF] & ofSecond[second & LOWEST]) != 0;
    }
}
