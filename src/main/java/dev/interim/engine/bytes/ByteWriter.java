package dev.interim.engine.bytes;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Writes numbers and bytes one behind the other, most significant byte first. One owner.
public final class ByteWriter {
    private ByteBuffer buffer = ByteBuffer.allocate(4096);

    /// Nothing is written yet.
    public ByteWriter() {}

    /// Writes a truth value in one byte.
    public void flag(boolean value) {
        room(1).put((byte) (value ? 1 : 0));
    }

    /// Writes the lowest eight bits of a number.
    public void octet(int value) {
        room(1).put((byte) value);
    }

    /// Writes a number of 32 bits.
    public void integer(int value) {
        room(Integer.BYTES).putInt(value);
    }

    /// Writes a number of 64 bits.
    public void number(long value) {
        room(Long.BYTES).putLong(value);
    }

    /// Writes so many numbers of 64 bits, without their count.
    public void numbers(long[] values, int count) {
        for (int i = 0; i < count; i++) {
            number(values[i]);
        }
    }

    /// Writes a floating-point number, bit by bit.
    public void real(double value) {
        room(Double.BYTES).putDouble(value);
    }

    /// Writes so many floating-point numbers, without their count.
    public void reals(double[] values, int count) {
        for (int i = 0; i < count; i++) {
            real(values[i]);
        }
    }

    /// Writes how many bytes follow, and the bytes.
    public void bytes(byte[] value) {
        integer(value.length);
        room(value.length).put(value);
    }

    private ByteBuffer room(int more) {
        if (buffer.remaining() < more) {
            int least = Math.addExact(buffer.position(), more);
            int doubled = (int) Math.min(Integer.MAX_VALUE - 8L, 2L * buffer.capacity());
            var larger = ByteBuffer.allocate(Math.max(least, doubled));
            buffer = larger.put(buffer.flip());
        }
        return buffer;
    }

    /// How many bytes were written.
    public int size() {
        return buffer.position();
    }

    /// All that was written.
    public byte[] written() {
        return Arrays.copyOf(buffer.array(), buffer.position());
    }
}
