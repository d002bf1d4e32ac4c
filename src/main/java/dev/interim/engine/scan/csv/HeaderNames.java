package dev.interim.engine.scan.csv;

import dev.interim.engine.failure.Plain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// The names of columns: as the header has them, made unique.
final class HeaderNames {
    private static final int LONGEST_NAME = 200;

    private HeaderNames() {}

    /// One name for each column; the same name again gets a number, none at all that of its place.
    static List<String> of(List<String> header) {
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

    /// Names by place.
    static List<String> numbered(int width) {
        var names = new ArrayList<String>();
        for (int i = 1; i <= width; i++) {
            names.add("column_" + i);
        }
        return names;
    }

    /// The names of a header of several rows: those of the first where they tell all columns apart,
    /// else all that stand above a column, one after another; what is empty in the first row goes
    /// on from the left.
    static List<String> joined(List<List<String>> rows, int width) {
        var first = rows.getFirst();
        boolean isEnough =
                new HashSet<>(first).size() == first.size()
                        && first.stream().noneMatch(String::isBlank);
        if (isEnough || rows.size() == 1) {
            return first;
        }
        var names = new ArrayList<String>();
        String left = "";
        for (int i = 0; i < width; i++) {
            String given = i < first.size() ? first.get(i).strip() : "";
            left = given.isEmpty() ? left : given;
            names.add(name(rows, i, left));
        }
        return names;
    }

    private static String name(List<List<String>> rows, int column, String first) {
        var name = new StringBuilder(first);
        for (var row : rows.subList(1, rows.size())) {
            String given = column < row.size() ? row.get(column).strip() : "";
            name.append(name.isEmpty() || given.isEmpty() ? "" : " ").append(given);
        }
        return name.toString();
    }
}
