package dev.interim.engine.codec;

import java.util.Arrays;

/// Bytes put aside until enough of them are together.
final class Held {
    private static final int FIRST = 64;

    byte[] bytes = new byte[FIRST];
    int length;

    /// Moves waiting bytes in here until there are `wanted` of them; answers whether there are.
    boolean fill(Input in, int wanted) {
        int count = Math.min(wanted - length, in.waiting());
        if (count > 0) {
            reserve(length + count, wanted);
            System.arraycopy(in.buffer, in.from, bytes, length, count);
            in.from += count;
            length += count;
        }
        return length >= wanted;
    }

    /// Twice as much room when it is needed, so that a promised length alone takes no memory.
    private void reserve(int needed, int wanted) {
        if (needed > bytes.length) {
            int room =
                    (int) Math.min(Math.max(needed, bytes.length * 2L), Math.max(needed, wanted));
            bytes = Arrays.copyOf(bytes, room);
        }
    }

    void clear() {
        length = 0;
    }

    /// Forgets the first `count` bytes.
    void drop(int count) {
        length -= count;
        System.arraycopy(bytes, count, bytes, 0, length);
    }

    /// The byte at an index, 0 to 255.
    int at(int index) {
        return bytes[index] & 0xff;
    }

    /// The little-endian number of so many bytes.
    long number(int index, int count) {
        long number = 0;
        for (int i = 0; i < count; i++) {
            number |= (bytes[index + i] & 0xffL) << (Byte.SIZE * i);
        }
        return number;
    }
}
