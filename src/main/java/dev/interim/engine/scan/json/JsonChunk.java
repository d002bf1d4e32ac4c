package dev.interim.engine.scan.json;

import dev.interim.engine.batch.Faults;
import dev.interim.engine.simd.Swar;

/// The bytes that are being scanned, and what is wrong with them where they are no JSON.
///
/// Whoever finds something wrong notes it here and passes on that the record is `MALFORMED`. One
/// owner.
final class JsonChunk {
    private static final int MALFORMED = JsonText.MALFORMED;

    private final JsonStyle style;
    private byte[] bytes = new byte[0];
    private int to;
    private long base;
    private Faults faults = new Faults();

    // of the record that turned out to be malformed
    private int problemAt;
    private int resumeAt;
    private String problem = "";

    /// @param style how the objects follow each other
    JsonChunk(JsonStyle style) {
        this.style = style;
    }

    /// Starts with other bytes.
    ///
    /// @param end where they end
    /// @param start the offset in the data of `text[0]`
    void start(byte[] text, int end, long start, Faults noted) {
        bytes = text;
        to = end;
        base = start;
        faults = noted;
    }

    byte[] bytes() {
        return bytes;
    }

    /// The byte at that place, 0 where the chunk has ended.
    byte byteAt(int at) {
        return at < to ? bytes[at] : 0;
    }

    /// Whether the chunk ends in front of that place.
    boolean isEnd(int at) {
        return at >= to;
    }

    /// The first byte at or behind `from` that is not blank; a line end is none in lines.
    int blanks(int from) {
        int at = from;
        while (at < to
                && bytes[at] <= ' '
                && JsonText.isBlank(bytes[at])
                && (bytes[at] != '\n' || style != JsonStyle.LINES)) {
            at++;
        }
        return at;
    }

    /// The first byte at or behind `from` that may not stand between two records: besides blanks a
    /// record separator (RFC 7464) and a byte order mark may, which joined files bring.
    int between(int from) {
        int at = from;
        while (at < to && bytes[at] <= ' ') {
            int next = JsonText.behindFiller(bytes, at, to);
            if (next == at || (bytes[at] == '\n' && style == JsonStyle.LINES)) {
                return at;
            }
            at = next;
        }
        return at;
    }

    /// The first quote, backslash or control character at or behind `from`.
    int special(int from) {
        return JsonText.special(bytes, from, to);
    }

    /// The place behind the closing quote of the string whose text starts at `from`, or
    /// `MALFORMED`.
    int behindString(int from) {
        int at = special(from);
        while (byteAt(at) == '\\') {
            // a line may end behind a backslash
            if (byteAt(at + 1) >= 0 && byteAt(at + 1) < ' ') {
                return malformed(at, "a broken escape");
            }
            at = special(at + 2);
        }
        if (byteAt(at) == '"') {
            return at + 1;
        }
        return at < to && bytes[at] != '\n'
                ? malformed(at, "a control character in a string")
                : malformed(from - 1, "an unclosed string");
    }

    /// Resolves the escapes of `[from, quote)` in place; answers the new end, or `MALFORMED`.
    ///
    /// @param what what is wrong where an escape is broken
    int unescape(int from, int quote, String what) {
        int end = JsonText.unescape(bytes, from, quote, base, faults);
        return end == MALFORMED ? malformed(from, what, quote) : end;
    }

    /// The place behind the number that starts at `from`, or `MALFORMED`.
    int behindNumber(int from) {
        if (bytes[from] == '-' && byteAt(from + 1) == 'I') {
            return behindWord("-Infinity", from);
        }
        int end = JsonText.numberEnd(bytes, from, to);
        return end == MALFORMED ? malformed(from, "a malformed number") : end;
    }

    /// The place behind the word that has to stand at `from`, or `MALFORMED`.
    int behindWord(String word, int from) {
        for (int i = 0; i < word.length(); i++) {
            if (byteAt(from + i) != word.charAt(i)) {
                return malformed(from, "expected a value");
            }
        }
        return from + word.length();
    }

    /// Notes what is wrong.
    int malformed(int at, String what) {
        return malformed(at, what, at);
    }

    /// Notes what is wrong.
    ///
    /// @param resume from where on no bytes have been changed: a line end that was written there is
    ///   no end of a record
    int malformed(int at, String what, int resume) {
        problemAt = at;
        var foreign = Lookalikes.named(bytes, at, to);
        problem = foreign == null ? what : foreign;
        resumeAt = resume;
        return MALFORMED;
    }

    /// What was noted last.
    String problem() {
        return problem + " at byte " + (base + problemAt);
    }

    /// Counts the value that starts at `start` as malformed.
    void count(int start) {
        faults.malformedRow(
                base + start,
                () -> "is no JSON object: expected an object at byte " + (base + start));
    }

    /// Counts the line that starts at `start` as malformed; answers where it ends.
    int leaveOut(int start) {
        faults.malformedRow(base + start, () -> "is no JSON object: " + problem());
        return Swar.indexOf(bytes, resumeAt, to, (byte) '\n');
    }
}
