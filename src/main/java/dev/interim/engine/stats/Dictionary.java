package dev.interim.engine.stats;

import dev.interim.engine.batch.Batch;
import dev.interim.engine.batch.Column;
import dev.interim.engine.batch.Kind;

/// The different values of one column of one batch: a repeated value costs one look-up, and later
/// steps see it once, with its weight.
final class Dictionary extends Tally {
    private static final byte NULL = Kind.NULL.code();
    private static final byte BOOLEAN = Kind.BOOLEAN.code();
    private static final byte INTEGER = Kind.INTEGER.code();
    private static final byte DECIMAL = Kind.DECIMAL.code();
    private static final byte NONFINITE = Kind.NONFINITE.code();
    private static final byte TEXT = Kind.TEXT.code();

    /// In [#entries()]: no value.
    static final int NONE = -1;

    /// Integers below differ whenever their doubles do.
    private static final double EXACT_BELOW = 0x1p53;

    private final boolean isByRow;
    private int[] entries = new int[0];

    /// @param isByRow whether [#entries()] is wanted
    Dictionary(boolean isByRow) {
        this.isByRow = isByRow;
    }

    private void start(int rows) {
        clear(rows);
        if (isByRow && entries.length < rows) {
            entries = new int[rows + rows / 8];
        }
    }

    /// Forgets what was there and takes the values of the column, without the nulls.
    void take(Batch batch, Column column) {
        start(column.rows());
        if (column.numberCount() + column.votes(Kind.NULL) == column.rows()) {
            takeNumbers(batch.bytes(), column);
        } else if (column.votes(Kind.TEXT) + column.votes(Kind.NULL) == column.rows()) {
            takeTexts(batch.bytes(), column);
        } else {
            takeMixed(batch.bytes(), column);
        }
    }

    private void takeNumbers(byte[] bytes, Column column) {
        byte[] kinds = column.kinds();
        double[] numbers = column.numbers();
        int number = 0;
        for (int row = 0; row < column.rows(); row++) {
            if (kinds[row] == NULL) {
                addNull(row);
            } else {
                double value = numbers[number++];
                boolean isExact = Math.abs(value) < EXACT_BELOW || kinds[row] != INTEGER;
                add(isExact ? Hash.number(value) : integer(bytes, column, row, value), row);
            }
        }
    }

    /// Integers differ in their last digit, however long they are.
    private static long integer(byte[] bytes, Column column, int row, double value) {
        return Hash.integer(bytes, column.from()[row], column.to()[row], value);
    }

    private void takeTexts(byte[] bytes, Column column) {
        byte[] kinds = column.kinds();
        int[] from = column.from();
        int[] to = column.to();
        for (int row = 0; row < column.rows(); row++) {
            if (kinds[row] == NULL) {
                addNull(row);
            } else {
                add(Hash.text(bytes, from[row], to[row]), row);
            }
        }
    }

    private void takeMixed(byte[] bytes, Column column) {
        byte[] kinds = column.kinds();
        int number = 0;
        int instant = 0;
        for (int row = 0; row < column.rows(); row++) {
            byte kind = kinds[row];
            if (kind == NULL) {
                addNull(row);
                continue;
            }
            int from = column.from()[row];
            long hash;
            if (kind == TEXT) {
                hash = Hash.text(bytes, from, column.to()[row]);
            } else if (kind == DECIMAL) {
                hash = Hash.number(column.numbers()[number++]);
            } else if (kind == INTEGER) {
                double value = column.numbers()[number++];
                hash =
                        Math.abs(value) < EXACT_BELOW
                                ? Hash.number(value)
                                : integer(bytes, column, row, value);
            } else if (kind == NONFINITE) {
                hash = Hash.nonFinite(bytes, from, column.to()[row]);
            } else if (kind == BOOLEAN) {
                hash = Hash.truth(isTrue(bytes[from]));
            } else {
                hash = Hash.instant(Kind.of(kind), column.instants()[instant++]);
            }
            add(hash, row);
        }
    }

    private static boolean isTrue(byte first) {
        return (first | 0x20) == 't';
    }

    private void add(long hash, int row) {
        int entry = add(hash, row, 1);
        if (isByRow) {
            entries[row] = entry;
        }
    }

    private void addNull(int row) {
        if (isByRow) {
            entries[row] = NONE;
        }
    }

    /// For each row the number of its entry, or [#NONE] where there is no value.
    int[] entries() {
        return entries;
    }
}
