package dev.interim.engine.scan.json;

import dev.interim.engine.batch.Faults;
import dev.interim.engine.simd.Swar;

/// Strings and numbers of JSON (RFC 8259), found and resolved in their bytes. No state.
final class JsonText {
    /// What the methods answer where the bytes are not JSON.
    static final int MALFORMED = -1;

    /// Stands before each record of a JSON text sequence (RFC 7464).
    private static final byte SEPARATOR = 0x1E;

    private static final long QUOTE = Swar.pattern((byte) '"');
    private static final long ESCAPE = Swar.pattern((byte) '\\');
    private static final long BLANK = Swar.pattern((byte) ' ');
    private static final long ONES = Swar.pattern((byte) 1);
    private static final long HIGH_BITS = Swar.pattern((byte) 0x80);
    private static final int REPLACEMENT = 0xFFFD;

    private JsonText() {}

    static boolean isBlank(byte value) {
        return value == ' ' || value == '\n' || value == '\r' || value == '\t';
    }

    /// Whether a value that is no object starts with this byte.
    static boolean startsOther(byte first) {
        return switch (first) {
            case '"', '[', 't', 'f', 'n', 'N', 'I', '-' -> true;
            default -> first >= '0' && first <= '9';
        };
    }

    /// The place behind the blank, record separator or byte order mark at `at`; `at` when none of
    /// them stands there.
    static int behindFiller(byte[] bytes, int at, int to) {
        if (isBlank(bytes[at]) || bytes[at] == SEPARATOR) {
            return at + 1;
        }
        boolean isMark =
                at + 2 < to
                        && bytes[at] == (byte) 0xEF
                        && bytes[at + 1] == (byte) 0xBB
                        && bytes[at + 2] == (byte) 0xBF;
        return isMark ? at + 3 : at;
    }

    /// The first quote, backslash or control character of `[from, to)`, or `to`.
    static int special(byte[] bytes, int from, int to) {
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long found = specials(Swar.word(bytes, at));
            if (found != 0) {
                return at + Swar.first(found);
            }
        }
        while (at < to && !isSpecial(bytes[at])) {
            at++;
        }
        return Math.min(at, to);
    }

    private static boolean isSpecial(byte value) {
        return value == '"' || value == '\\' || (value >= 0 && value < ' ');
    }

    /// The high bit set at the first special character; what is behind it is not to be relied on,
    /// because a borrow goes only upwards.
    private static long specials(long word) {
        long quote = word ^ QUOTE;
        long escape = word ^ ESCAPE;
        return (((quote - ONES) & ~quote) | ((escape - ONES) & ~escape) | ((word - BLANK) & ~word))
                & HIGH_BITS;
    }

    /// The place behind the number that starts at `from`, or [#MALFORMED].
    static int numberEnd(byte[] bytes, int from, int to) {
        int whole = bytes[from] == '-' ? from + 1 : from;
        int at = digitsEnd(bytes, whole, to);
        if (at == whole || (bytes[whole] == '0' && at > whole + 1)) {
            return MALFORMED;
        }
        if (at < to && bytes[at] == '.') {
            int fraction = at + 1;
            at = digitsEnd(bytes, fraction, to);
            if (at == fraction) {
                return MALFORMED;
            }
        }
        return at < to && (bytes[at] | 0x20) == 'e' ? exponentEnd(bytes, at + 1, to) : at;
    }

    private static int exponentEnd(byte[] bytes, int from, int to) {
        boolean isSigned = from < to && (bytes[from] == '+' || bytes[from] == '-');
        int digits = isSigned ? from + 1 : from;
        int end = digitsEnd(bytes, digits, to);
        return end == digits ? MALFORMED : end;
    }

    private static int digitsEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at;
    }

    /// Resolves the escapes of `[from, to)` in place; answers the new end, or [#MALFORMED].
    ///
    /// Half of a surrogate pair becomes U+FFFD and is recorded. What is resolved is never longer
    /// than what stood there.
    ///
    /// @param base the offset in the data of `bytes[0]`
    static int unescape(byte[] bytes, int from, int to, long base, Faults faults) {
        int read = from;
        int write = from;
        while (read < to) {
            if (bytes[read] != '\\') {
                bytes[write++] = bytes[read++];
                continue;
            }
            byte code = read + 1 < to ? bytes[read + 1] : 0;
            if (code == 'u') {
                int unit = unit(bytes, read, to);
                if (unit < 0) {
                    return MALFORMED;
                }
                int low = Character.isHighSurrogate((char) unit) ? unit(bytes, read + 6, to) : -1;
                boolean isPair = low >= 0 && Character.isLowSurrogate((char) low);
                if (!isPair && Character.isSurrogate((char) unit)) {
                    faults.invalidText(base + read);
                    unit = REPLACEMENT;
                }
                int codePoint = isPair ? Character.toCodePoint((char) unit, (char) low) : unit;
                write = encode(bytes, write, codePoint);
                read += isPair ? 12 : 6;
            } else {
                byte value = simple(code);
                if (value == 0) {
                    return MALFORMED;
                }
                bytes[write++] = value;
                read += 2;
            }
        }
        return write;
    }

    private static byte simple(byte code) {
        return switch (code) {
            case '"', '\\', '/' -> code;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> 0;
        };
    }

    /// The sixteen bits of the escape that starts at `from`, −1 when it is none.
    private static int unit(byte[] bytes, int from, int to) {
        if (from + 6 > to || bytes[from] != '\\' || bytes[from + 1] != 'u') {
            return -1;
        }
        int unit = 0;
        for (int at = from + 2; at < from + 6; at++) {
            int digit = bytes[at] < 0 ? -1 : Character.digit(bytes[at], 16);
            if (digit < 0) {
                return -1;
            }
            unit = (unit << 4) | digit;
        }
        return unit;
    }

    private static int encode(byte[] bytes, int at, int codePoint) {
        if (codePoint < 0x80) {
            bytes[at] = (byte) codePoint;
            return at + 1;
        }
        int length = codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
        int rest = codePoint;
        for (int i = length - 1; i > 0; i--) {
            bytes[at + i] = (byte) (0x80 | (rest & 0x3F));
            rest >>>= 6;
        }
        bytes[at] = (byte) ((0xF00 >> length) | rest);
        return at + length;
    }
}
