package dev.interim.engine.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;

/// Gzip data for tests.
final class Gzip {
    private static final int FIXED_BYTES = 10;

    private Gzip() {}

    /// Text that compresses as data does.
    static byte[] text(int length) {
        var text = new StringBuilder(length + 40);
        for (int row = 0; text.length() < length; row++) {
            text.append(row * 7_919L % 100_003).append(",value ").append(row % 13).append('\n');
        }
        text.setLength(length);
        return text.toString().getBytes(UTF_8);
    }

    /// One member.
    static byte[] of(byte[] content) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /// One member of zeros.
    static byte[] zeros(int length) {
        var out = new ByteArrayOutputStream();
        byte[] block = new byte[1 << 20];
        try (var gzip = new GZIPOutputStream(out)) {
            for (int written = 0; written < length; written += block.length) {
                gzip.write(block);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /// One member whose header has extra data, a name, a comment and a checksum.
    static byte[] withEveryField(byte[] content) {
        return withEveryField(content, new byte[] {1, 0, 3, 0, 5});
    }

    /// The same with other extra data.
    static byte[] withEveryField(byte[] content, byte[] extra) {
        byte[] plain = of(content);
        var head = new ByteArrayOutputStream();
        head.write(plain, 0, FIXED_BYTES);
        head.writeBytes(new byte[] {(byte) extra.length, (byte) (extra.length >> 8)});
        head.writeBytes(extra);
        head.writeBytes("name.csv\0a comment\0".getBytes(UTF_8));
        byte[] header = head.toByteArray();
        header[3] = 0x1e;
        var checksum = new CRC32();
        checksum.update(header);
        byte[] two = {(byte) checksum.getValue(), (byte) (checksum.getValue() >> 8)};
        byte[] rest = java.util.Arrays.copyOfRange(plain, FIXED_BYTES, plain.length);
        return join(header, two, rest);
    }

    /// One after the other.
    static byte[] join(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
