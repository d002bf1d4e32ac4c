package dev.interim.engine.scan.json;

/// The values of a stretch of data one after another, with where each ends: objects, which are
/// records, and values that stand where a record should. One owner.
///
/// Of an array it is known from the bytes alone what a bracket is: behind a comma or another
/// bracket it opens a value, else the array of all of them, because a stretch that does not start
/// with the data starts behind a value.
final class JsonElements {
    /// Longer words are none.
    private static final int MAX_WORD = 1_000;

    private final byte[] bytes;
    private final int to;
    private final boolean hasArray;
    private final boolean isWrapped;
    private boolean isValueExpected;
    private boolean isInArray;
    private int at;
    private int start;
    private int end;
    private boolean isForeign;

    /// @param from not inside of a value
    JsonElements(JsonStyle style, byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.to = to;
        hasArray = style != JsonStyle.SEQUENCE;
        isWrapped = style == JsonStyle.WRAPPED;
        isInArray = hasArray;
        isValueExpected = !hasArray;
        at = from;
    }

    /// Goes on to the next value; answers whether there is one.
    boolean next() {
        skipBetween();
        if (at >= to) {
            return false;
        }
        start = at;
        end = valueEnd();
        at = end < 0 ? to : end;
        isValueExpected = !hasArray;
        return true;
    }

    /// Where the value starts.
    int start() {
        return start;
    }

    /// The place behind it, −1 when it is not whole.
    int end() {
        return end;
    }

    /// Whether it is nothing that may stand there: it ends behind its first byte.
    boolean isForeign() {
        return isForeign;
    }

    /// Whether the array of all values is not closed.
    boolean isInArray() {
        return isInArray;
    }

    private void skipBetween() {
        int next = at;
        do {
            at = next;
            next = at < to ? behindBetween() : at;
        } while (next > at);
    }

    private int behindBetween() {
        byte value = bytes[at];
        if (value == ',') {
            isValueExpected = true;
            return at + 1;
        }
        if (hasArray && value == ']') {
            isInArray = false;
            isValueExpected = false;
            return isWrapped ? to : at + 1;
        }
        if (hasArray && value == '[' && !isValueExpected) {
            isInArray = true;
            isValueExpected = true;
            return at + 1;
        }
        return value <= ' ' ? JsonText.behindFiller(bytes, at, to) : at;
    }

    private int valueEnd() {
        isForeign = false;
        byte first = bytes[at];
        if (first == '{') {
            return JsonBoundaries.objectEnd(bytes, at, to);
        }
        if (isValueExpected && first == '[') {
            return arrayEnd();
        }
        if (isValueExpected && first == '"') {
            return JsonBoundaries.behindString(bytes, at + 1, to);
        }
        int wordEnd = isValueExpected ? wordEnd() : at;
        isForeign = wordEnd == at;
        return isForeign ? at + 1 : wordEnd;
    }

    /// The place behind the word at `at`; −1 when it may go on, `at` when it is none.
    private int wordEnd() {
        int end = at;
        while (end < to && isWord(bytes[end]) && end - at <= MAX_WORD) {
            end++;
        }
        return end - at > MAX_WORD ? at : end == to ? -1 : end;
    }

    private static boolean isWord(byte value) {
        return (value >= '0' && value <= '9')
                || ((value | 0x20) >= 'a' && (value | 0x20) <= 'z')
                || value == '-'
                || value == '+'
                || value == '.';
    }

    /// The place behind the array whose bracket is at `at`, or −1 when it is not closed. Only
    /// brackets are counted.
    private int arrayEnd() {
        int depth = 0;
        int place = at;
        while (place >= 0 && place < to) {
            byte value = bytes[place];
            if (value == '"') {
                place = JsonBoundaries.behindString(bytes, place + 1, to);
            } else {
                depth += value == '[' ? 1 : value == ']' ? -1 : 0;
                place++;
                if (depth == 0) {
                    return place;
                }
            }
        }
        return -1;
    }
}
