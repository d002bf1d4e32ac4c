package dev.interim.engine.codec;

import static dev.interim.engine.failure.FailureKind.TOO_LARGE;

import dev.interim.engine.failure.FailureException;
import java.io.IOException;

/// What the header of an xz block says.
///
/// @param headerBytes how long the header is
/// @param packedBytes how long its data is, −1 when it does not say
/// @param unpackedBytes how much comes out of it, −1 when it does not say
/// @param dictionaryBytes how far back it refers at most
record XzBlock(int headerBytes, long packedBytes, long unpackedBytes, int dictionaryBytes) {
    /// Before the first.
    static final XzBlock NONE = new XzBlock(0, -1, -1, 0);

    /// As `xz -9` needs; it lies on the heap.
    static final int LARGEST_DICTIONARY = 64 << 20;

    private static final int SMALLEST_DICTIONARY = 4096;
    private static final int LZMA2 = 0x21;
    private static final int LARGEST_DICTIONARY_CODE = 40;
    private static final int HAS_PACKED = 0x40;
    private static final int HAS_UNPACKED = 0x80;

    /// Reads a whole header whose checksum is right.
    ///
    /// @throws IOException with what is wrong with it
    /// @throws FailureException where it needs too much memory
    static XzBlock parse(byte[] bytes, int length) throws IOException {
        // Behind the byte that says how long it is.
        var reader = new Reader(bytes, 1, length - Integer.BYTES);
        int flags = reader.next();
        if ((flags & 0x3C) != 0) {
            throw new IOException("its header has unknown flags");
        }
        long packed = (flags & HAS_PACKED) == 0 ? -1 : reader.number();
        long unpacked = (flags & HAS_UNPACKED) == 0 ? -1 : reader.number();
        if ((flags & 3) != 0 || reader.number() != LZMA2 || reader.number() != 1) {
            throw new IOException("it uses filters that are not read");
        }
        long dictionary = dictionary(reader.next());
        while (reader.hasNext()) {
            if (reader.next() != 0) {
                throw new IOException("its header has unknown flags");
            }
        }
        return new XzBlock(length, packed, unpacked, bounded(dictionary, unpacked));
    }

    private static long dictionary(int code) throws IOException {
        if (code > LARGEST_DICTIONARY_CODE) {
            throw new IOException("its header has unknown flags");
        }
        return code == LARGEST_DICTIONARY_CODE
                ? 0xffff_ffffL
                : (2L | (code & 1)) << (code / 2 + 11);
    }

    /// Nothing refers back further than all that came out.
    private static int bounded(long dictionary, long unpacked) {
        long needed = unpacked < 0 ? dictionary : Math.min(dictionary, unpacked);
        if (needed > LARGEST_DICTIONARY) {
            throw new FailureException(
                    TOO_LARGE,
                    "the xz data needs a window of more than %d MiB to decompress"
                            .formatted(LARGEST_DICTIONARY >> 20));
        }
        return (int) Math.max(needed, SMALLEST_DICTIONARY);
    }

    /// Whether the header agrees with what was found.
    boolean agrees(long packed, long unpacked) {
        return (packedBytes < 0 || packedBytes == packed)
                && (unpackedBytes < 0 || unpackedBytes == unpacked);
    }

    private static final class Reader {
        private final byte[] bytes;
        private final int end;
        private int at;

        Reader(byte[] bytes, int from, int end) {
            this.bytes = bytes;
            this.at = from;
            this.end = end;
        }

        boolean hasNext() {
            return at < end;
        }

        int next() throws IOException {
            if (at == end) {
                throw new IOException("its header is too short");
            }
            return bytes[at++] & 0xff;
        }

        long number() throws IOException {
            long number = 0;
            for (int shift = 0; shift < 63; shift += 7) {
                int next = next();
                number |= (next & 0x7fL) << shift;
                if (next < 0x80) {
                    return number;
                }
            }
            throw new IOException("its header has a number that is too long");
        }
    }
}
