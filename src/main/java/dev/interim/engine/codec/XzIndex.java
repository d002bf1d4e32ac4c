package dev.interim.engine.codec;

import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// The index behind the blocks of an xz stream: the lengths of all of them once more.
///
/// Read byte by byte; blocks are remembered as a checksum, so that it takes no memory.
final class XzIndex {
    private static final int MOST_BITS = 63;

    private enum Part {
        COUNT,
        LENGTHS,
        PADDING,
        CHECKSUM,
        COMPLETE
    }

    private final CRC32 found = new CRC32();
    private final CRC32 listed = new CRC32();
    private final CRC32 checksum = new CRC32();
    private long blocks;
    private Part part = Part.COUNT;
    private long left;
    private long number;
    private int shift;
    private long bytes;
    private int checksumBytes;

    /// A block came, of that length without padding.
    void add(long packed, long unpacked) {
        blocks++;
        note(found, packed);
        note(found, unpacked);
    }

    /// The first byte of the index came.
    void begin() {
        checksum.update(0);
        bytes = 1;
    }

    /// Whether the last byte was read.
    boolean isComplete() {
        return part == Part.COMPLETE;
    }

    /// How many bytes it had.
    long bytes() {
        return bytes;
    }

    /// Reads the next byte.
    ///
    /// @return what is wrong with it, or `null`
    @Nullable String read(int value) {
        bytes++;
        if (part == Part.CHECKSUM) {
            return readChecksum(value);
        }
        checksum.update(value);
        if (part == Part.PADDING) {
            leavePadding();
            return value == 0 ? null : "its padding is not empty";
        }
        if (shift >= MOST_BITS) {
            return "its index has a number that is too long";
        }
        number |= (value & 0x7fL) << shift;
        shift += 7;
        return value < 0x80 ? readNumber() : null;
    }

    private @Nullable String readNumber() {
        long read = number;
        number = 0;
        shift = 0;
        if (part == Part.COUNT) {
            if (read != blocks) {
                return "its index does not fit its blocks";
            }
            left = 2 * blocks;
            part = Part.LENGTHS;
        } else {
            note(listed, read);
            left--;
        }
        if (left == 0) {
            part = Part.PADDING;
            leavePadding();
            return listed.getValue() == found.getValue()
                    ? null
                    : "its index does not fit its blocks";
        }
        return null;
    }

    private void leavePadding() {
        if (bytes % Integer.BYTES == 0) {
            part = Part.CHECKSUM;
        }
    }

    private @Nullable String readChecksum(int value) {
        long expected = checksum.getValue() >> (Byte.SIZE * checksumBytes++) & 0xff;
        if (checksumBytes == Integer.BYTES) {
            part = Part.COMPLETE;
        }
        return value == expected ? null : "the checksum of its index is wrong";
    }

    private static void note(CRC32 sum, long number) {
        for (int i = 0; i < Long.BYTES; i++) {
            sum.update((int) (number >> (Byte.SIZE * i)));
        }
    }
}
