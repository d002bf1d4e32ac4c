package dev.interim.engine.scan;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.scan.json.JsonBoundaries;
import dev.interim.engine.scan.json.JsonStyle;
import dev.interim.engine.simd.Swar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds out from the first bytes of a dataset whether it is JSON, and how its objects follow each
/// other.
final class JsonDetection {
    /// What the first bytes say.
    enum Verdict {
        /// More of them are needed.
        UNKNOWN,
        /// It is no JSON.
        OTHER,
        /// Objects in lines.
        LINES,
        /// Objects one after another.
        SEQUENCE,
        /// Objects in an array.
        ARRAY,
        /// Objects in an array that stands in an object.
        WRAPPED
    }

    /// How long a byte order mark is.
    private static final int MARK = 3;

    private final byte[] head;
    private final int length;
    private final boolean isWhole;
    private final int start;
    private final JsonOptions options;
    private JsonMembers.@Nullable Found taken;

    /// @param options what the caller says
    /// @param from behind a byte order mark
    /// @param isWhole whether the head is the whole dataset
    JsonDetection(JsonOptions options, byte[] head, int from, int length, boolean isWhole) {
        this.options = options;
        this.head = head;
        this.length = length;
        this.isWhole = isWhole;
        start = blanks(from);
    }

    /// Where the first value starts, or the array in it that has the records.
    int start() {
        return taken == null ? start : taken.place();
    }

    /// The keys down to the array that has the records; empty when it is not in an object.
    List<String> taken() {
        return taken == null ? List.of() : taken.keys();
    }

    /// What it is, when nobody said that it is anything.
    ///
    /// A brace has to be followed by a key, a bracket by a value of JSON: separated values may
    /// start with either.
    ///
    /// @throws FailureException when it is an array of something else than objects, or looks like
    ///   JSON and is something else
    Verdict verdict() {
        var foreign = new ForeignJson(head, start, length, isWhole);
        if (foreign.name() != null) {
            throw malformed(foreign.sentence());
        }
        return foreign.isUndecided() ? Verdict.UNKNOWN : wrappedOrPlain();
    }

    private Verdict wrappedOrPlain() {
        var keys = options.keys();
        if (at(start) != '{') {
            requireNoKeys(keys);
            return plain(false);
        }
        var wrapper = new JsonWrapper(head, start, length, isWhole);
        if (!keys.isEmpty()) {
            taken = wrapper.named(keys);
            return taken == null ? Verdict.UNKNOWN : Verdict.WRAPPED;
        }
        if (wrapper.isUndecided()) {
            return Verdict.UNKNOWN;
        }
        taken = wrapper.evident();
        return taken == null ? plain(false) : Verdict.WRAPPED;
    }

    private void requireNoKeys(List<String> keys) {
        if (!keys.isEmpty() && (start < length || isWhole)) {
            throw new FailureException(
                    FailureKind.INVALID_REQUEST,
                    "json.records names '%s', but the dataset is no JSON object: byte %d starts none"
                            .formatted(String.join(".", keys), start));
        }
    }

    /// What it is, when it is said to be separated values: JSON only where it can be nothing else.
    Verdict orSeparated() {
        return plain(true);
    }

    private Verdict plain(boolean isSeparatedValues) {
        byte first = at(start);
        if (first != '{' && first != '[') {
            return Verdict.OTHER;
        }
        int inside = blanks(start + 1);
        if (inside == length && !isWhole) {
            return Verdict.UNKNOWN;
        }
        byte second = at(inside);
        if (first == '{') {
            return second == '"' || second == '}' || inside == length ? style() : Verdict.OTHER;
        }
        if (second == '{' || second == ']' || inside == length) {
            return Verdict.ARRAY;
        }
        return arrayOf(inside, isSeparatedValues);
    }

    /// An array that starts with something else than an object.
    private Verdict arrayOf(int inside, boolean isSeparatedValues) {
        var values = new LeadingValues(head, inside, length, isWhole);
        return switch (values.followedBy()) {
            case OBJECT -> Verdict.ARRAY;
            case UNKNOWN -> Verdict.UNKNOWN;
            case NO_JSON -> Verdict.OTHER;
            case NO_OBJECT -> {
                if (isSeparatedValues) {
                    yield Verdict.OTHER;
                }
                throw malformed(
                        "the dataset is a JSON array, but no object stands at byte %d"
                                .formatted(inside));
            }
        };
    }

    /// What it is, when it is said to be JSON in lines.
    Verdict lines() {
        boolean isCut = at(start) == 0 || (at(start) == (byte) 0xEF && length - start < MARK);
        if (isCut && !isWhole && length - start < MARK) {
            return Verdict.UNKNOWN;
        }
        if (at(start) != '{') {
            throw malformed(
                    "the dataset is not NDJSON: byte %d does not start an object".formatted(start));
        }
        return Verdict.LINES;
    }

    /// What it is, when it is said to be one JSON value.
    Verdict single() {
        var verdict = verdict();
        if (verdict == Verdict.OTHER) {
            throw malformed(
                    "the dataset is not JSON: byte %d starts neither an array of objects nor an"
                                    .formatted(start)
                            + " object");
        }
        if (verdict == Verdict.ARRAY || verdict == Verdict.WRAPPED || verdict == Verdict.UNKNOWN) {
            return verdict;
        }
        int end = objectEnd();
        int next = end < 0 ? length : blanks(end);
        if (next < length) {
            throw malformed(
                    "the dataset is not one JSON value: there is more at byte %d; objects one after"
                                    .formatted(next)
                            + " another are the format ndjson");
        }
        return isWhole ? Verdict.SEQUENCE : Verdict.UNKNOWN;
    }

    /// Lines, when the first line is an object, or when the second starts one that cannot be inside
    /// of the first; else the first object goes on behind its line, or shares it with the next.
    private Verdict style() {
        int lineEnd = Swar.indexOf(head, start, length, (byte) '\n');
        int end = objectEnd();
        if (end >= 0 && end <= lineEnd) {
            int next = blanks(end);
            if (next >= lineEnd) {
                return lineEnd < length || isWhole ? Verdict.LINES : Verdict.UNKNOWN;
            }
            if (head[next] == '{') {
                return Verdict.SEQUENCE;
            }
            if (lineEnd == length && !isWhole) {
                return Verdict.UNKNOWN;
            }
            var shared = sharedLine(end, lineEnd);
            if (shared != null) {
                return shared;
            }
        }
        int second = lineEnd;
        while (second < length && (head[second] == '\n' || head[second] == '\r')) {
            second++;
        }
        if (second == length) {
            return isWhole ? Verdict.SEQUENCE : Verdict.UNKNOWN;
        }
        return head[second] == '{' && !expectsValue(lineEnd) ? Verdict.LINES : Verdict.SEQUENCE;
    }

    /// What a line is that goes on behind its first object; `null` when it is no object.
    private @Nullable Verdict sharedLine(int end, int lineEnd) {
        int next = end;
        while (next < lineEnd && (head[next] == ' ' || head[next] == '\r')) {
            next++;
        }
        return switch (at(next)) {
            case '\t', ';', '|' -> Verdict.OTHER;
            case ',' -> {
                int behind = blanks(next + 1);
                yield behind >= lineEnd
                        ? Verdict.LINES
                        : head[behind] == '{' ? Verdict.SEQUENCE : Verdict.OTHER;
            }
            default -> null;
        };
    }

    /// Whether a value has to follow what stands before the line end.
    private boolean expectsValue(int lineEnd) {
        int last = lineEnd - 1;
        while (last > start && head[last] <= ' ') {
            last--;
        }
        return head[last] == '[' || head[last] == ':';
    }

    private int objectEnd() {
        return new JsonBoundaries(JsonStyle.SEQUENCE).firstRecordEnd(head, start, length);
    }

    private byte at(int place) {
        return place < length ? head[place] : 0;
    }

    private int blanks(int from) {
        int at = from;
        while (at < length && isBlank(head[at])) {
            at++;
        }
        return at;
    }

    /// A record separator (RFC 7464) stands between records like a blank.
    private static boolean isBlank(byte value) {
        return value == ' ' || value == '\t' || value == '\n' || value == '\r' || value == 0x1E;
    }

    private static FailureException malformed(String sentence) {
        return new FailureException(FailureKind.MALFORMED_DATA, sentence);
    }
}
