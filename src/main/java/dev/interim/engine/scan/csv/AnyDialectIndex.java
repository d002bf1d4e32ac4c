package dev.interim.engine.scan.csv;

import dev.interim.engine.batch.Faults;
import java.util.Arrays;

/// Where the records and fields of a chunk lie, in any dialect: field by field, and slower than
/// [CsvIndex]. Quotes and escapes are taken away in place.
///
/// One owner.
final class AnyDialectIndex implements FieldIndex {
    private final FieldCursor cursor;
    private final RecordShape shape;
    private final int width;
    private final QuotedFields none;

    /// Starts and ends of the fields of good records, and of the one that is being read.
    private int[] places = new int[4096];

    private byte[] bytes = new byte[0];
    private int rows;
    private long base;
    private Faults faults = new Faults();

    AnyDialectIndex(CsvDialect dialect, RecordShape shape) {
        cursor = new FieldCursor(dialect);
        this.shape = shape;
        width = shape.width();
        none = new QuotedFields(width);
    }

    @Override
    public void build(byte[] chunk, int from, int to, long position, Faults found) {
        bytes = chunk;
        base = position - from;
        faults = found;
        rows = 0;
        cursor.start(chunk, from, to);
        while (cursor.position() < to) {
            if (!cursor.skipComment() && !(width > 1 && cursor.skipBlankLine())) {
                read();
            }
        }
        none.arrange();
        faults.endRows(rows);
    }

    private void read() {
        int start = cursor.position();
        int fields = 0;
        boolean isOpen = false;
        do {
            cursor.next();
            isOpen |= cursor.isOpen();
            if (fields <= width) {
                note(fields);
            }
            fields++;
        } while (!cursor.isLast());
        if (isOpen) {
            faults.unclosedRow(base + start, rows);
        } else {
            end(start, fields);
        }
    }

    private void note(int field) {
        int place = 2 * (rows * width + field);
        if (place + 2 > places.length) {
            places = Arrays.copyOf(places, places.length * 2);
        }
        places[place] = cursor.from();
        places[place + 1] = cursor.plainInPlace();
    }

    private void end(int start, int fields) {
        boolean isTrimmed = shape.mayTrim(fields) && isEmpty(width);
        boolean isNothing = fields == 1 && width > 1 && isNothing();
        boolean isPadded = shape.pads(fields) && !isNothing;
        if (isNothing && shape.ragged() == RaggedRows.PAD) {
            return;
        }
        if (isTrimmed) {
            faults.trimmedRow();
        } else if (isPadded) {
            faults.paddedRow();
            pad(fields);
        } else if (fields != width) {
            faults.raggedRow(base + start, width, fields, rows);
            return;
        }
        rows++;
    }

    private boolean isNothing() {
        int place = 2 * rows * width;
        return RecordShape.isNothing(bytes, places[place], places[place + 1], (byte) 0);
    }

    private boolean isEmpty(int field) {
        int place = 2 * (rows * width + field);
        return places[place] == places[place + 1];
    }

    private void pad(int fields) {
        int end = 2 * (rows + 1) * width;
        while (end > places.length) {
            places = Arrays.copyOf(places, places.length * 2);
        }
        int first = 2 * (rows * width + fields);
        Arrays.fill(places, first, end, places[first - 1]);
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public void places(int field, int[] from, int[] to) {
        for (int row = 0; row < rows; row++) {
            int place = 2 * (row * width + field);
            from[row] = places[place];
            to[row] = places[place + 1];
        }
    }

    @Override
    public QuotedFields quoted() {
        return none;
    }
}
