package dev.interim.engine.scan;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Finds the arrays in the object at the start of a dataset, as far as its first bytes go. One
/// owner.
///
/// It looks into objects, not into arrays; strings are passed over without resolving escapes.
final class JsonMembers {
    private static final int MAX_DEPTH = 16;
    private static final int CUT = -1;
    private static final int BROKEN = -2;

    /// An array in the object.
    ///
    /// @param keys those down to it
    /// @param place where its bracket stands
    /// @param hasObject whether its first element is an object
    record Found(List<String> keys, int place, boolean hasObject) {}

    private final byte[] head;
    private final int length;
    private final List<Found> arrays = new ArrayList<>();
    private final List<List<String>> others = new ArrayList<>();
    private final int end;

    /// @param start where the brace of the object is
    JsonMembers(byte[] head, int start, int length) {
        this.head = head;
        this.length = length;
        end = object(start, List.of());
    }

    /// The arrays that start in these bytes.
    List<Found> arrays() {
        return List.copyOf(arrays);
    }

    /// Whether a value that is no array and no object has these keys.
    boolean isOther(List<String> keys) {
        return others.contains(keys);
    }

    /// Whether the object goes on behind these bytes.
    boolean isCut() {
        return end == CUT;
    }

    /// Whether it is no object of JSON, or one that is nested very deeply.
    boolean isBroken() {
        return end == BROKEN;
    }

    /// The place behind the object, when it is neither cut nor broken.
    int end() {
        return end;
    }

    private int object(int from, List<String> above) {
        if (above.size() > MAX_DEPTH) {
            return BROKEN;
        }
        int at = blanks(from + 1);
        if (at < length && head[at] == '}') {
            return at + 1;
        }
        while (true) {
            at = member(at, above);
            at = at < 0 ? at : blanks(at);
            if (at < 0 || at == length) {
                return at < 0 ? at : CUT;
            }
            if (head[at] == '}') {
                return at + 1;
            }
            if (head[at] != ',') {
                return BROKEN;
            }
            at = blanks(at + 1);
        }
    }

    private int member(int from, List<String> above) {
        int quote = string(from);
        int colon = quote < 0 ? quote : blanks(quote);
        if (colon < 0 || colon == length) {
            return colon < 0 ? colon : CUT;
        }
        if (head[colon] != ':') {
            return BROKEN;
        }
        List<String> keys = new ArrayList<>(above);
        keys.add(new String(head, from + 1, quote - from - 2, StandardCharsets.UTF_8));
        return value(blanks(colon + 1), keys);
    }

    private int value(int at, List<String> keys) {
        if (at == length) {
            return CUT;
        }
        if (head[at] == '{') {
            return object(at, keys);
        }
        if (head[at] != '[') {
            others.add(keys);
            return head[at] == '"' ? string(at) : word(at);
        }
        int first = blanks(at + 1);
        arrays.add(new Found(keys, at, first < length && head[first] == '{'));
        return array(at);
    }

    /// The place behind the array at `from`; only brackets, and braces, are counted.
    private int array(int from) {
        int depth = 0;
        int at = from;
        while (at >= 0 && at < length) {
            byte value = head[at];
            if (value == '"') {
                at = string(at);
            } else {
                depth += value == '[' || value == '{' ? 1 : value == ']' || value == '}' ? -1 : 0;
                at++;
                if (depth == 0) {
                    return at;
                }
            }
        }
        return at < 0 ? at : CUT;
    }

    private int string(int from) {
        if (from == length) {
            return CUT;
        }
        if (head[from] != '"') {
            return BROKEN;
        }
        for (int at = from + 1; at < length; at++) {
            if (head[at] == '"') {
                return at + 1;
            }
            if (head[at] == '\n') {
                return BROKEN;
            }
            at += head[at] == '\\' ? 1 : 0;
        }
        return CUT;
    }

    private int word(int from) {
        int at = from;
        while (at < length
                && (Character.isLetterOrDigit(head[at]) || "+-.".indexOf(head[at]) >= 0)) {
            at++;
        }
        return at == length ? CUT : at == from ? BROKEN : at;
    }

    private int blanks(int from) {
        int at = from;
        while (at < length && head[at] >= 0 && head[at] <= ' ') {
            at++;
        }
        return Math.min(at, length);
    }
}
