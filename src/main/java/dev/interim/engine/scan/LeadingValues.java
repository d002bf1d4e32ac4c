package dev.interim.engine.scan;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// The values with which a JSON array starts in front of its first object.
final class LeadingValues {
    /// Where there is no object within so many bytes, the array is taken to have none.
    private static final int MAX_BYTES = 64 * 1024;

    private static final Pattern VALUE =
            Pattern.compile(
                    "(?:\"(?:[^\"\\\\\n]|\\\\[^\n])*+\"|null|true|false|NaN|-?Infinity"
                            + "|-?[0-9]++(?:\\.[0-9]++)?+(?:[eE][+-]?[0-9]++)?+)[ \t\r\n]*+");

    /// What stands behind them.
    enum Next {
        /// An object, or an array.
        OBJECT,
        /// The end of the array, or so many values that there is none.
        NO_OBJECT,
        /// Nothing that could stand in an array.
        NO_JSON,
        /// More bytes are needed.
        UNKNOWN
    }

    private final String text;
    private final boolean isAll;

    /// @param from where the first value starts
    LeadingValues(byte[] head, int from, int length, boolean isWhole) {
        int end = Math.min(length, from + MAX_BYTES);
        text = new String(head, from, end - from, StandardCharsets.ISO_8859_1);
        isAll = isWhole || end < length;
    }

    /// What stands behind the values, as far as these bytes go.
    // hitEnd is asked whether more bytes could match, which is what it is for.
    @SuppressWarnings("JdkObsolete")
    Next followedBy() {
        var values = VALUE.matcher(text);
        int at = 0;
        while (at < text.length() && text.charAt(at) != '{') {
            if (text.charAt(at) == '[') {
                return Next.NO_OBJECT;
            }
            values.region(at, text.length());
            if (!values.lookingAt()) {
                return values.hitEnd() ? atEnd() : Next.NO_JSON;
            }
            at = values.end();
            if (at < text.length() && text.charAt(at) == ']') {
                return Next.NO_OBJECT;
            }
            if (at < text.length() && text.charAt(at) != ',') {
                return Next.NO_JSON;
            }
            at = behindComma(at);
        }
        return at < text.length() ? Next.OBJECT : atEnd();
    }

    private Next atEnd() {
        return isAll ? Next.NO_OBJECT : Next.UNKNOWN;
    }

    private int behindComma(int comma) {
        int at = Math.min(comma + 1, text.length());
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
        return at;
    }
}
