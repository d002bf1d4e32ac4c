package dev.interim.engine.scan.json;

import java.nio.charset.StandardCharsets;

/// Counts the elements of arrays; what they hold is left out, but has to be JSON. One owner.
final class JsonArrays {
    private static final int MALFORMED = JsonText.MALFORMED;

    private final JsonChunk chunk;
    private final JsonRows rows;
    private final int deepest;

    /// @param deepest how many objects and arrays may lie in one another
    JsonArrays(JsonChunk chunk, JsonRows rows, int deepest) {
        this.chunk = chunk;
        this.rows = rows;
        this.deepest = deepest;
    }

    /// Sets the number of elements of the array whose bracket is at `from`; its digits are written
    /// over the array, which has room for them.
    int counted(JsonKey key, int from, int depth) {
        int elements = 0;
        int at = from;
        if (depth > deepest) {
            return chunk.malformed(from, "nested too deeply");
        }
        if (chunk.byteAt(chunk.blanks(from + 1)) == ']') {
            at = chunk.blanks(from + 1);
        } else {
            do {
                at = skipped(chunk.blanks(at + 1), depth);
                if (at == MALFORMED) {
                    return MALFORMED;
                }
                elements++;
                at = chunk.blanks(at);
            } while (chunk.byteAt(at) == ',');
            if (chunk.byteAt(at) != ']') {
                return chunk.malformed(at, "expected a comma or the end of the array");
            }
        }
        byte[] digits = Integer.toString(elements).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, chunk.bytes(), from, digits.length);
        rows.setLength(key, from, from + digits.length);
        return at + 1;
    }

    /// Passes over the value at `from`, which is inside of an array; answers the place behind it,
    /// or `MALFORMED`.
    int skipped(int from, int depth) {
        return switch (chunk.byteAt(from)) {
            case '"' -> skippedString(from + 1);
            case '{' -> skippedObject(from, depth + 1);
            case '[' -> skippedArray(from, depth + 1);
            case 't' -> chunk.behindWord("true", from);
            case 'f' -> chunk.behindWord("false", from);
            case 'n' -> chunk.behindWord("null", from);
            case 'N' -> chunk.behindWord("NaN", from);
            case 'I' -> chunk.behindWord("Infinity", from);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> chunk.behindNumber(from);
            default -> chunk.malformed(from, "expected a value");
        };
    }

    private int skippedString(int from) {
        int behind = chunk.behindString(from);
        boolean isString =
                behind != MALFORMED
                        && chunk.unescape(from, behind - 1, "a string with a broken escape")
                                != MALFORMED;
        return isString ? behind : MALFORMED;
    }

    private int skippedArray(int from, int depth) {
        if (depth > deepest) {
            return chunk.malformed(from, "nested too deeply");
        }
        int at = chunk.blanks(from + 1);
        if (chunk.byteAt(at) == ']') {
            return at + 1;
        }
        at = skipped(at, depth);
        while (at != MALFORMED) {
            at = chunk.blanks(at);
            if (chunk.byteAt(at) == ']') {
                return at + 1;
            }
            at =
                    chunk.byteAt(at) == ','
                            ? skipped(chunk.blanks(at + 1), depth)
                            : chunk.malformed(at, "expected a comma or the end of the array");
        }
        return MALFORMED;
    }

    private int skippedObject(int from, int depth) {
        if (depth > deepest) {
            return chunk.malformed(from, "nested too deeply");
        }
        int at = chunk.blanks(from + 1);
        if (chunk.byteAt(at) == '}') {
            return at + 1;
        }
        at = skippedMember(at, depth);
        while (at != MALFORMED) {
            at = chunk.blanks(at);
            if (chunk.byteAt(at) == '}') {
                return at + 1;
            }
            at =
                    chunk.byteAt(at) == ','
                            ? skippedMember(chunk.blanks(at + 1), depth)
                            : chunk.malformed(at, "expected a comma or the end of the object");
        }
        return MALFORMED;
    }

    private int skippedMember(int from, int depth) {
        if (chunk.byteAt(from) != '"') {
            return chunk.malformed(from, "expected a key");
        }
        int colon = skippedString(from + 1);
        if (colon == MALFORMED) {
            return MALFORMED;
        }
        colon = chunk.blanks(colon);
        return chunk.byteAt(colon) == ':'
                ? skipped(chunk.blanks(colon + 1), depth)
                : chunk.malformed(colon, "expected a colon");
    }
}
