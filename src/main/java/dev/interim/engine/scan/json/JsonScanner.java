package dev.interim.engine.scan.json;

import dev.interim.engine.batch.Batch;
import dev.interim.engine.batch.Faults;
import dev.interim.engine.batch.Kind;
import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.scan.value.InstantParser;
import dev.interim.engine.scan.value.NullTokens;
import dev.interim.engine.scan.value.Utf8;
import dev.interim.engine.scan.value.ValueParser;
import dev.interim.engine.simd.Swar;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Fills batches from JSON objects (RFC 8259).
///
/// Each object is a record. Objects in it become columns with dotted names (`address.city`); of an
/// array the number of its elements becomes a column (`tags.length`). Numbers, truth values and
/// null are what they are written as; a string is text, or a date when it looks like one. A key
/// that is not there has no value, nor has one whose object is empty. Of two equal keys in one
/// object the last counts.
///
/// In lines, a line that holds no object is malformed and left out. Elsewhere nobody can say where
/// the next record would start, so there the batch ends with a failure.
///
/// One owner; escapes are resolved in place, so a chunk can be scanned once.
public final class JsonScanner {
    private static final int LONGEST_PATH = 1_000;
    private static final int MALFORMED = JsonText.MALFORMED;
    private static final long ZEROS = Swar.pattern((byte) '0');
    private static final long NOT_A_DIGIT = Swar.pattern((byte) 0x76);
    private static final long LOW_SEVEN = Swar.pattern((byte) 0x7F);

    private static final byte NULL = Kind.NULL.code();
    private static final byte TEXT = Kind.TEXT.code();
    private static final byte BOOLEAN = Kind.BOOLEAN.code();
    private static final byte INTEGER = Kind.INTEGER.code();
    private static final byte DECIMAL = Kind.DECIMAL.code();

    /// Until the values are parsed: may be a date or a timestamp.
    private static final byte DATE = Kind.DATE.code();

    private final JsonStyle style;
    private final int mostKeys;
    private final int deepest;
    private final JsonRows rows;
    private final ValueParser values;
    private JsonKey root = new JsonKey();
    private int keys;
    private long record;

    // of the chunk that is being scanned
    private byte[] bytes = new byte[0];
    private int to;
    private long base;
    private Faults faults = new Faults();

    // where a key that was not expected ends, quote included
    private int keyEnd;

    // of the record that turned out to be malformed
    private int problemAt;
    private int resumeAt;
    private String problem = "";

    /// @param columns the names to look at; empty for all
    /// @param mostColumns how many columns a batch may have
    /// @param deepest how many objects and arrays may lie in one another
    /// @param nulls the strings that stand for no value
    public JsonScanner(
            JsonStyle style, Set<String> columns, int mostColumns, int deepest, NullTokens nulls) {
        this.style = style;
        this.deepest = deepest;
        mostKeys = 2 * mostColumns;
        rows = new JsonRows(columns, mostColumns);
        values = new ValueParser(nulls);
    }

    /// Fills the batch with the records of `[from, to)`, which are whole.
    ///
    /// @param chunk owned by the batch afterwards
    /// @param position the offset in the data of `chunk[from]`
    /// @param isFirst whether the records of the dataset start here
    public void scan(byte[] chunk, int from, int end, long position, boolean isFirst, Batch batch) {
        batch.start(chunk);
        bytes = chunk;
        to = end;
        base = position - from;
        faults = batch.faults();
        if (keys > mostKeys) {
            // what is known of keys only saves time
            root = new JsonKey();
            keys = 0;
        }
        Utf8.check(chunk, from, end, position, faults);
        rows.start(batch);
        try {
            switch (style) {
                case LINES -> lines(from);
                case SEQUENCE -> sequence(from);
                case ARRAY -> array(from, isFirst);
            }
        } catch (FailureException e) {
            rows.drop();
            batch.fail(e);
        }
        rows.finish(values);
    }

    private void lines(int from) {
        int at = from;
        while (at < to) {
            int start = blanks(at);
            int end = start < to && bytes[start] != '\n' ? record(start) : start;
            int rest = end == MALFORMED ? MALFORMED : blanks(end);
            if (rest != MALFORMED && rest < to && bytes[rest] != '\n') {
                rest = malformed(rest, "there is more behind its end");
            }
            if (rest == MALFORMED) {
                rows.drop();
                faults.malformedRow(base + start, () -> "is no JSON object: " + problem());
                rest = Swar.indexOf(bytes, resumeAt, to, (byte) '\n');
            } else if (end > start) {
                rows.keep();
            }
            at = rest + 1;
        }
    }

    private void sequence(int from) {
        int at = blanks(from);
        while (at < to) {
            at = blanks(kept(at));
        }
    }

    private void array(int from, boolean isFirst) {
        int at = blanks(from);
        if (isFirst) {
            at = blanks(at + 1);
            if (byteAt(at) != ']') {
                at = blanks(kept(at));
            }
        }
        while (byteAt(at) == ',') {
            at = blanks(kept(blanks(at + 1)));
        }
        if (byteAt(at) == ']') {
            at = blanks(at + 1);
        }
        if (at < to) {
            malformed(at, "the array of records is broken");
            throw broken();
        }
    }

    /// Reads the record at `from`, which has to be one; answers the place behind it.
    private int kept(int from) {
        int end = record(from);
        if (end == MALFORMED) {
            throw broken();
        }
        rows.keep();
        return end;
    }

    private FailureException broken() {
        return new FailureException(
                FailureKind.MALFORMED_DATA, "the dataset is no JSON: " + problem());
    }

    private int record(int from) {
        record++;
        return byteAt(from) == '{' ? object(root, from, 1) : malformed(from, "expected an object");
    }

    /// Notes what is wrong.
    private int malformed(int at, String what) {
        return malformed(at, what, at);
    }

    /// Notes what is wrong.
    ///
    /// @param resume from where on no bytes have been changed: a line end that was written there is
    ///   no end of a record
    private int malformed(int at, String what, int resume) {
        problemAt = at;
        problem = what;
        resumeAt = resume;
        return MALFORMED;
    }

    private String problem() {
        return problem + " at byte " + (base + problemAt);
    }

    private byte byteAt(int at) {
        return at < to ? bytes[at] : 0;
    }

    /// The first byte at or behind `from` that is not blank; a line end is none in lines.
    private int blanks(int from) {
        int at = from;
        while (at < to
                && bytes[at] <= ' '
                && JsonText.isBlank(bytes[at])
                && (bytes[at] != '\n' || style != JsonStyle.LINES)) {
            at++;
        }
        return at;
    }

    /// Reads the object whose brace is at `from`; answers the place behind it, or `MALFORMED`.
    ///
    /// Ugly on purpose: it runs once for each key of the dataset. Whatever most keys and values are
    /// is decided here, the rest in methods of their own.
    private int object(JsonKey parent, int from, int depth) {
        if (depth > deepest) {
            return malformed(from, "nested too deeply");
        }
        int at = blanks(from + 1);
        if (byteAt(at) == '}') {
            if (parent != root) {
                rows.set(parent, NULL, from, from);
            }
            return at + 1;
        }
        JsonKey before = null;
        JsonKey guess = parent.first;
        while (byteAt(at) == '"') {
            at++;
            JsonKey key;
            if (guess != null && guess.stands(bytes, at, to)) {
                key = guess;
                at += key.length;
            } else {
                key = found(parent, before, at);
                if (key == null) {
                    return MALFORMED;
                }
                at = keyEnd;
            }
            if (key.record == record) {
                rows.forget(key);
            }
            key.record = record;
            if (byteAt(at) != ':') {
                at = blanks(at);
                if (byteAt(at) != ':') {
                    return malformed(at, "expected a colon");
                }
            }
            at++;
            if (at < to && bytes[at] <= ' ') {
                at = blanks(at);
            }
            at = value(key, at, depth);
            if (at == MALFORMED) {
                return MALFORMED;
            }
            if (at < to && bytes[at] <= ' ') {
                at = blanks(at);
            }
            byte end = byteAt(at);
            if (end == '}') {
                return at + 1;
            }
            if (end != ',') {
                return malformed(at, "expected a comma or the end of the object");
            }
            at++;
            if (at < to && bytes[at] <= ' ') {
                at = blanks(at);
            }
            before = key;
            guess = key.follower;
        }
        return malformed(at, "expected a key");
    }

    /// The key whose text starts at `from`, which is not the expected one; `null` when it is
    /// malformed.
    private @Nullable JsonKey found(JsonKey parent, @Nullable JsonKey before, int from) {
        int quote = JsonText.special(bytes, from, to);
        int end = quote;
        if (byteAt(quote) != '"') {
            quote = behindString(from) - 1;
            if (quote < 0) {
                return null;
            }
            end = JsonText.unescape(bytes, from, quote, base, faults);
            if (end == MALFORMED) {
                malformed(from, "a key with a broken escape", quote);
                return null;
            }
        }
        keyEnd = quote + 1;
        var key = parent.child(bytes, from, end);
        if (key == null) {
            if (parent.pathLength() + end - from > LONGEST_PATH) {
                malformed(from, "a key longer than " + LONGEST_PATH + " bytes", quote);
                return null;
            }
            key = parent.add(bytes, from, end);
            keys++;
        }
        if (before == null) {
            parent.first = key;
        } else {
            before.follower = key;
        }
        return key;
    }

    /// Reads the value at `from`; answers the place behind it, or `MALFORMED`.
    private int value(JsonKey key, int from, int depth) {
        byte first = byteAt(from);
        if (first == '"') {
            return string(key, from + 1);
        }
        if (first == '-' || (first >= '0' && first <= '9')) {
            return number(key, from);
        }
        return switch (first) {
            case '{' -> object(key, from, depth + 1);
            case '[' -> counted(key, from, depth + 1);
            case 't' -> word("true", key, BOOLEAN, from);
            case 'f' -> word("false", key, BOOLEAN, from);
            case 'n' -> word("null", key, NULL, from);
            default -> malformed(from, "expected a value");
        };
    }

    private int string(JsonKey key, int from) {
        int end = JsonText.special(bytes, from, to);
        if (byteAt(end) != '"') {
            int behind = behindString(from);
            if (behind == MALFORMED) {
                return MALFORMED;
            }
            int resolved = JsonText.unescape(bytes, from, behind - 1, base, faults);
            if (resolved == MALFORMED) {
                return malformed(from, "a string with a broken escape", behind);
            }
            rows.set(key, kind(from, resolved), from, resolved);
            return behind;
        }
        rows.set(key, kind(from, end), from, end);
        return end + 1;
    }

    private byte kind(int from, int end) {
        return InstantParser.mayBe(bytes, from, end) ? DATE : TEXT;
    }

    /// The place behind the closing quote of the string whose text starts at `from`, or
    /// `MALFORMED`.
    private int behindString(int from) {
        int at = JsonText.special(bytes, from, to);
        while (byteAt(at) == '\\') {
            // a line may end behind a backslash
            if (byteAt(at + 1) >= 0 && byteAt(at + 1) < ' ') {
                return malformed(at, "a broken escape");
            }
            at = JsonText.special(bytes, at + 2, to);
        }
        if (byteAt(at) == '"') {
            return at + 1;
        }
        return at < to && bytes[at] != '\n'
                ? malformed(at, "a control character in a string")
                : malformed(from - 1, "an unclosed string");
    }

    private int number(JsonKey key, int from) {
        int whole = bytes[from] == '-' ? from + 1 : from;
        if (whole + Long.BYTES <= to) {
            long digits = Swar.word(bytes, whole) ^ ZEROS;
            long others = ((((digits & LOW_SEVEN) + NOT_A_DIGIT) | digits) & ~LOW_SEVEN);
            if (others != 0) {
                int count = Swar.first(others);
                byte next = bytes[whole + count];
                boolean isWhole = count == 1 || (count > 1 && bytes[whole] != '0');
                if (isWhole && (next == ',' || next == '}')) {
                    rows.set(key, INTEGER, from, whole + count);
                    return whole + count;
                }
                others &= others - 1;
                if (isWhole && next == '.' && others != 0) {
                    int end = Swar.first(others);
                    next = bytes[whole + end];
                    if (end > count + 1 && (next == ',' || next == '}')) {
                        rows.set(key, DECIMAL, from, whole + end);
                        return whole + end;
                    }
                }
            }
        }
        return longNumber(key, from);
    }

    private int longNumber(JsonKey key, int from) {
        int end = JsonText.numberEnd(bytes, from, to);
        if (end == MALFORMED) {
            return malformed(from, "a malformed number");
        }
        rows.set(key, INTEGER, from, end);
        return end;
    }

    private int word(String word, JsonKey key, byte kind, int from) {
        int end = wordEnd(word, from);
        if (end != MALFORMED) {
            rows.set(key, kind, from, end);
        }
        return end;
    }

    private int wordEnd(String word, int from) {
        for (int i = 0; i < word.length(); i++) {
            if (byteAt(from + i) != word.charAt(i)) {
                return malformed(from, "expected a value");
            }
        }
        return from + word.length();
    }

    /// Sets the number of elements of the array whose bracket is at `from`; its digits are written
    /// over the array, which has room for them.
    private int counted(JsonKey key, int from, int depth) {
        int elements = 0;
        int at = from;
        if (depth > deepest) {
            return malformed(from, "nested too deeply");
        }
        if (byteAt(blanks(from + 1)) == ']') {
            at = blanks(from + 1);
        } else {
            do {
                at = skipped(blanks(at + 1), depth);
                if (at == MALFORMED) {
                    return MALFORMED;
                }
                elements++;
                at = blanks(at);
            } while (byteAt(at) == ',');
            if (byteAt(at) != ']') {
                return malformed(at, "expected a comma or the end of the array");
            }
        }
        byte[] digits = Integer.toString(elements).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, bytes, from, digits.length);
        rows.setLength(key, from, from + digits.length);
        return at + 1;
    }

    /// Passes over the value at `from`, which is inside of an array; answers the place behind it,
    /// or `MALFORMED`.
    private int skipped(int from, int depth) {
        return switch (byteAt(from)) {
            case '"' -> skippedString(from + 1);
            case '{' -> skippedObject(from, depth + 1);
            case '[' -> skippedArray(from, depth + 1);
            case 't' -> wordEnd("true", from);
            case 'f' -> wordEnd("false", from);
            case 'n' -> wordEnd("null", from);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
                int end = JsonText.numberEnd(bytes, from, to);
                yield end == MALFORMED ? malformed(from, "a malformed number") : end;
            }
            default -> malformed(from, "expected a value");
        };
    }

    private int skippedString(int from) {
        int behind = behindString(from);
        if (behind != MALFORMED
                && JsonText.unescape(bytes, from, behind - 1, base, faults) == MALFORMED) {
            return malformed(from, "a string with a broken escape", behind);
        }
        return behind;
    }

    private int skippedArray(int from, int depth) {
        if (depth > deepest) {
            return malformed(from, "nested too deeply");
        }
        int at = blanks(from + 1);
        if (byteAt(at) == ']') {
            return at + 1;
        }
        at = skipped(at, depth);
        while (at != MALFORMED) {
            at = blanks(at);
            if (byteAt(at) == ']') {
                return at + 1;
            }
            at =
                    byteAt(at) == ','
                            ? skipped(blanks(at + 1), depth)
                            : malformed(at, "expected a comma or the end of the array");
        }
        return MALFORMED;
    }

    private int skippedObject(int from, int depth) {
        if (depth > deepest) {
            return malformed(from, "nested too deeply");
        }
        int at = blanks(from + 1);
        if (byteAt(at) == '}') {
            return at + 1;
        }
        at = skippedMember(at, depth);
        while (at != MALFORMED) {
            at = blanks(at);
            if (byteAt(at) == '}') {
                return at + 1;
            }
            at =
                    byteAt(at) == ','
                            ? skippedMember(blanks(at + 1), depth)
                            : malformed(at, "expected a comma or the end of the object");
        }
        return MALFORMED;
    }

    private int skippedMember(int from, int depth) {
        if (byteAt(from) != '"') {
            return malformed(from, "expected a key");
        }
        int colon = skippedString(from + 1);
        if (colon == MALFORMED) {
            return MALFORMED;
        }
        colon = blanks(colon);
        return byteAt(colon) == ':'
                ? skipped(blanks(colon + 1), depth)
                : malformed(colon, "expected a colon");
    }
}
