package dev.interim.engine.scan.csv;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a few records slowly and simply: for looking at the head of a dataset. Blank lines are no
/// records.
final class CsvRecords {
    private final int to;
    private final FieldCursor cursor;

    /// @param from where the first record starts
    CsvRecords(CsvDialect dialect, byte[] bytes, int from, int to) {
        this.to = to;
        cursor = new FieldCursor(dialect);
        cursor.start(bytes, from, to);
    }

    /// The fields of the next record; none at the end.
    List<String> next() {
        var fields = new ArrayList<String>();
        read(fields);
        return fields;
    }

    /// How many fields the next record has, 0 at the end; keeps none of them.
    int count() {
        return read(null);
    }

    /// Where the record after the last one starts.
    int position() {
        return cursor.position();
    }

    private int read(@Nullable List<String> fields) {
        boolean isSkipping = true;
        while (isSkipping && cursor.position() < to) {
            isSkipping = cursor.skipComment() || cursor.skipBlankLine();
        }
        int count = 0;
        boolean hasMore = cursor.position() < to;
        while (hasMore) {
            cursor.next();
            if (fields != null) {
                fields.add(cursor.text());
            }
            count++;
            hasMore = !cursor.isLast();
        }
        return count;
    }
}
