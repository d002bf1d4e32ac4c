package dev.interim.engine.scan.csv;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The table that a sample holds in one dialect, and how good a table that is.
///
/// The score is the product of these terms, each from 0 to 1; docs/dialects.md explains them:
///
/// - *agreement*: the share of the records below the header that have its number of fields; those
///   that are filled up or trimmed count less
/// - *fields*: (n − 1) / n of n fields, and 0.3 of one
/// - *types*: what the fields are worth on average, see [Sample]
/// - *header*: less for a first record that is like the others, much less for one further down
/// - *skipped*: a little less for every record above the header, up to ten
/// - *likelihood* of the dialect itself
///
/// @param header which record of the sample is the first of the table
/// @param width how many fields the records of the table have
/// @param hasRowNames whether the records have one field more than the header: names in front
/// @param isHeader whether the first record names the columns
record TableGuess(
        CsvDialect dialect,
        Sample sample,
        int header,
        int width,
        boolean hasRowNames,
        boolean isHeader,
        double score) {
    private static final int MAX_SKIPPED = 64;
    private static final double ONE_FIELD = 0.3;
    private static final double PADDED = 0.3;
    private static final double ALL_PADDED = 0.9;
    private static final double TRIMMED = 0.95;
    private static final double LONGER = 0.15;
    private static final double TITLE = 0.1;
    private static final double TABLE = 2;
    private static final double NEUTRAL_HEADER = 0.9;
    private static final double DATA_BELOW = 0.5;
    private static final double PER_SKIPPED = 0.02;
    private static final double TABS_INSIDE = 0.5;

    /// The best table in this dialect; `null` when the sample has no record.
    ///
    /// @param header whether the first record names the columns, `null` to find out
    /// @param isFirst whether the table starts with the first record, whatever that is
    static @Nullable TableGuess of(
            CsvDialect dialect, Sample sample, @Nullable Boolean header, boolean isFirst) {
        int most = isFirst ? 1 : MAX_SKIPPED;
        TableGuess best = null;
        var rows = sample.rows();
        for (int i = 0; i < Math.min(rows.size(), most); i++) {
            int width = rows.get(i).width();
            best = better(best, of(dialect, sample, header, i, width, false));
            if (!isFirst && (header == null || header)) {
                best = better(best, of(dialect, sample, header, i, width + 1, true));
            }
            if (!isFirst && width > 1 && rows.get(i).isLastEmpty()) {
                best = better(best, of(dialect, sample, header, i, width - 1, false));
            }
        }
        return best;
    }

    private static TableGuess better(@Nullable TableGuess best, TableGuess other) {
        return best == null || other.score > best.score ? other : best;
    }

    private static TableGuess of(
            CsvDialect dialect,
            Sample sample,
            @Nullable Boolean header,
            int first,
            int width,
            boolean hasRowNames) {
        var rows = sample.rows();
        var row = rows.get(first);
        var below = rows.subList(first + 1, rows.size());
        double skipped = skipped(rows.subList(0, first), width);
        double agreement = agreement(row, below, width, hasRowNames, skipped);
        double likelihood = likelihood(dialect);
        double most = agreement * likelihood * (width == 1 ? ONE_FIELD : (width - 1.0) / width);
        if (most == 0) {
            return new TableGuess(dialect, sample, first, width, hasRowNames, true, 0);
        }
        var types = new ColumnTypes(below, width);
        var compared = types.compare(row);
        boolean isNumbered =
                first == 0 && compared.isData() && NumberedHeader.is(sample, row, below);
        boolean isHeader =
                header == null ? hasRowNames || isNumbered || !compared.isData() : header;
        double score =
                most
                        * worth(rows, first, width)
                        * headerTerm(row, compared, first, skipped, header == null)
                        * (1 - PER_SKIPPED * Math.min(first, 10));
        return new TableGuess(dialect, sample, first, width, hasRowNames, isHeader, score);
    }

    private static double headerTerm(
            Sample.Row row,
            ColumnTypes.Comparison compared,
            int first,
            double skipped,
            boolean isOpen) {
        double share = (double) row.filled() / row.width();
        double filled = 0.5 + 0.5 * share * share;
        if (!isOpen) {
            return first == 0 ? 1 : filled;
        }
        boolean isDeep = first > 0 && skipped >= 1;
        if (isDeep ? compared.other() > compared.same() : compared.isHeader()) {
            return filled;
        }
        boolean isBelow = isDeep || (first > 0 && compared.isData());
        return (isBelow ? DATA_BELOW : NEUTRAL_HEADER) * (first == 0 ? 1 : filled);
    }

    /// Of how many records, by their weight, the number of fields agrees.
    private static double agreement(
            Sample.Row row,
            List<Sample.Row> below,
            int width,
            boolean hasRowNames,
            double skipped) {
        double weights = skipped;
        double agreeing = 0;
        boolean isUniform = true;
        boolean hasLast = false;
        for (Sample.Row other : below) {
            weights += other.weight();
            isUniform &= other.width() == below.getFirst().width();
            hasLast |= other.width() == width && !other.isLastEmpty();
            agreeing += other.width() == width ? 1 : isTrimmed(other, width) ? TRIMMED : 0;
        }
        if (below.isEmpty()) {
            return hasRowNames || skipped > 0 ? 0 : 1;
        }
        if (hasRowNames) {
            var types = new ColumnTypes(below.subList(1, below.size()), width);
            boolean areNames =
                    isUniform
                            && hasLast
                            && agreeing == below.size()
                            && (width > 2 || types.type(0) == null)
                            && !types.compare(below.getFirst()).isHeader();
            return areNames && row.filled() == row.width() ? TRIMMED * agreeing / weights : 0;
        }
        boolean isEndedBySeparator = row.width() == width && row.isLastEmpty();
        double padding = isUniform && !isEndedBySeparator ? ALL_PADDED : PADDED;
        for (Sample.Row other : below) {
            agreeing += other.width() < width && 2 * other.width() >= width ? padding : 0;
            agreeing += width > 2 && other.width() > width && !isTrimmed(other, width) ? LONGER : 0;
        }
        return agreeing / weights;
    }

    private static boolean isTrimmed(Sample.Row row, int width) {
        return row.width() == width + 1 && row.isLastEmpty();
    }

    /// How many records stand above the header, where titles count little, and records with as many
    /// fields as the one before, which may be a table of their own, much.
    private static double skipped(List<Sample.Row> above, int width) {
        double skipped = 0;
        int last = 0;
        for (Sample.Row row : above) {
            boolean isTitle = row.width() == 1 || 3 * row.filled() <= row.width();
            skipped += isTitle && width > 1 ? TITLE : row.width() == last ? TABLE : 1;
            last = row.filled() == row.width() ? row.width() : 0;
        }
        return skipped;
    }

    /// What the fields of the table are worth on average.
    private static double worth(List<Sample.Row> rows, int first, int width) {
        double worth = 0;
        long fields = 0;
        int records = 0;
        int tabs = 0;
        for (Sample.Row row : rows.subList(first, rows.size())) {
            if (row.width() <= width + 1 && 2 * row.width() >= width) {
                worth += row.quality();
                fields += row.width();
                records++;
                tabs += row.hasTab() ? 1 : 0;
            }
        }
        double average = fields == 0 ? 1 : worth / fields;
        return 2 * tabs > records ? average * TABS_INSIDE : average;
    }

    /// How likely the dialect is before anything is seen.
    private static double likelihood(CsvDialect dialect) {
        double likelihood =
                switch (dialect.separator()) {
                    case ",", ";", "\t", "|", CsvDialect.NONE -> 1;
                    case " " -> 0.5;
                    default -> dialect.delimiter() < ' ' ? 0.9 : 0.6;
                };
        double quoting = dialect.quote() == '"' ? 1 : dialect.quote() == 0 ? 0.98 : 0.99;
        double escaping = dialect.isDoubling() ? 1 : 0.99;
        return likelihood
                * quoting
                * escaping
                * (dialect.isSkippingBlanks() && !dialect.separator().equals(" ") ? 0.97 : 1);
    }

    /// The same with a header further down.
    TableGuess startingAt(int record) {
        return new TableGuess(dialect, sample, record, width, hasRowNames, isHeader, score);
    }
}
