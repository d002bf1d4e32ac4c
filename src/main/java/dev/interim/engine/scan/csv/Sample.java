package dev.interim.engine.scan.csv;

import java.util.ArrayList;
import java.util.List;

/// The first bytes of a dataset, read in one dialect.
final class Sample {
    /// Text is worth less than what has a type: with the wrong separator most fields are text.
    private static final double TEXT = 0.5;

    /// Text in which another usual separator stands, with no blank behind it.
    private static final double OTHER_SEPARATOR = 0.2;

    /// Text that starts or ends with a quote, or has text behind its closing quote.
    private static final double STRAY_QUOTE = 0.1;

    private static final double SINGLE_QUOTED = 0.4;

    /// A record of the sample.
    ///
    /// @param start where it starts
    /// @param end behind its line end
    /// @param kinds of its fields
    /// @param quality the sum of what its fields are worth, from 0 to 1 each
    /// @param weight how many records it might have been: a quote that is not closed joins many
    /// @param hasTab whether an unquoted field has a tab
    @SuppressWarnings("ArrayRecordComponent")
    record Row(int start, int end, CellKind[] kinds, double quality, int weight, boolean hasTab) {
        int width() {
            return kinds.length;
        }

        boolean isLastEmpty() {
            return kinds[kinds.length - 1] == CellKind.EMPTY;
        }

        /// How many fields are not empty.
        int filled() {
            int filled = 0;
            for (CellKind kind : kinds) {
                filled += kind == CellKind.EMPTY ? 0 : 1;
            }
            return filled;
        }
    }

    private final byte[] bytes;
    private final FieldCursor cursor;
    private final CsvDialect dialect;
    private final boolean hasTabs;
    private final int to;
    private final List<Row> rows = new ArrayList<>();
    private boolean hasTab;
    private boolean isOdd;

    /// @param isWhole whether no more data follows
    /// @param mostFields a record with more makes the sample end
    Sample(CsvDialect dialect, byte[] bytes, int from, int to, boolean isWhole, int mostFields) {
        this.bytes = bytes;
        this.dialect = dialect;
        this.to = to;
        cursor = new FieldCursor(dialect);
        hasTabs = dialect.separator().equals("\t");
        cursor.start(bytes, from, to);
        boolean hasRoom = true;
        while (hasRoom && cursor.position() < to) {
            if (!cursor.skipComment() && !cursor.skipBlankLine()) {
                hasRoom = read(isWhole, mostFields);
            }
        }
    }

    private boolean read(boolean isWhole, int mostFields) {
        int start = cursor.position();
        var kinds = new ArrayList<CellKind>();
        double quality = 0;
        boolean isOpen = false;
        hasTab = false;
        isOdd = false;
        do {
            cursor.next();
            var kind = CellKind.of(bytes, textFrom(), textTo());
            quality += quality(kind);
            kinds.add(kind);
            isOpen |= cursor.isOpen();
        } while (!cursor.isLast() && kinds.size() <= mostFields);
        int end = cursor.position();
        boolean isCut = isOpen && !isWhole && 2L * (end - start) < to;
        if (!isCut) {
            int weight = isOpen || isOdd ? lines(start, end) : 1;
            rows.add(new Row(start, end, kinds.toArray(CellKind[]::new), quality, weight, hasTab));
        }
        return kinds.size() <= mostFields;
    }

    private int textFrom() {
        return cursor.isQuoted() ? cursor.from() + 1 : cursor.from();
    }

    private int textTo() {
        return cursor.isQuoted() && !cursor.isOpen() ? cursor.closing() : cursor.to();
    }

    private double quality(CellKind kind) {
        if (cursor.isQuoted()) {
            boolean isBad = cursor.isOpen() || cursor.hasTail();
            isOdd |= isBad;
            return isBad ? 0 : 1;
        }
        if (kind != CellKind.TEXT) {
            return 1;
        }
        return text(cursor.from(), cursor.to());
    }

    private double text(int from, int end) {
        byte first = bytes[from];
        byte last = bytes[end - 1];
        if (first == '"' || (last == '"' && dialect.quote() == 0)) {
            return STRAY_QUOTE;
        }
        double worth = first == '\'' && last == '\'' && end - from > 1 ? SINGLE_QUOTED : TEXT;
        for (int at = from; at < end; at++) {
            byte value = bytes[at];
            boolean isSeparator = value == ',' || value == ';' || value == '|' || value == '\t';
            if (isSeparator && !(at + 1 < end && bytes[at + 1] == ' ')) {
                worth = Math.min(worth, OTHER_SEPARATOR);
            }
            hasTab |= !hasTabs && value == '\t';
        }
        return worth;
    }

    private int lines(int start, int end) {
        int lines = 1;
        for (int at = start; at < end - 1; at++) {
            lines += bytes[at] == '\n' ? 1 : 0;
        }
        return lines;
    }

    /// The records.
    List<Row> rows() {
        return rows;
    }

    /// The texts of the fields of a record.
    List<String> texts(Row row) {
        return new CsvRecords(dialect, bytes, row.start(), row.end()).next();
    }
}
