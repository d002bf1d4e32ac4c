package dev.interim.engine.scan.value;

import dev.interim.engine.batch.Faults;
import dev.interim.engine.simd.Blocks;

/// Checks that bytes are UTF-8 (RFC 3629: shortest form, no surrogates, up to U+10FFFF).
public final class Utf8 {
    private static final Blocks BLOCKS = Blocks.fastest();
    private static final int RARE = 4;

    private Utf8() {}

    /// Records every sequence in `[from, to)` that is not UTF-8: as many as the decoder of the JDK
    /// replaces by U+FFFD.
    ///
    /// @param position the offset in the data of `bytes[from]`
    public static void check(byte[] bytes, int from, int to, long position, Faults faults) {
        int at = from;
        // of a character of two bytes: one is in the block, the other in the next
        long begun = 0;
        // bytes of blocks that are not ASCII
        long mixed = 0;
        while (at <= to - Blocks.SIZE) {
            long others = BLOCKS.nonAscii(bytes, at);
            // where every other block is ASCII, a jump costs more than looking closely
            if (mixed * RARE <= at - from && (others | begun) == 0) {
                at += Blocks.SIZE;
                continue;
            }
            mixed += others == 0 ? 0 : Blocks.SIZE;
            long starts = BLOCKS.startsOfTwo(bytes, at);
            long expected = starts << 1 | begun;
            boolean isPlain =
                    others == (starts | expected) && BLOCKS.continuations(bytes, at) == expected;
            if (isPlain) {
                begun = starts >>> (Long.SIZE - 1);
                at += Blocks.SIZE;
            } else {
                at =
                        checkSlowly(
                                bytes,
                                at - (int) begun,
                                at + Blocks.SIZE,
                                to,
                                position - from,
                                faults);
                begun = 0;
            }
        }
        at -= (int) begun;
        checkSlowly(bytes, at, to, to, position - from, faults);
    }

    /// Character by character up to `end` at least; answers how far.
    private static int checkSlowly(
            byte[] bytes, int from, int end, int to, long base, Faults faults) {
        int at = from;
        while (at < end) {
            at = bytes[at] >= 0 ? at + 1 : behind(bytes, at, to, base + at, faults);
        }
        return at;
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
