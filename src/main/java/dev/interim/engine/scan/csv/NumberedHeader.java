package dev.interim.engine.scan.csv;

import java.util.List;

/// A header whose columns are numbered: `0,1,2,3` or, above row names, `,0,1`.
final class NumberedHeader {
    private static final int MIN_NUMBERS = 3;

    private NumberedHeader() {}

    /// Whether the record counts on from 0 or 1 by one, and the next record does not count.
    static boolean is(Sample sample, Sample.Row row, List<Sample.Row> below) {
        return !below.isEmpty()
                && counts(sample.texts(row), true)
                && !counts(sample.texts(below.getFirst()), false);
    }

    private static boolean counts(List<String> texts, boolean isFromStart) {
        boolean hasCorner = texts.getFirst().isBlank();
        var numbers = hasCorner ? texts.subList(1, texts.size()) : texts;
        if (numbers.size() < (hasCorner ? 2 : MIN_NUMBERS)) {
            return false;
        }
        try {
            long first = Long.parseLong(numbers.getFirst().strip());
            for (int i = 0; i < numbers.size(); i++) {
                if (Long.parseLong(numbers.get(i).strip()) != first + i) {
                    return false;
                }
            }
            return !isFromStart || first == 0 || first == 1;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
