package dev.interim.engine.codec;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the first bytes of data say about how they are compressed; names of files say nothing.
enum Format {
    /// RFC 1952.
    GZIP("\u001f\u008b"),
    /// Zstandard, RFC 8878; the second beginning is a frame to be skipped, as pzstd writes first.
    ZSTD("(\u00b5/\u00fd", Format.FIVE_X + "*M\u0018"),
    /// What bzip2 writes: the header, then a block or the end.
    BZIP2("BZh" + Format.DIGIT + "1AY&SY", "BZh" + Format.DIGIT + "\u0017rE8P\u0090"),
    /// The xz container.
    XZ("\u00fd7zXZ\0"),
    /// The LZ4 frame.
    LZ4("\u0004\"M\u0018"),
    /// A zip archive with something in it, or empty.
    ZIP("PK\u0003\u0004", "PK\u0005\u0006"),
    /// What compress writes; not read.
    COMPRESS("\u001f\u009d"),
    /// A 7z archive; not read.
    SEVEN_ZIP("7z\u00bc\u00af'\u001c"),
    /// A RAR archive; not read.
    RAR("Rar!\u001a\u0007");

    /// As many bytes as the longest beginning has.
    static final int LONGEST = 10;

    // In a beginning: any digit from 1 on, and any byte from 0x50 to 0x5f.
    private static final char DIGIT = '\u0100';
    private static final char FIVE_X = '\u0101';

    // A character for each byte; the list never changes.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> beginnings;

    Format(String... beginnings) {
        this.beginnings = List.of(beginnings);
    }

    /// As it stands in sentences.
    String label() {
        return switch (this) {
            case SEVEN_ZIP -> "7z";
            default -> name().toLowerCase(Locale.ROOT);
        };
    }

    /// How many bytes its window takes at most, or those that it works on at once; those of xz are
    /// known later.
    long windowBytes() {
        return switch (this) {
            case ZSTD, LZ4 -> 9L << 20;
            case BZIP2, ZIP -> 4L << 20;
            case GZIP -> 1L << 20;
            case XZ, COMPRESS, SEVEN_ZIP, RAR -> 0;
        };
    }

    /// The format that begins so, or `null` for none of them.
    static @Nullable Format of(byte[] bytes, int offset, int length) {
        for (Format format : values()) {
            for (String beginning : format.beginnings) {
                if (length >= beginning.length()
                        && agrees(beginning, bytes, offset, beginning.length())) {
                    return format;
                }
            }
        }
        return null;
    }

    /// Whether more bytes could turn this beginning into a known one.
    static boolean needsMore(byte[] bytes, int offset, int length) {
        for (Format format : values()) {
            for (String beginning : format.beginnings) {
                if (length < beginning.length() && agrees(beginning, bytes, offset, length)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean agrees(String beginning, byte[] bytes, int offset, int length) {
        for (int i = 0; i < length; i++) {
            if (!agrees(beginning.charAt(i), bytes[offset + i] & 0xff)) {
                return false;
            }
        }
        return true;
    }

    private static boolean agrees(char wanted, int found) {
        return switch (wanted) {
            case DIGIT -> found >= '1' && found <= '9';
            case FIVE_X -> found >> 4 == 5;
            default -> found == wanted;
        };
    }
}
