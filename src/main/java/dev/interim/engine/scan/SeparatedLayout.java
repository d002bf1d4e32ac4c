package dev.interim.engine.scan;

import dev.interim.engine.batch.Batch;
import dev.interim.engine.batch.Faults;
import dev.interim.engine.batch.Notice;
import dev.interim.engine.batch.Schema;
import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.scan.csv.CsvBoundaries;
import dev.interim.engine.scan.csv.CsvHints;
import dev.interim.engine.scan.csv.CsvScanner;
import dev.interim.engine.scan.csv.CsvSniffer;
import dev.interim.engine.scan.csv.RaggedRows;
import dev.interim.engine.scan.value.NullTokens;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Separated values.
///
/// @param table how fields and records are told apart, and where the table starts
/// @param schema the columns that are wanted
/// @param ragged what becomes of records with another number of fields
/// @param nulls what stands for no value
/// @param firstLine the number of the line in which the first record starts, from 1
/// @param malformed how many records may be malformed
record SeparatedLayout(
        CsvSniffer.Sniffed table,
        Schema schema,
        RaggedRows ragged,
        NullTokens nulls,
        long firstLine,
        MalformedLimit malformed)
        implements Layout {
    private int width() {
        return table.names().size();
    }

    @Override
    public int bodyStart() {
        return table.bodyStart();
    }

    @Override
    public int headStart() {
        return table.headStart();
    }

    @Override
    public List<Notice> notices() {
        return table.notices();
    }

    @Override
    public ScanOptions insisted(ScanOptions options) {
        var dialect = table.dialect();
        var csv = options.csv();
        var hints =
                new CsvHints(
                        dialect.separator(),
                        dialect.quote(),
                        dialect.escape(),
                        dialect.comment() == 0 ? null : dialect.comment(),
                        table.hasHeader(),
                        csv.hints().skipRows());
        return new ScanOptions(
                DataFormat.CSV,
                new CsvOptions(hints, csv.ragged(), csv.nulls()),
                options.columns(),
                options.limits(),
                options.malformed());
    }

    @Override
    public void requireSameAs(Layout first) {
        boolean isSame =
                first instanceof SeparatedLayout other
                        && width() == other.width()
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
        return new Lines(new CsvBoundaries(table.dialect()));
    }

    @Override
    public Scanner scanner() {
        var scanner = new CsvScanner(table.dialect(), width(), ragged, schema, nulls);
        return new Described(
                (chunk, batch) -> {
                    scanner.scan(chunk.bytes(), chunk.from(), chunk.to(), chunk.position(), batch);
                    if (ragged == RaggedRows.FAIL) {
                        failOnRagged(batch);
                    }
                },
                table.bodyStart(),
                firstLine);
    }

    private static void failOnRagged(Batch batch) {
        var faults = batch.faults();
        if (faults.malformedRows() > 0) {
            var first = faults.examples().getFirst();
            batch.fail(
                    new FailureException(
                            FailureKind.MALFORMED_DATA,
                            "the record at byte %d %s; csv.ragged=pad fills short records up, reject leaves such records out"
                                    .formatted(first.position(), first.reason())));
        }
    }

    @Override
    public void requireFewMalformed(Faults faults, long rows) {
        malformed.require(
                faults,
                rows,
                "fields were told apart by %s; csv.delimiter, csv.quote or csv.skipRows may fit better, limits.maxMalformed allows more"
                        .formatted(shown(table.dialect().separator())));
    }

    /// A separator in words.
    private static String shown(String separator) {
        return switch (separator) {
            case "\t" -> "tabs";
            case " " -> "blanks";
            case "\u00FF" -> "nothing";
            default ->
                    separator.charAt(0) < ' '
                            ? "0x%02X".formatted((int) separator.charAt(0))
                            : "'" + separator + "'";
        };
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

        @Override
        public int lineEnd(byte[] bytes, int from, int to) {
            return finder.lineEnd(bytes, from, to);
        }
    }
}
