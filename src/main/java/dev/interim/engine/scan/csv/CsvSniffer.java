package dev.interim.engine.scan.csv;

import dev.interim.engine.batch.Batch;
import dev.interim.engine.batch.Column;
import dev.interim.engine.batch.Kind;
import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.failure.Plain;
import dev.interim.engine.scan.value.NullTokens;
import dev.interim.engine.scan.value.ValueParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds out how a dataset is separated and what its columns are called, from its first records.
///
/// *Delimiter*: of `,` `;` tab `|` the one with which most of the first records have the same
/// number of fields (more than one); among equals the one with more fields, then the earlier in
/// that list. When none separates anything there is one column.
///
/// *Header*: the first record, unless one of its fields looks like data (a number, a date, a truth
/// value).
public final class CsvSniffer {
    private static final int MOST_RECORDS = 200;
    private static final int LONGEST_NAME = 200;

    /// What was found.
    ///
    /// @param dialect how fields and records are told apart
    /// @param names one for each column, unique
    /// @param bodyStart where the first record behind the header starts
    public record Sniffed(CsvDialect dialect, List<String> names, int bodyStart) {}

    private record Split(CsvDialect dialect, double agreement, int fields) {
        boolean isBetterThan(Split other) {
            return agreement > other.agreement
                    || (agreement == other.agreement && fields > other.fields);
        }
    }

    private final ValueParser values = new ValueParser(new NullTokens(List.of("")));
    private final List<CsvDialect> candidates;
    private final @Nullable Boolean header;
    private final byte[] head;
    private final int from;
    private final int to;
    private final int mostColumns;

    /// @param candidates how the dataset may be separated, the likeliest first; at least one
    /// @param header whether the first record names the columns, `null` to find out
    /// @param head the first bytes of the dataset, decoded
    /// @param from where the first record starts, behind a byte order mark and blank lines
    /// @param to the end of the last whole line, or of all data
    /// @param mostColumns how many columns there may be
    public CsvSniffer(
            List<CsvDialect> candidates,
            @Nullable Boolean header,
            byte[] head,
            int from,
            int to,
            int mostColumns) {
        this.candidates = candidates;
        this.header = header;
        this.head = head;
        this.from = from;
        this.to = to;
        this.mostColumns = mostColumns;
    }

    /// Looks at the head; `[from, to)` holds at least one record that is not blank.
    ///
    /// @throws FailureException when there are too many columns
    public Sniffed sniff() {
        CsvDialect dialect = dialect();
        requireFewColumns(new CsvRecords(dialect, head, from, to).count());
        var records = new CsvRecords(dialect, head, from, to);
        List<String> first = records.next();
        boolean hasHeader = header == null ? first.stream().noneMatch(this::looksLikeData) : header;
        return hasHeader
                ? new Sniffed(dialect, names(first), Math.min(records.position(), to))
                : new Sniffed(dialect, numbered(first.size()), from);
    }

    private void requireFewColumns(int columns) {
        if (columns > mostColumns) {
            throw new FailureException(
                    FailureKind.TOO_LARGE,
                    "the dataset has %d columns, the limit is %d".formatted(columns, mostColumns));
        }
    }

    private CsvDialect dialect() {
        if (candidates.size() == 1) {
            return candidates.getFirst();
        }
        var best = new Split(candidates.getFirst(), 0, 1);
        for (CsvDialect candidate : candidates) {
            Split split = split(candidate);
            if (split.isBetterThan(best)) {
                best = split;
            }
        }
        return best.dialect();
    }

    private Split split(CsvDialect dialect) {
        var records = new CsvRecords(dialect, head, from, to);
        Map<Integer, Integer> byFields = new HashMap<>();
        int count = 0;
        for (int width = records.count();
                width > 0 && count < MOST_RECORDS;
                width = records.count()) {
            byFields.merge(width, 1, Integer::sum);
            count++;
        }
        int fields = 1;
        int agreeing = 0;
        for (var entry : byFields.entrySet()) {
            if (entry.getKey() > 1 && entry.getValue() > agreeing) {
                fields = entry.getKey();
                agreeing = entry.getValue();
            }
        }
        return new Split(dialect, (double) agreeing / Math.max(1, count), fields);
    }

    private boolean looksLikeData(String field) {
        var batch = new Batch();
        batch.open(1, 1);
        Column column = batch.column(0);
        byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
        column.to()[0] = bytes.length;
        values.parse(column, bytes, 1);
        return column.votes(Kind.TEXT) + column.votes(Kind.NULL) == 0;
    }

    private static List<String> names(List<String> header) {
        var names = new ArrayList<String>();
        var taken = new HashSet<String>();
        Map<String, Integer> again = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            String given = Plain.text(header.get(i).strip(), LONGEST_NAME);
            String base = given.isEmpty() ? "column_" + (i + 1) : given;
            String name = base;
            while (!taken.add(name)) {
                name = base + "_" + (again.merge(base, 1, Integer::sum) + 1);
            }
            names.add(name);
        }
        return names;
    }

    private static List<String> numbered(int width) {
        var names = new ArrayList<String>();
        for (int i = 1; i <= width; i++) {
            names.add("column_" + i);
        }
        return names;
    }
}
