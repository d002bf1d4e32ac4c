package dev.interim.engine.scan.json;

import dev.interim.engine.batch.Kind;
import dev.interim.engine.scan.value.InstantParser;
import dev.interim.engine.simd.Swar;
import org.jspecify.annotations.Nullable;

/// Reads records, object by object, into rows, and remembers the keys that it met.
///
/// What it reads with answers the place behind, or `MALFORMED`. One owner.
final class JsonObjects {
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
    private static final byte NONFINITE = Kind.NONFINITE.code();

    /// Until the values are parsed: may be a date or a timestamp.
    private static final byte DATE = Kind.DATE.code();

    private final JsonChunk chunk;
    private final JsonRows rows;
    private final JsonArrays arrays;
    private final int mostKeys;
    private final int deepest;

    // ugly on purpose: also in the chunk, but a step less for each byte that is looked at
    private byte[] bytes = new byte[0];
    private int to;

    private JsonKey root = new JsonKey();
    private int keys;
    private long record;

    // where a key that was not expected ends, quote included
    private int keyEnd;

    /// @param mostKeys how many keys are remembered from chunk to chunk
    /// @param deepest how many objects and arrays may lie in one another
    JsonObjects(JsonChunk chunk, JsonRows rows, int mostKeys, int deepest) {
        this.chunk = chunk;
        this.rows = rows;
        this.mostKeys = mostKeys;
        this.deepest = deepest;
        arrays = new JsonArrays(chunk, rows, deepest);
    }

    /// Starts with other bytes, those of the chunk.
    void start(byte[] text, int end) {
        bytes = text;
        to = end;
        if (keys > mostKeys) {
            // what is known of keys only saves time
            root = new JsonKey();
            keys = 0;
        }
    }

    /// Reads the record at `from`, which has to be an object.
    int record(int from) {
        record++;
        return byteAt(from) == '{'
                ? object(root, from, 1)
                : chunk.malformed(from, "expected an object");
    }

    /// Passes over the value at `from`, which is no object and therefore no record.
    int other(int from) {
        return arrays.skipped(from, 1);
    }

    private byte byteAt(int at) {
        return at < to ? bytes[at] : 0;
    }

    /// Reads the object whose brace is at `from`; answers the place behind it, or `MALFORMED`.
    ///
    /// Ugly on purpose: it runs once for each key of the dataset. Whatever most keys and values are
    /// is decided here, the rest in methods of their own.
    private int object(JsonKey parent, int from, int depth) {
        if (depth > deepest) {
            return chunk.malformed(from, "nested too deeply");
        }
        int at = chunk.blanks(from + 1);
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
                at = chunk.blanks(at);
                if (byteAt(at) != ':') {
                    return chunk.malformed(at, "expected a colon");
                }
            }
            at++;
            if (at < to && bytes[at] <= ' ') {
                at = chunk.blanks(at);
            }
            at = value(key, at, depth);
            if (at == MALFORMED) {
                return MALFORMED;
            }
            if (at < to && bytes[at] <= ' ') {
                at = chunk.blanks(at);
            }
            byte end = byteAt(at);
            if (end == '}') {
                return at + 1;
            }
            if (end != ',') {
                return chunk.malformed(at, "expected a comma or the end of the object");
            }
            at++;
            if (at < to && bytes[at] <= ' ') {
                at = chunk.blanks(at);
            }
            before = key;
            guess = key.follower;
        }
        return chunk.malformed(at, "expected a key");
    }

    /// The key whose text starts at `from`, which is not the expected one; `null` when it is
    /// malformed.
    private @Nullable JsonKey found(JsonKey parent, @Nullable JsonKey before, int from) {
        int quote = chunk.special(from);
        int end = quote;
        if (byteAt(quote) != '"') {
            quote = chunk.behindString(from) - 1;
            if (quote < 0) {
                return null;
            }
            end = chunk.unescape(from, quote, "a key with a broken escape");
            if (end == MALFORMED) {
                return null;
            }
        }
        keyEnd = quote + 1;
        var key = parent.child(bytes, from, end);
        if (key == null) {
            if (parent.pathLength() + end - from > LONGEST_PATH) {
                chunk.malformed(from, "a key longer than " + LONGEST_PATH + " bytes", quote);
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
            case '[' -> arrays.counted(key, from, depth + 1);
            case 't' -> word("true", key, BOOLEAN, from);
            case 'f' -> word("false", key, BOOLEAN, from);
            case 'n' -> word("null", key, NULL, from);
            case 'N' -> word("NaN", key, NONFINITE, from);
            case 'I' -> word("Infinity", key, NONFINITE, from);
            default -> chunk.malformed(from, "expected a value");
        };
    }

    private int string(JsonKey key, int from) {
        int end = JsonText.special(bytes, from, to);
        if (byteAt(end) != '"') {
            int behind = chunk.behindString(from);
            if (behind == MALFORMED) {
                return MALFORMED;
            }
            int resolved = chunk.unescape(from, behind - 1, "a string with a broken escape");
            if (resolved == MALFORMED) {
                return MALFORMED;
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
        int end = chunk.behindNumber(from);
        if (end != MALFORMED) {
            boolean isNumber = bytes[end - 1] != 'y';
            rows.set(key, isNumber ? INTEGER : NONFINITE, from, end);
        }
        return end;
    }

    private int word(String word, JsonKey key, byte kind, int from) {
        int end = chunk.behindWord(word, from);
        if (end != MALFORMED) {
            rows.set(key, kind, from, end);
        }
        return end;
    }
}
