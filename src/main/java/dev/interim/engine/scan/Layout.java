package dev.interim.engine.scan;

import dev.interim.engine.batch.Batch;
import dev.interim.engine.batch.Schema;
import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.scan.csv.CsvBoundaries;
import dev.interim.engine.scan.csv.CsvDialect;
import dev.interim.engine.scan.csv.CsvScanner;
import dev.interim.engine.scan.value.NullTokens;
import java.util.stream.Collectors;

/// What a dataset turned out to be: its columns, where its records start, and how they are scanned.
///
/// @param dialect how fields and records are told apart
/// @param width how many fields a record has
/// @param schema the columns that are wanted
/// @param hasHeader whether the first record names the columns
/// @param bodyStart where the first record starts
/// @param nulls what stands for no value
public record Layout(
        CsvDialect dialect,
        int width,
        Schema schema,
        boolean hasHeader,
        int bodyStart,
        NullTokens nulls) {
    /// The options with what was found out here, for the next of several files.
    ScanOptions insisted(ScanOptions options) {
        var csv = options.csv();
        return new ScanOptions(
                new CsvOptions(dialect.delimiter(), dialect.quote(), hasHeader, csv.nulls()),
                options.columns(),
                options.limits());
    }

    /// Refuses a file that has other columns than the first of several.
    void requireColumnsOf(Layout first) {
        if (width != first.width || !schema.equals(first.schema)) {
            throw new FailureException(
                    FailureKind.MALFORMED_DATA,
                    "the columns are %s, but those of the first file are %s"
                            .formatted(names(), first.names()));
        }
    }

    private String names() {
        return schema.fields().stream().map(Schema.Field::name).collect(Collectors.joining(", "));
    }

    /// A new finder of record ends, for one owner.
    CsvBoundaries boundaries() {
        return new CsvBoundaries(dialect);
    }

    /// A new scanner, for one owner; each lane has its own.
    public Scanner scanner() {
        var scanner = new CsvScanner(dialect, width, schema, nulls);
        return (chunk, batch) ->
                scanner.scan(chunk.bytes(), chunk.from(), chunk.to(), chunk.position(), batch);
    }

    /// Fills batches from chunks.
    @FunctionalInterface
    public interface Scanner {
        /// Fills the batch with the records of the chunk; the batch owns the bytes from then on.
        void scan(Chunk chunk, Batch batch);
    }
}
