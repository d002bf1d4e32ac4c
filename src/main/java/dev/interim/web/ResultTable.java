package dev.interim.web;

import dev.interim.engine.failure.Plain;
import dev.interim.engine.stats.Snapshot;
import java.text.Normalizer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A snapshot as a table with one row for each column.
final class ResultTable {
    private static final String FORMULA_SIGNS = "=+-@";

    private ResultTable() {}

    /// As RFC 4180 has it. Before text that a spreadsheet would take for a formula stands a `'`.
    static String csv(Snapshot snapshot) {
        return line(ColumnRow.HEADER)
                + snapshot.columns().stream()
                        .map(ColumnRow::exact)
                        .map(row -> line(defused(row)))
                        .collect(Collectors.joining());
    }

    private static String line(List<String> fields) {
        return fields.stream().map(ResultTable::quoted).collect(Collectors.joining(",")) + "\r\n";
    }

    private static List<String> defused(ColumnRow row) {
        var fields = row.fields();
        return IntStream.range(0, fields.size())
                .mapToObj(i -> row.isForeign(i) ? defused(fields.get(i)) : fields.get(i))
                .toList();
    }

    private static String defused(String text) {
        return canBeAFormula(text) ? "'" + text : text;
    }

    /// Spreadsheets skip what is no visible sign, and take the full-width and small forms of a sign
    /// for the sign itself.
    private static boolean canBeAFormula(String text) {
        int first = text.codePoints().filter(ResultTable::isVisible).findFirst().orElse('x');
        String sign = Normalizer.normalize(Character.toString(first), Normalizer.Form.NFKC);
        return FORMULA_SIGNS.contains(sign)
                || (!text.isEmpty() && Character.isISOControl(text.charAt(0)));
    }

    private static boolean isVisible(int sign) {
        return !Character.isISOControl(sign)
                && !Character.isWhitespace(sign)
                && !Character.isSpaceChar(sign)
                && Character.getType(sign) != Character.FORMAT;
    }

    private static String quoted(String field) {
        boolean isPlain =
                field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return isPlain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }

    /// As GitHub's Markdown has it, with numbers to six digits.
    static String markdown(Snapshot snapshot) {
        return row(ColumnRow.HEADER)
                + "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|\n"
                + snapshot.columns().stream()
                        .map(ColumnRow::rounded)
                        .map(row -> row(row.fields().stream().map(ResultTable::literal).toList()))
                        .collect(Collectors.joining());
    }

    private static String row(List<String> fields) {
        return "| " + String.join(" | ", fields) + " |\n";
    }

    /// Text that means nothing to Markdown, nor to HTML.
    private static String literal(String foreign) {
        return Plain.text(foreign)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replaceAll("[\\\\`*_\\[\\]|~!]", "\\\\$0");
    }
}
