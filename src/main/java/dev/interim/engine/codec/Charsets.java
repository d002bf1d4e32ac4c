package dev.interim.engine.codec;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The charsets that text may be written in, and which of them it is when nobody says.
public final class Charsets {
    /// What is assumed of text that is not UTF-8 and may be in a western charset.
    static final Charset WESTERN = Charset.forName("windows-1252");

    /// Without a state that goes on from one character to the next, so that a damaged one damages
    /// no other.
    private static final List<String> NAMES =
            List.of(
                    "utf-8",
                    "utf-16",
                    "utf-16le",
                    "utf-16be",
                    "utf-32",
                    "us-ascii",
                    "iso-8859-1",
                    "iso-8859-2",
                    "iso-8859-3",
                    "iso-8859-4",
                    "iso-8859-5",
                    "iso-8859-6",
                    "iso-8859-7",
                    "iso-8859-8",
                    "iso-8859-9",
                    "iso-8859-13",
                    "iso-8859-15",
                    "iso-8859-16",
                    "windows-1250",
                    "windows-1251",
                    "windows-1252",
                    "windows-1253",
                    "windows-1254",
                    "windows-1255",
                    "windows-1256",
                    "windows-1257",
                    "windows-1258",
                    "koi8-r",
                    "koi8-u",
                    "ibm437",
                    "ibm850",
                    "ibm852",
                    "ibm866",
                    "x-macroman",
                    "tis-620",
                    "shift_jis",
                    "windows-31j",
                    "euc-jp",
                    "gbk",
                    "gb18030",
                    "big5",
                    "euc-kr");

    private static final int MOST_WESTERN_PERCENT = 25;
    private static final int MOST_ASCII_COUNTED = 4096;

    private Charsets() {}

    /// The names by which charsets are chosen.
    public static List<String> names() {
        return NAMES.stream().filter(Charset::isSupported).toList();
    }

    /// The charset of that name in any case, `null` where it is not one of [#names()].
    public static @Nullable Charset named(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return NAMES.contains(lower) && Charset.isSupported(lower) ? Charset.forName(lower) : null;
    }

    /// The charset that a media type names (`text/csv; charset=…`), `null` for none of ours.
    static @Nullable Charset ofMediaType(@Nullable String mediaType) {
        if (mediaType == null) {
            return null;
        }
        for (String parameter : mediaType.split(";", -1)) {
            String[] parts = parameter.strip().split("=", 2);
            if (parts.length == 2 && parts[0].strip().equalsIgnoreCase("charset")) {
                return named(parts[1].strip().replace("\"", ""));
            }
        }
        return null;
    }

    /// What a byte order mark says, `null` without one. That of UTF-8 says UTF-8.
    static @Nullable Charset ofMark(byte[] bytes, int length) {
        if (begins(bytes, length, 0xEF, 0xBB, 0xBF)) {
            return StandardCharsets.UTF_8;
        }
        if (begins(bytes, length, 0xFF, 0xFE, 0, 0)) {
            return StandardCharsets.UTF_32LE;
        }
        if (begins(bytes, length, 0xFF, 0xFE)) {
            return StandardCharsets.UTF_16LE;
        }
        return begins(bytes, length, 0xFE, 0xFF) ? StandardCharsets.UTF_16BE : null;
    }

    private static boolean begins(byte[] bytes, int length, int... mark) {
        if (length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xff) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    /// How long the character of UTF-8 is that this byte begins, 1 where it begins none.
    static int lengthOfUtf8(byte first) {
        int ones = Integer.numberOfLeadingZeros(~first << (Integer.SIZE - Byte.SIZE));
        return ones < 2 || ones > 4 ? 1 : ones;
    }

    /// Whether the first byte begins a character beyond ASCII, which is whole, in UTF-8.
    static boolean startsUtf8(byte[] bytes, int length) {
        int wanted = lengthOfUtf8(bytes[0]);
        return wanted > 1 && wanted <= length && isUtf8(bytes, wanted);
    }

    /// Whether the text is UTF-8, or would be without some damage: more of its characters beyond
    /// ASCII are right than wrong.
    static boolean isUtf8(byte[] bytes, int length) {
        var decoder =
                StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
        var from = ByteBuffer.wrap(bytes, 0, length);
        var to = CharBuffer.allocate(length);
        long invalid = 0;
        // What is left over is a character that was cut.
        for (var result = decoder.decode(from, to, false);
                result.isError();
                result = decoder.decode(from, to, false)) {
            from.position(from.position() + result.length());
            invalid++;
        }
        long valid = to.flip().chars().filter(character -> character >= 0x80).count();
        return invalid == 0 || valid > invalid;
    }

    /// Whether the text, which is not UTF-8, may be in [#WESTERN]: no control characters, none of
    /// the five bytes that stand for nothing there, and not more than a quarter beyond ASCII.
    ///
    /// @param asciiBefore how many bytes came before that were all ASCII
    static boolean isWestern(byte[] bytes, int length, long asciiBefore) {
        int beyond = 0;
        for (int i = 0; i < length; i++) {
            byte value = bytes[i];
            if (value < 0) {
                beyond++;
            }
            if (isControl(value) || isUndefined(value & 0xff)) {
                return false;
            }
        }
        long all = length + Math.min(asciiBefore, MOST_ASCII_COUNTED);
        return beyond * 100L <= all * MOST_WESTERN_PERCENT;
    }

    private static boolean isControl(byte value) {
        boolean isBlank = value >= '\t' && value <= '\r';
        return value >= 0 && value < ' ' && !isBlank;
    }

    private static boolean isUndefined(int value) {
        return switch (value) {
            case 0x81, 0x8D, 0x8F, 0x90, 0x9D -> true;
            default -> false;
        };
    }
}
