package dev.interim.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Writes values as bytes into a buffer, and the buffer into a stream. One owner.
final class RowWriter implements AutoCloseable {
    private static final int FLUSH_AT = 1 << 20;

    private final OutputStream out;
    private final byte[] buffer = new byte[FLUSH_AT + 64 * 1024];
    private int size;
    private long flushed;

    RowWriter(OutputStream out) {
        this.out = out;
    }

    /// How many bytes were written.
    long written() {
        return flushed + size;
    }

    RowWriter text(byte[] bytes) {
        System.arraycopy(bytes, 0, buffer, size, bytes.length);
        size += bytes.length;
        return this;
    }

    RowWriter text(String ascii) {
        return text(ascii.getBytes(StandardCharsets.UTF_8));
    }

    RowWriter sign(char ascii) {
        buffer[size++] = (byte) ascii;
        return this;
    }

    RowWriter number(long value) {
        if (value < 0) {
            sign('-');
            return number(-value);
        }
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        padded(value, digits);
        return this;
    }

    /// A number in hundredths, as `12.05`.
    RowWriter hundredths(long value) {
        number(value / 100).sign('.');
        padded(Math.abs(value % 100), 2);
        return this;
    }

    /// A number in tenths, as `-3.5`.
    RowWriter tenths(long value) {
        if (value < 0) {
            sign('-');
        }
        long magnitude = Math.abs(value);
        return number(magnitude / 10).sign('.').number(magnitude % 10);
    }

    /// Digits with leading zeros.
    RowWriter padded(long value, int digits) {
        long rest = value;
        for (int at = size + digits - 1; at >= size; at--) {
            buffer[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += digits;
        return this;
    }

    /// Ends a row.
    void end() throws IOException {
        buffer[size++] = '\n';
        if (size >= FLUSH_AT) {
            flush();
        }
    }

    private void flush() throws IOException {
        out.write(buffer, 0, size);
        flushed += size;
        size = 0;
    }

    @Override
    public void close() throws IOException {
        flush();
        out.close();
    }
}
