package dev.interim.engine.scan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the caller says about JSON; what is `null` is detected.
///
/// @param records the keys down to the array of records with dots between them, `result.records`; a
///   backslash in front of a dot makes it part of a key
public record JsonOptions(@Nullable String records) {
    /// Everything is detected.
    public static final JsonOptions AUTO = new JsonOptions(null);

    /// Checks that no key is empty.
    public JsonOptions {
        if (records != null && keys(records).stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException(
                    "records must be keys with dots between them, such as result.records, not '"
                            + records
                            + "'");
        }
    }

    /// The keys down to the array of records; empty when they are detected.
    List<String> keys() {
        return records == null ? List.of() : keys(records);
    }

    private static List<String> keys(String path) {
        List<String> keys = new ArrayList<>();
        for (String key : path.split("(?<!\\\\)\\.", -1)) {
            keys.add(key.replace("\\.", "."));
        }
        return keys;
    }
}
