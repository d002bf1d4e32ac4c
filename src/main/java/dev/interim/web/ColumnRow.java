package dev.interim.web;

import dev.interim.engine.stats.Snapshot;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/// A column in one line, for tables; what is not known is empty.
///
/// @param distinct `~` stands before what is an estimate, where people read it
record ColumnRow(
        String name,
        String type,
        String count,
        String nulls,
        String min,
        String mean,
        String stddev,
        String median,
        String max,
        String distinct) {
    /// The names of the fields.
    static final List<String> HEADER =
            List.of(
                    "column",
                    "type",
                    "count",
                    "nulls",
                    "min",
                    "mean",
                    "stddev",
                    "median",
                    "max",
                    "distinct");

    private static final MathContext READABLE = new MathContext(6);
    private static final int LONGEST_PLAIN = 15;

    /// For people: numbers to six digits.
    static ColumnRow rounded(Snapshot.Column column) {
        return of(column, ColumnRow::rounded, "~");
    }

    /// For machines: numbers as they are.
    static ColumnRow exact(Snapshot.Column column) {
        return of(column, ColumnRow::exact, "");
    }

    private static ColumnRow of(
            Snapshot.Column column, DoubleFunction<String> number, String estimated) {
        var numeric = isNumeric(column) ? column.numeric() : null;
        return new ColumnRow(
                column.name(),
                column.type().label(),
                Long.toString(column.count()),
                Long.toString(column.nulls()),
                numeric == null ? first(column) : text(NumericView.min(numeric), number),
                numeric == null ? "" : text(numeric.mean(), number),
                numeric == null ? "" : text(numeric.stddev(), number),
                numeric == null ? "" : text(median(numeric), number),
                numeric == null ? last(column) : text(NumericView.max(numeric), number),
                distinct(column.distinct(), estimated));
    }

    private static boolean isNumeric(Snapshot.Column column) {
        return switch (column.type()) {
            case INTEGER, DECIMAL -> true;
            case BOOLEAN, DATE, TIMESTAMP, TEXT, EMPTY -> false;
        };
    }

    private static String first(Snapshot.Column column) {
        var temporal = column.temporal();
        var text = column.text();
        return switch (column.type()) {
            case DATE, TIMESTAMP -> temporal == null ? "" : temporal.min();
            case TEXT -> text == null ? "" : text.min();
            case BOOLEAN, INTEGER, DECIMAL, EMPTY -> "";
        };
    }

    private static String last(Snapshot.Column column) {
        var temporal = column.temporal();
        var text = column.text();
        return switch (column.type()) {
            case DATE, TIMESTAMP -> temporal == null ? "" : temporal.max();
            case TEXT -> text == null ? "" : text.max();
            case BOOLEAN, INTEGER, DECIMAL, EMPTY -> "";
        };
    }

    private static @Nullable Double median(Snapshot.Numeric numeric) {
        var quantiles = numeric.quantiles();
        return quantiles == null ? null : quantiles.values().get("0.5");
    }

    /// Integers beyond 2^53 have all their digits.
    private static String text(@Nullable Number value, DoubleFunction<String> number) {
        return switch (value) {
            case null -> "";
            case BigInteger integer -> integer.toString();
            default -> number.apply(value.doubleValue());
        };
    }

    private static String distinct(Snapshot.@Nullable Distinct distinct, String estimated) {
        if (distinct == null) {
            return "";
        }
        return (distinct.exact() ? "" : estimated) + distinct.estimate();
    }

    private static String exact(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static String rounded(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        var digits = new BigDecimal(value).round(READABLE).stripTrailingZeros();
        String plain = digits.toPlainString();
        return plain.length() <= LONGEST_PLAIN ? plain : digits.toString();
    }

    /// The fields, in the order of the header.
    List<String> fields() {
        return List.of(name, type, count, nulls, min, mean, stddev, median, max, distinct);
    }

    /// Whether a field holds text from the data, which nobody has checked.
    boolean isForeign(int field) {
        return field == 0 || (type.equals("text") && (field == 4 || field == 8));
    }
}
