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
/// @param columns the names that are wanted; empty for all
/// @param nulls the strings that stand for no value
record JsonLayout(
        JsonStyle style, int bodyStart, Set<String> columns, ScanLimits limits, NullTokens nulls)
        implements Layout {
    @Override
    public ScanOptions insisted(ScanOptions options) {
        return new ScanOptions(
                style == JsonStyle.LINES ? DataFormat.NDJSON : options.format(),
                options.csv(),
                options.columns(),
                options.limits());
    }

    /// An array is a whole of its own: several of them are no dataset.
    @Override
    public void requireSameAs(Layout first) {
        boolean isSame =
                first instanceof JsonLayout other
                        && style == other.style
                        && style != JsonStyle.ARRAY;
        if (!isSame) {
            throw new FailureException(
                    FailureKind.MALFORMED_DATA,
                    "it does not go on as the first file began; several files of JSON are read as one"
                            + " dataset when each has its objects in lines");
        }
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
        var scanner = new JsonScanner(style, columns, limits.columns(), limits.depth(), nulls);
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
            };
        }
    }
}
