package dev.interim.engine.scan.value;

import dev.interim.engine.batch.Faults;
import dev.interim.engine.simd.Blocks;

/// Checks that bytes are UTF-8 (RFC 3629: shortest form, no surrogates, up to U+10FFFF).
public final class Utf8 {
    private static final Blocks BLOCKS = Blocks.fastest();

    private Utf8() {}

    /// Records every sequence in `[from, to)` that is not UTF-8: as many as the decoder of the JDK
    /// replaces by U+FFFD.
    ///
    /// @param position the offset in the data of `bytes[from]`
    public static void check(byte[] bytes, int from, int to, long position, Faults faults) {
        int at = from;
        while (at <= to - Blocks.SIZE) {
            int next = at + Blocks.SIZE;
            for (long left = BLOCKS.nonAscii(bytes, at); left != 0; ) {
                int place = at + Long.numberOfTrailingZeros(left);
                int behind = behind(bytes, place, to, position + place - from, faults);
                next = Math.max(next, behind);
                left = behind < at + Blocks.SIZE ? left & -1L << (behind - at) : 0;
            }
            at = next;
        }
        while (at < to) {
            at = bytes[at] >= 0 ? at + 1 : behind(bytes, at, to, position + at - from, faults);
        }
    }

    /// The place behind what starts here, a character or what is none.
    private static int behind(byte[] bytes, int at, int to, long position, Faults faults) {
        int length = sequence(bytes, at, to);
        if (length < 0) {
            faults.invalidText(position);
        }
        return at + Math.abs(length);
    }

    /// The length of the sequence that starts here; negative when it is none, then the length of
    /// its longest valid beginning, at least 1.
    private static int sequence(byte[] bytes, int at, int to) {
        int lead = bytes[at] & 0xFF;
        int length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
        if (length == 0) {
            return -1;
        }
        int low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int high = lead == 0xF4 ? 0x8F : 0xBF;
        for (int i = 1; i < length; i++) {
            int next = at + i < to ? bytes[at + i] & 0xFF : 0;
            if (next < low || next > high) {
                return -i;
            }
            low = 0x80;
            high = 0xBF;
        }
        return isSurrogate(lead, bytes[at + 1]) ? -length : length;
    }

    private static boolean isSurrogate(int lead, byte second) {
        return lead == 0xED && (second & 0xFF) >= 0xA0;
    }
}
