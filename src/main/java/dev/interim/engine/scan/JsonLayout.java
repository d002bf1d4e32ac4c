package dev.interim.engine.scan;

import dev.interim.engine.batch.Schema;
import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.scan.json.JsonBoundaries;
import dev.interim.engine.scan.json.JsonScanner;
import dev.interim.engine.scan.json.JsonStyle;
import dev.interim.engine.scan.value.NullTokens;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// JSON objects.
///
/// @param style how they follow each other
/// @param bodyStart where the first of them starts, or the array that they are in
/// @param taken the keys down to the array that they are in; empty where there are none
/// @param isTold whether the caller named the keys
/// @param columns the names that are wanted; empty for all
/// @param nulls the strings that stand for no value
record JsonLayout(
        JsonStyle style,
        int bodyStart,
        List<String> taken,
        boolean isTold,
        Set<String> columns,
        ScanLimits limits,
        NullTokens nulls)
        implements Layout {
    @Override
    public ScanOptions insisted(ScanOptions options) {
        return new ScanOptions(
                style == JsonStyle.LINES ? DataFormat.NDJSON : options.format(),
                options.csv(),
                options.json(),
                options.columns(),
                options.limits());
    }

    /// An array is a whole of its own: several of them are no dataset.
    @Override
    public void requireSameAs(Layout first) {
        boolean isSame =
                first instanceof JsonLayout other
                        && style == other.style
                        && style != JsonStyle.ARRAY
                        && style != JsonStyle.WRAPPED;
        if (!isSame) {
            throw new FailureException(
                    FailureKind.MALFORMED_DATA,
                    "it does not go on as the first file began; several files of JSON are read as one"
                            + " dataset when each has its objects in lines");
        }
    }

    /// What was taken for the records where nobody said it.
    @Override
    public @Nullable String warning() {
        return taken.isEmpty() || isTold
                ? null
                : "the records are the objects of the array '%s' at byte %d; json.records names another array, format=ndjson reads the whole object as one record"
                        .formatted(String.join(".", taken), bodyStart);
    }

    @Override
    public Schema schema() {
        return Schema.growing(Math.min(limits.columns(), limits.wanted()));
    }

    @Override
    public Boundaries boundaries() {
        return new Objects(new JsonBoundaries(style));
    }

    @Override
    public Scanner scanner() {
        var scanner =
                new JsonScanner(
                        style, taken.size(), columns, limits.columns(), limits.depth(), nulls);
        return (chunk, batch) ->
                scanner.scan(
                        chunk.bytes(),
                        chunk.from(),
                        chunk.to(),
                        chunk.position(),
                        chunk.position() == bodyStart,
                        batch);
    }

    @Override
    public List<String> missing(Collection<String> found) {
        return columns.stream()
                .filter(wanted -> found.stream().noneMatch(it -> isIn(it, wanted)))
                .sorted()
                .toList();
    }

    private static boolean isIn(String name, String wanted) {
        return name.equals(wanted) || name.startsWith(wanted + ".");
    }

    private record Objects(JsonBoundaries finder) implements Boundaries {
        @Override
        public int lastRecordEnd(byte[] bytes, int from, int to) {
            return finder.lastRecordEnd(bytes, from, to);
        }

        @Override
        public int firstRecordEnd(byte[] bytes, int from, int to) {
            return finder.firstRecordEnd(bytes, from, to);
        }

        @Override
        public @Nullable Unclosed unclosed(byte[] bytes, int from, int to) {
            var open = finder.unclosed(bytes, from, to);
            return switch (open.what()) {
                case NOTHING -> null;
                case STRING -> new Unclosed("string", open.place());
                case OBJECT -> new Unclosed("object", open.place());
                case ROW -> new Unclosed("array", open.place());
                case ARRAY -> new Unclosed("array", Unclosed.START);
                case WRAPPER -> new Unclosed("object around the array", Unclosed.START);
            };
        }
    }
}
