package dev.interim.engine.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// What the local header of a member of a zip archive says.
///
/// @param name as it stands in the archive
/// @param method how it is packed
/// @param hasDescriptor whether lengths and checksum follow the data instead
/// @param isLong whether lengths have 64 bits
/// @param packed how long its data is, 0 when that follows
/// @param unpacked how much comes out of it, 0 when that follows
record ZipMember(
        String name,
        int method,
        boolean hasDescriptor,
        boolean isLong,
        long checksum,
        long packed,
        long unpacked) {
    /// Before the first.
    static final ZipMember NONE = new ZipMember("", 0, false, false, 0, 0, 0);

    static final int STORED = 0;
    static final int DEFLATED = 8;

    /// The bytes of a header without name and extra data, and without its beginning.
    static final int FIXED_BYTES = 26;

    private static final int ENCRYPTED = 1;
    private static final int HAS_DESCRIPTOR = 1 << 3;
    private static final int IS_UTF_8 = 1 << 11;
    private static final long IN_EXTRA = 0xffff_ffffL;
    private static final int LONG_LENGTHS = 1;

    /// How many bytes of name and extra data follow these fixed ones.
    static int variableBytes(Held fixed) {
        return (int) (fixed.number(22, 2) + fixed.number(24, 2));
    }

    /// Reads a header that is all there.
    ///
    /// @throws IOException with what is wrong with it
    static ZipMember parse(Held header) throws IOException {
        int flags = (int) header.number(2, 2);
        int nameBytes = (int) header.number(22, 2);
        String name = name(header.bytes, nameBytes, (flags & IS_UTF_8) != 0);
        if ((flags & ENCRYPTED) != 0) {
            throw new IOException("its member " + name + " is encrypted");
        }
        long packed = header.number(14, 4);
        long unpacked = header.number(18, 4);
        int extra = extra(header, FIXED_BYTES + nameBytes);
        boolean isLong = extra >= 0;
        if (isLong && header.number(extra + 2, 2) >= 2 * Long.BYTES) {
            unpacked = unpacked == IN_EXTRA ? header.number(extra + 4, Long.BYTES) : unpacked;
            packed = packed == IN_EXTRA ? header.number(extra + 12, Long.BYTES) : packed;
        }
        if (packed < 0 || unpacked < 0) {
            throw new IOException("a length is too long");
        }
        return new ZipMember(
                name,
                (int) header.number(4, 2),
                (flags & HAS_DESCRIPTOR) != 0,
                isLong,
                header.number(10, 4),
                packed,
                unpacked);
    }

    /// Where the extra field with long lengths begins, −1 when there is none.
    private static int extra(Held header, int from) {
        int at = from;
        while (at + 4 <= header.length) {
            int bytes = 4 + (int) header.number(at + 2, 2);
            if (at + bytes > header.length) {
                return -1;
            }
            if (header.number(at, 2) == LONG_LENGTHS) {
                return at;
            }
            at += bytes;
        }
        return -1;
    }

    private static String name(byte[] bytes, int length, boolean isUtf8) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, FIXED_BYTES, length))
                    .toString();
        } catch (CharacterCodingException e) {
            var charset = isUtf8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
            return new String(bytes, FIXED_BYTES, length, charset);
        }
    }

    /// Whether it holds no data: a directory, or what macOS puts beside files.
    boolean isAside() {
        return name.endsWith("/") || name.startsWith("__MACOSX/") || name.endsWith(".DS_Store");
    }

    /// Whether what follows tells that the archive is a document or a program.
    boolean isOfADocument() {
        return name.equals("[Content_Types].xml")
                || name.equals("mimetype")
                || name.startsWith("META-INF/");
    }
}
