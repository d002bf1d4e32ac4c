package dev.interim.engine.scan;

import dev.interim.engine.batch.Schema;
import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.scan.csv.CsvBoundaries;
import dev.interim.engine.scan.csv.CsvDialect;
import dev.interim.engine.scan.csv.CsvScanner;
import dev.interim.engine.scan.value.NullTokens;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Separated values.
///
/// @param dialect how fields and records are told apart
/// @param width how many fields a record has
/// @param hasHeader whether the first record names the columns
/// @param nulls what stands for no value
record SeparatedLayout(
        CsvDialect dialect,
        int width,
        Schema schema,
        boolean hasHeader,
        int bodyStart,
        NullTokens nulls)
        implements Layout {
    @Override
    public ScanOptions insisted(ScanOptions options) {
        var csv = options.csv();
        return new ScanOptions(
                DataFormat.CSV,
                new CsvOptions(dialect.delimiter(), dialect.quote(), hasHeader, csv.nulls()),
                options.json(),
                options.columns(),
                options.limits());
    }

    @Override
    public void requireSameAs(Layout first) {
        boolean isSame =
                first instanceof SeparatedLayout other
                        && width == other.width
                        && schema.equals(other.schema);
        if (!isSame) {
            throw new FailureException(
                    FailureKind.MALFORMED_DATA,
                    "the columns are %s, but those of the first file are %s"
                            .formatted(names(schema), names(first.schema())));
        }
    }

    private static String names(Schema schema) {
        return schema.fields().stream().map(Schema.Field::name).collect(Collectors.joining(", "));
    }

    @Override
    public Boundaries boundaries() {
        return new Lines(new CsvBoundaries(dialect));
    }

    @Override
    public Scanner scanner() {
        var scanner = new CsvScanner(dialect, width, schema, nulls);
        return (chunk, batch) ->
                scanner.scan(chunk.bytes(), chunk.from(), chunk.to(), chunk.position(), batch);
    }

    /// None: they were looked up in the header.
    @Override
    public List<String> missing(Collection<String> found) {
        return List.of();
    }

    private record Lines(CsvBoundaries finder) implements Boundaries {
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
            int quote = finder.unclosedQuote(bytes, from, to);
            return quote < 0 ? null : new Unclosed("quote", quote);
        }
    }
}
