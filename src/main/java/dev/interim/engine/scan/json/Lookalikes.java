package dev.interim.engine.scan.json;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What other languages write where JSON has something else, by its name. No state.
final class Lookalikes {
    private static final int MAX_WORD = 10;

    private static final Map<String, String> WORDS =
            Map.of(
                    "None", "None, which is Python and null in JSON,",
                    "True", "True, which is Python and true in JSON,",
                    "False", "False, which is Python and false in JSON,",
                    "undefined", "undefined, which is JavaScript and null in JSON,");

    private Lookalikes() {}

    /// What stands at `at`, as the subject of a sentence; `null` when it has no name here.
    static @Nullable String named(byte[] bytes, int at, int to) {
        if (at >= to) {
            return null;
        }
        return switch (bytes[at]) {
            case '/' -> isComment(bytes, at + 1, to) ? "a comment, which JSON has none of," : null;
            case '\'' -> "a single quote, where JSON has double quotes,";
            default -> WORDS.get(word(bytes, at, to));
        };
    }

    /// A chunk ends where something stands that cannot, so there the slash is the last byte.
    private static boolean isComment(byte[] bytes, int at, int to) {
        return at >= to || bytes[at] == '/' || bytes[at] == '*';
    }

    private static String word(byte[] bytes, int from, int to) {
        int end = from;
        while (end < to && end - from < MAX_WORD && Character.isLetter(bytes[end])) {
            end++;
        }
        return new String(bytes, from, end - from, StandardCharsets.US_ASCII);
    }
}
