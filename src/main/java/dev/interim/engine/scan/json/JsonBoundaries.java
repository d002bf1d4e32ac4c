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
        /// An array that stands where a record does.
        ROW,
        /// The array of all records.
        ARRAY,
        /// The object around the array of all records.
        WRAPPER
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
        if (isTail(bytes, from, to)) {
            return JsonTail.lastCut(bytes, from, to);
        }
        var elements = new JsonElements(style, bytes, from, to);
        int last = -1;
        while (elements.next()) {
            if (elements.isForeign()) {
                return elements.end();
            }
            if (elements.end() < 0) {
                return last;
            }
            last = elements.end();
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
        if (isTail(bytes, from, to)) {
            return JsonTail.lastCut(bytes, from, to);
        }
        var elements = new JsonElements(style, bytes, from, to);
        return elements.next() ? elements.end() : -1;
    }

    private boolean isTail(byte[] bytes, int from, int to) {
        return style == JsonStyle.WRAPPED && JsonTail.is(bytes, from, to);
    }

    /// What is open at the end of `[from, to)`, as far as no line ends it.
    ///
    /// @param from not inside of a record
    public Unclosed unclosed(byte[] bytes, int from, int to) {
        if (style == JsonStyle.LINES) {
            return new Unclosed(Open.NOTHING, -1);
        }
        if (isTail(bytes, from, to)) {
            return wrapper(bytes, from, to);
        }
        var elements = new JsonElements(style, bytes, from, to);
        while (elements.next()) {
            if (elements.isForeign()) {
                return new Unclosed(Open.NOTHING, -1);
            }
            if (elements.end() < 0) {
                return unclosed(bytes, elements.start(), to, elements.isInArray());
            }
        }
        if (style == JsonStyle.WRAPPED && !elements.isInArray()) {
            return wrapper(bytes, from, to);
        }
        return new Unclosed(elements.isInArray() ? Open.ARRAY : Open.NOTHING, -1);
    }

    private static Unclosed wrapper(byte[] bytes, int from, int to) {
        return new Unclosed(JsonTail.isClosed(bytes, from, to) ? Open.NOTHING : Open.WRAPPER, -1);
    }

    /// What is open of the record that starts at `start`; a word ends with the data.
    private static Unclosed unclosed(byte[] bytes, int start, int to, boolean isInArray) {
        int string = unclosedString(bytes, start, to);
        if (string >= 0) {
            return new Unclosed(Open.STRING, string);
        }
        if (bytes[start] == '{' || bytes[start] == '[') {
            return new Unclosed(bytes[start] == '{' ? Open.OBJECT : Open.ROW, start);
        }
        return new Unclosed(isInArray ? Open.ARRAY : Open.NOTHING, -1);
    }

    /// The place behind the object whose brace is at `from`, or −1 when it is not closed.
    ///
    /// Only braces are counted: where brackets do not match them, that is for the scanner.
    static int objectEnd(byte[] bytes, int from, int to) {
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
    static int behindString(byte[] bytes, int from, int to) {
        int at = JsonText.special(bytes, from, to);
        while (at < to && bytes[at] != '"') {
            at = JsonText.special(bytes, at + (bytes[at] == '\\' ? 2 : 1), to);
        }
        return at < to ? at + 1 : -1;
    }
}
