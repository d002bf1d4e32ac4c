package dev.interim.engine.scan.csv;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the columns of some records look like.
final class ColumnTypes {
    private static final double MIN_SHARE = 0.8;
    private static final int MAX_CELLS = 20_000;

    private final List<Map<CellKind, Integer>> counts = new ArrayList<>();
    private final int seen;

    /// @param rows the records below a header
    /// @param width of the table; records with fewer fields count with those they have
    ColumnTypes(List<Sample.Row> rows, int width) {
        for (int i = 0; i < width; i++) {
            counts.add(new EnumMap<>(CellKind.class));
        }
        int most = Math.max(8, MAX_CELLS / width);
        int count = 0;
        for (Sample.Row row : rows.subList(0, Math.min(rows.size(), most))) {
            if (fits(row, width)) {
                count++;
                for (int i = 0; i < Math.min(width, row.width()); i++) {
                    counts.get(i).merge(row.kinds()[i], 1, Integer::sum);
                }
            }
        }
        seen = count;
    }

    private static boolean fits(Sample.Row row, int width) {
        return row.width() == width
                || (row.width() < width && 2 * row.width() >= width)
                || (row.width() == width + 1 && row.isLastEmpty());
    }

    /// How many records were looked at.
    int seen() {
        return seen;
    }

    /// The type of a column that has one, apart from a few fields; `null` of text and emptiness.
    @Nullable CellKind type(int column) {
        int values = 0;
        for (CellKind kind : CellKind.values()) {
            values += kind == CellKind.EMPTY ? 0 : count(column, kind);
        }
        int numbers = count(column, CellKind.NUMBER) + count(column, CellKind.YEAR);
        for (CellKind kind : CellKind.values()) {
            int same = kind == CellKind.NUMBER ? numbers : count(column, kind);
            if (kind.type() == kind && kind.isTyped() && same > 0 && same >= MIN_SHARE * values) {
                return kind;
            }
        }
        return null;
    }

    /// Whether a column of numbers has years.
    boolean hasYears(int column) {
        return 2 * count(column, CellKind.YEAR) >= count(column, CellKind.NUMBER);
    }

    private int count(int column, CellKind kind) {
        return counts.get(column).getOrDefault(kind, 0);
    }

    /// How a record compares with the columns below it.
    Comparison compare(Sample.Row row) {
        int other = 0;
        int years = 0;
        int same = 0;
        int typed = 0;
        for (int i = 0; i < Math.min(counts.size(), row.width()); i++) {
            CellKind found = row.kinds()[i];
            CellKind type = type(i);
            typed += type == null ? 0 : 1;
            if (found == CellKind.EMPTY || (type == null && seen > 0)) {
                continue;
            }
            boolean isYear = found == CellKind.YEAR && seen > 0 && !hasYears(i);
            if (type == null) {
                same += found.isTyped() ? 1 : 0;
            } else if (isYear) {
                years++;
            } else if (found.type() != type) {
                other++;
            } else {
                same++;
            }
        }
        return new Comparison(other, years, same, typed);
    }

    /// How a record compares with the columns below it.
    ///
    /// @param other fields of another type than their column
    /// @param years that stand above other numbers
    /// @param same fields of the type of their column
    /// @param typed columns that have a type
    record Comparison(int other, int years, int same, int typed) {
        /// Whether it names the columns, as their types show.
        boolean isHeader() {
            return other > 0 || (years > 0 && same == 0);
        }

        /// Whether it is one of the records.
        boolean isData() {
            return !isHeader() && same + years > 0;
        }
    }
}
