package dev.interim.engine.codec;

import org.jspecify.annotations.Nullable;

/// What the first bytes of data say about how they are compressed; names of files say nothing.
enum Format {
    /// RFC 1952.
    GZIP("\u001f\u008b"),
    /// Zstandard, RFC 8878.
    ZSTD("(\u00b5/\u00fd"),
    /// The xz container.
    XZ("\u00fd7zXZ\0"),
    /// The LZ4 frame.
    LZ4("\u0004\"M\u0018"),
    /// A zip archive with something in it.
    ZIP("PK\u0003\u0004");

    /// As many bytes as the longest beginning has.
    static final int LONGEST = 6;

    // A character for each byte.
    private final String beginning;

    Format(String beginning) {
        this.beginning = beginning;
    }

    /// The format that begins so, or `null` for none of them.
    static @Nullable Format of(byte[] bytes, int offset, int length) {
        for (Format format : values()) {
            if (length >= format.beginning.length()
                    && format.agrees(bytes, offset, format.beginning.length())) {
                return format;
            }
        }
        return null;
    }

    /// Whether more bytes could turn this beginning into a known one.
    static boolean needsMore(byte[] bytes, int offset, int length) {
        for (Format format : values()) {
            if (length < format.beginning.length() && format.agrees(bytes, offset, length)) {
                return true;
            }
        }
        return false;
    }

    private boolean agrees(byte[] bytes, int offset, int length) {
        for (int i = 0; i < length; i++) {
            if ((bytes[offset + i] & 0xff) != beginning.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
