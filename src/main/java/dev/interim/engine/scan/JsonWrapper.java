package dev.interim.engine.scan;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds the array of records in a dataset that is one JSON object around it.
///
/// Without a word from the caller it has to be the only array of objects in an object that is the
/// whole dataset; of an object that has not ended within a MiB, the only one so far.
final class JsonWrapper {
    /// How much of an object is read before it is known whether it is the only one.
    private static final int MIN_ALONE = 1024 * 1024;

    private final byte[] head;
    private final int start;
    private final int length;
    private final boolean isWhole;
    private final JsonMembers members;

    /// @param start where the first value starts
    JsonWrapper(byte[] head, int start, int length, boolean isWhole) {
        this.head = head;
        this.start = start;
        this.length = length;
        this.isWhole = isWhole;
        members = new JsonMembers(head, start, length);
    }

    /// The array that the caller named; `null` when more bytes are needed.
    ///
    /// @param keys those down to it
    /// @throws FailureException `INVALID_REQUEST` where there is none
    JsonMembers.@Nullable Found named(List<String> keys) {
        String path = String.join(".", keys);
        for (var array : members.arrays()) {
            if (array.keys().equals(keys)) {
                return array;
            }
        }
        if (members.isOther(keys)) {
            throw invalid("json.records names '%s', which is no array".formatted(path));
        }
        if (members.isCut() && !isWhole) {
            return null;
        }
        throw invalid(
                "json.records names '%s', but the object at byte %d has no such array; it has: %s"
                        .formatted(path, start, names()));
    }

    private String names() {
        String names =
                members.arrays().stream()
                        .map(array -> String.join(".", array.keys()))
                        .limit(20)
                        .collect(Collectors.joining(", "));
        return names.isEmpty() ? "none" : names;
    }

    /// Whether more bytes are needed to know whether there is an array of records.
    boolean isUndecided() {
        if (isWhole || members.isBroken()) {
            return false;
        }
        return members.isCut()
                ? length - start < MIN_ALONE
                : onlyArray() != null && behindObject() == length;
    }

    /// The array whose objects are evidently the records; `null` when there is none.
    JsonMembers.@Nullable Found evident() {
        boolean isAlone =
                members.isCut()
                        ? !isWhole && length - start >= MIN_ALONE
                        : !members.isBroken() && behindObject() == length && isWhole;
        return isAlone ? onlyArray() : null;
    }

    private JsonMembers.@Nullable Found onlyArray() {
        var some = members.arrays().stream().filter(JsonMembers.Found::hasObject).toList();
        return some.size() == 1 ? some.getFirst() : null;
    }

    private int behindObject() {
        int at = members.end();
        while (at < length && head[at] >= 0 && head[at] <= ' ') {
            at++;
        }
        return at;
    }

    private static FailureException invalid(String sentence) {
        return new FailureException(FailureKind.INVALID_REQUEST, sentence);
    }
}
