package dev.interim.engine.scan.json;

/// What stands behind the array of records in the object around it. No state.
///
/// INVARIANT: a stretch of records starts with a bracket, or behind a record and so with a comma, a
/// blank or a closing bracket; where the tail is cut, the next stretch starts with something else.
/// So a stretch says itself whether it belongs to the tail.
final class JsonTail {
    private JsonTail() {}

    /// Whether no record starts in `[from, to)` because the array was closed before.
    static boolean is(byte[] bytes, int from, int to) {
        if (from < to && isCut(bytes[from])) {
            return true;
        }
        int at = behindFillers(bytes, from, to);
        if (at < to && bytes[at] == '[') {
            at = behindFillers(bytes, at + 1, to);
        }
        return at < to && bytes[at] == ']';
    }

    /// Where the tail `[from, to)` can be cut last, −1 where it cannot.
    static int lastCut(byte[] bytes, int from, int to) {
        int at = to - 1;
        while (at > from && !isCut(bytes[at])) {
            at--;
        }
        return at > from ? at : -1;
    }

    private static boolean isCut(byte value) {
        return value > ' ' && value != ',' && value != '[' && value != ']';
    }

    /// Whether the data ends like an object.
    static boolean isClosed(byte[] bytes, int from, int to) {
        int at = to - 1;
        while (at >= from && bytes[at] <= ' ' && JsonText.isBlank(bytes[at])) {
            at--;
        }
        return at >= from && bytes[at] == '}';
    }

    /// Where something stands behind the object around the array, −1 where nothing does or that is
    /// not seen.
    ///
    /// @param from behind the array
    /// @param depth how many objects are around the array
    static int more(byte[] bytes, int from, int to, int depth) {
        int left = depth;
        int at = from;
        while (at >= 0 && at < to && left > 0) {
            byte value = bytes[at];
            left += value == '{' ? 1 : value == '}' ? -1 : 0;
            at = value == '"' ? JsonBoundaries.behindString(bytes, at + 1, to) : at + 1;
        }
        int rest = at < 0 || left > 0 ? to : behindFillers(bytes, at, to);
        return rest < to ? rest : -1;
    }

    private static int behindFillers(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] <= ' ') {
            int next = JsonText.behindFiller(bytes, at, to);
            if (next == at) {
                return at;
            }
            at = next;
        }
        return at;
    }
}
