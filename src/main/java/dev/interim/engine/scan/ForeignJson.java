package dev.interim.engine.scan;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the first bytes of a dataset are where they look like JSON and are something else: a script
/// that assigns it, a call, comments, literals of another language.
///
/// Such data must not be taken for separated values, whose first line it would be.
final class ForeignJson {
    /// How many bytes are looked at.
    private static final int MAX_BYTES = 8 * 1024;

    /// What opens a value, and how a value in it may start.
    private static final String OPENED = "[\\[{][ \\t\\r\\n]*+[\\[{\"'0-9\\]}/-]";

    private static final String BLANKS = "[ \\t\\r\\n]*+";
    private static final String COMMENT = "(?://[^\\n]*+\\n|/\\*(?:[^*]|\\*(?!/))*+\\*/)";

    private record Form(Pattern pattern, String name, String advice) {
        Form(String pattern, String name, String advice) {
            this(Pattern.compile(pattern), name, advice);
        }
    }

    private static final List<Form> FORMS =
            List.of(
                    new Form(
                            "(?:" + COMMENT + BLANKS + "|#[^\\n]*+\\n" + BLANKS + ")++" + OPENED,
                            "comments in front of JSON, which has none",
                            "leave out the comments"),
                    new Form(
                            "[\\[{]" + BLANKS + COMMENT,
                            "JSON with comments, which JSON has none of",
                            "leave out the comments"),
                    new Form(
                            "(?:(?:var|let|const)\\s++)?+[\\w$]++(?:\\.[\\w$]++|\\[[^\\]\\n]*+\\])*+"
                                    + "\\s*+=\\s*+"
                                    + OPENED,
                            "a script that assigns JSON to a variable",
                            "leave out what stands in front of the first bracket"),
                    new Form(
                            "export\\s++default\\s++" + OPENED,
                            "a script that exports JSON",
                            "leave out what stands in front of the first bracket"),
                    new Form(
                            "(?:/\\*\\*/)?+[A-Za-z_$][\\w$.]*+\\(\\s*+" + OPENED,
                            "a call of a function with JSON (JSONP)",
                            "ask for it without a callback"),
                    new Form(
                            "\\)\\]\\}',?+\\s*+" + OPENED,
                            "JSON behind a guard against scripts",
                            "leave out the first line"),
                    new Form(
                            "(?:\\[\\s*+)?+\\{\\s*+'[^'\\n]*+'\\s*+:",
                            "Python or JavaScript with keys in single quotes, not JSON",
                            "write it with json.dumps or JSON.stringify"),
                    new Form(
                            "\\[\\s*+'[^'\\n]*+'\\s*+[,\\]]",
                            "a Python or JavaScript list in single quotes, not JSON",
                            "write it with json.dumps or JSON.stringify"),
                    new Form(
                            "\\[\\s*+(?:None|True|False|undefined)\\s*+[,\\]]",
                            "a Python or JavaScript list, not JSON",
                            "write it with json.dumps or JSON.stringify"),
                    new Form(
                            "(?:\\[\\s*+)?+\\{\\s*+[A-Za-z_$][\\w$]*+\\s*+:",
                            "JavaScript or JSON5 with keys without quotes, not JSON",
                            "write it with JSON.stringify"));

    private final int start;
    private @Nullable Form found;
    private boolean isUndecided;

    /// @param start where something stands that is not blank
    // hitEnd is asked whether more bytes could match, which is what it is for.
    @SuppressWarnings("JdkObsolete")
    ForeignJson(byte[] head, int start, int length, boolean isWhole) {
        this.start = start;
        int end = Math.min(length, start + MAX_BYTES);
        String text = new String(head, start, end - start, StandardCharsets.ISO_8859_1);
        boolean isAll = isWhole || end < length;
        for (var form : FORMS) {
            Matcher matcher = form.pattern().matcher(text);
            if (found == null && matcher.lookingAt()) {
                found = form;
            } else if (!isAll && matcher.hitEnd()) {
                isUndecided = true;
            }
        }
    }

    /// What it is; `null` when it is nothing of this kind.
    @Nullable String name() {
        return found == null ? null : found.name();
    }

    /// Whether more bytes are needed.
    boolean isUndecided() {
        return isUndecided;
    }

    /// What it is, where, and what to do, as a sentence.
    String sentence() {
        return found == null
                ? ""
                : "the dataset is %s, at byte %d: %s"
                        .formatted(found.name(), start, found.advice());
    }
}
