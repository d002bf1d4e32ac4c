package dev.interim.engine.scan.json;

import dev.interim.engine.simd.Swar;

/// Finds where JSON objects end.
///
/// In lines it looks only for line ends, which cannot stand in a JSON string; else only at quotes,
/// brackets and braces. Whether what lies between is JSON, the scanner finds out: where something
/// stands between records that cannot stand there, a record ends, so that it is found soon. No
/// state: safe for any number of threads.
public final class JsonBoundaries {
    private static final long OPEN = Swar.pattern((byte) '{');
    private static final long CLOSED = Swar.pattern((byte) '}');
    private static final long QUOTE = Swar.pattern((byte) '"');

    /// What is not closed.
    public enum Open {
        /// All is closed.
        NOTHING,
        /// A string.
        STRING,
        /// A record.
        OBJECT,
        /// The array of all records.
        ARRAY
    }

    /// What is not closed, and where it was opened.
    ///
    /// @param place where it stands in the bytes; −1 where that is not in them
    public record Unclosed(Open what, int place) {}

    private final JsonStyle style;

    /// @param style how objects follow each other
    public JsonBoundaries(JsonStyle style) {
        this.style = style;
    }

    /// The end of the last whole record of `[from, to)`, or −1 when there is none.
    ///
    /// @param from not inside of a record
    public int lastRecordEnd(byte[] bytes, int from, int to) {
        if (style == JsonStyle.LINES) {
            int lineEnd = Swar.lastIndexOf(bytes, from, to, (byte) '\n');
            return lineEnd < 0 ? -1 : lineEnd + 1;
        }
        int last = -1;
        int at = from;
        while (at >= 0) {
            at = objectStart(bytes, at, to);
            if (at < to && bytes[at] != '{') {
                return at + 1;
            }
            at = at == to ? -1 : objectEnd(bytes, at, to);
            last = Math.max(last, at);
        }
        return last;
    }

    /// The end of the first record of `[from, to)`, or −1 when it is not whole.
    ///
    /// @param from not inside of a record
    public int firstRecordEnd(byte[] bytes, int from, int to) {
        if (style == JsonStyle.LINES) {
            int lineEnd = Swar.indexOf(bytes, from, to, (byte) '\n');
            return lineEnd == to ? -1 : lineEnd + 1;
        }
        int at = objectStart(bytes, from, to);
        if (at == to) {
            return -1;
        }
        return bytes[at] == '{' ? objectEnd(bytes, at, to) : at + 1;
    }

    /// What is open at the end of `[from, to)`, as far as no line ends it.
    ///
    /// @param from not inside of a record
    public Unclosed unclosed(byte[] bytes, int from, int to) {
        if (style == JsonStyle.LINES) {
            return new Unclosed(Open.NOTHING, -1);
        }
        int at = objectStart(bytes, from, to);
        while (at < to && bytes[at] == '{') {
            int end = objectEnd(bytes, at, to);
            if (end < 0) {
                int string = unclosedString(bytes, at, to);
                return string < 0
                        ? new Unclosed(Open.OBJECT, at)
                        : new Unclosed(Open.STRING, string);
            }
            at = objectStart(bytes, end, to);
        }
        boolean isOpen = style == JsonStyle.ARRAY && at == to && !endsArray(bytes, from, to);
        return new Unclosed(isOpen ? Open.ARRAY : Open.NOTHING, -1);
    }

    /// Whether the last byte that is not blank closes the array; between records there is nothing
    /// else that looks like it.
    private static boolean endsArray(byte[] bytes, int from, int to) {
        int at = to - 1;
        while (at >= from && JsonText.isBlank(bytes[at])) {
            at--;
        }
        return at >= from && bytes[at] == ']';
    }

    /// The first byte that may not stand between two records, or `to`: mostly a brace.
    private static int objectStart(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && isBetween(bytes[at])) {
            at++;
        }
        return at;
    }

    private static boolean isBetween(byte value) {
        return value == ',' || value == '[' || value == ']' || JsonText.isBlank(value);
    }

    /// The place behind the object whose brace is at `from`, or −1 when it is not closed.
    ///
    /// Only braces are counted: where brackets do not match them, that is for the scanner.
    private static int objectEnd(byte[] bytes, int from, int to) {
        int depth = 0;
        int at = from;
        while (at < to) {
            at = interesting(bytes, at, to);
            if (at == to) {
                return -1;
            }
            if (bytes[at] == '"') {
                at = behindString(bytes, at + 1, to);
                if (at < 0) {
                    return -1;
                }
            } else {
                depth += bytes[at] == '{' ? 1 : -1;
                at++;
                if (depth == 0) {
                    return at;
                }
            }
        }
        return -1;
    }

    private static int unclosedString(byte[] bytes, int from, int to) {
        int at = interesting(bytes, from, to);
        while (at < to) {
            int end = bytes[at] == '"' ? behindString(bytes, at + 1, to) : at + 1;
            if (end < 0) {
                return at;
            }
            at = interesting(bytes, end, to);
        }
        return -1;
    }

    /// The next quote or brace of `[from, to)`, or `to`.
    private static int interesting(byte[] bytes, int from, int to) {
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long word = Swar.word(bytes, at);
            long found =
                    Swar.matches(word, QUOTE)
                            | Swar.matches(word, OPEN)
                            | Swar.matches(word, CLOSED);
            if (found != 0) {
                return at + Swar.first(found);
            }
        }
        while (at < to && bytes[at] != '"' && bytes[at] != '{' && bytes[at] != '}') {
            at++;
        }
        return at;
    }

    /// The place behind the closing quote of the string whose text starts at `from`, or −1 when it
    /// is not closed.
    private static int behindString(byte[] bytes, int from, int to) {
        int at = JsonText.special(bytes, from, to);
        while (at < to && bytes[at] != '"') {
            at = JsonText.special(bytes, at + (bytes[at] == '\\' ? 2 : 1), to);
        }
        return at < to ? at + 1 : -1;
    }
}
