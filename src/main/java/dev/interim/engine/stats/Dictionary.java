package dev.interim.engine.stats;

import dev.interim.engine.batch.Batch;
import dev.interim.engine.batch.Column;
import dev.interim.engine.batch.Kind;
import dev.interim.engine.simd.Hashes;
import dev.interim.engine.simd.Swar;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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

    /// How many bytes are compared as two words.
    private static final int WORDS = 2 * Long.BYTES;

    private final Hashes mixing;
    private final boolean isByRow;
    private int[] entries = new int[0];

    // the values of a column that are not null
    private long[] hashes = new long[0];
    private int[] itsRows = new int[0];
    private int[] all = new int[0];
    private int[] some = new int[0];
    private int size;

    private byte[] bytes = new byte[0];
    private @Nullable Column taken;

    /// @param isByRow whether [#entries()] is wanted
    Dictionary(boolean isByRow) {
        this(isByRow, Hashes.fastest());
    }

    /// @param mixing may serve other dictionaries of the same owner
    Dictionary(boolean isByRow, Hashes mixing) {
        this.isByRow = isByRow;
        this.mixing = mixing;
    }

    /// Forgets what was there and takes the values of the column, without the nulls.
    void take(Batch batch, Column column) {
        start(column.rows());
        bytes = batch.bytes();
        taken = column;
        boolean areCompared = true;
        if (column.numberCount() + column.votes(Kind.NULL) == column.rows()) {
            areCompared = takeNumbers(column);
        } else if (column.votes(Kind.TEXT) + column.votes(Kind.NULL) == column.rows()) {
            takeTexts(column);
        } else if (column.votes(Kind.TIMESTAMP) + column.votes(Kind.NULL) == column.rows()) {
            takeTimestamps(column);
            areCompared = false;
        } else {
            takeMixed(column);
        }
        if (isByRow && size < column.rows()) {
            Arrays.fill(entries, 0, column.rows(), NONE);
        }
        addAll(hashes, itsRows, size, areCompared, isByRow ? entries : null);
    }

    private void start(int most) {
        clear(most);
        size = 0;
        if (hashes.length < most) {
            int room = most + most / 8;
            hashes = new long[room];
            all = new int[room];
            Arrays.setAll(all, row -> row);
            some = new int[room];
            entries = new int[isByRow ? room : 0];
        }
    }

    /// Answers whether some may have the hash of others.
    private boolean takeNumbers(Column column) {
        double[] numbers = column.numbers();
        int count = column.numberCount();
        takeRows(column);
        mixing.numbers(numbers, count, Hash.NUMBER, hashes);
        size = count;
        if (column.votes(Kind.INTEGER) > 0 && largest(numbers, count) >= EXACT_BELOW) {
            takeLongIntegers(column);
            return true;
        }
        return false;
    }

    /// The rows that hold a value.
    private void takeRows(Column column) {
        if (column.votes(Kind.NULL) == 0) {
            itsRows = all;
            return;
        }
        itsRows = some;
        byte[] kinds = column.kinds();
        int next = 0;
        for (int row = 0; row < column.rows(); row++) {
            itsRows[next] = row;
            next += kinds[row] == NULL ? 0 : 1;
        }
    }

    private static double largest(double[] numbers, int count) {
        double largest = 0;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, Math.abs(numbers[i]));
        }
        return largest;
    }

    private void takeLongIntegers(Column column) {
        for (int i = 0; i < column.numberCount(); i++) {
            double value = column.numbers()[i];
            if (Math.abs(value) >= EXACT_BELOW && column.kinds()[itsRows[i]] == INTEGER) {
                hashes[i] = integer(column, itsRows[i], value);
            }
        }
    }

    /// Integers differ in their last digit, however long they are.
    private long integer(Column column, int row, double value) {
        return Hash.integer(bytes, column.from()[row], column.to()[row], value);
    }

    private void takeTexts(Column column) {
        takeRows(column);
        size = column.votes(Kind.TEXT);
        mixing.texts(bytes, column.from(), column.to(), itsRows, size, hashes);
    }

    private void takeTimestamps(Column column) {
        takeRows(column);
        size = column.instantCount();
        mixing.values(column.instants(), size, Hash.TIMESTAMP, hashes);
    }

    private void takeMixed(Column column) {
        itsRows = some;
        byte[] kinds = column.kinds();
        int number = 0;
        int instant = 0;
        for (int row = 0; row < column.rows(); row++) {
            byte kind = kinds[row];
            if (kind == NULL) {
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
                                : integer(column, row, value);
            } else if (kind == NONFINITE) {
                hash = Hash.nonFinite(bytes, from, column.to()[row]);
            } else if (kind == BOOLEAN) {
                hash = Hash.truth(isTrue(bytes[from]));
            } else {
                hash = Hash.instant(Kind.of(kind), column.instants()[instant++]);
            }
            itsRows[size] = row;
            hashes[size++] = hash;
        }
    }

    private static boolean isTrue(byte first) {
        return (first | 0x20) == 't';
    }

    /// Short texts without a loop: this runs for each text of the dataset that was seen before.
    @Override
    boolean isSame(int row, int other) {
        var column = Objects.requireNonNull(taken);
        int from = column.from()[row];
        int otherFrom = column.from()[other];
        int length = column.to()[row] - from;
        byte kind = column.kinds()[row];
        byte otherKind = column.kinds()[other];
        boolean isShort = length <= WORDS && Math.max(from, otherFrom) + WORDS <= bytes.length;
        if (isShort && kind == TEXT && otherKind == TEXT) {
            return length == column.to()[other] - otherFrom && areSame(from, otherFrom, length);
        }
        return Identity.isSame(
                kind, bytes, from, column.to()[row], otherKind, otherFrom, column.to()[other]);
    }

    private boolean areSame(int from, int other, int length) {
        long low = Swar.word(bytes, from) ^ Swar.word(bytes, other);
        if (length <= Long.BYTES) {
            return length == 0 || low << (Long.SIZE - Byte.SIZE * length) == 0;
        }
        long high = Swar.word(bytes, from + Long.BYTES) ^ Swar.word(bytes, other + Long.BYTES);
        return (low | high << (Byte.SIZE * (WORDS - length))) == 0;
    }

    /// The kind of the value of an entry.
    byte kind(int entry) {
        return Objects.requireNonNull(taken).kinds()[row(entry)];
    }

    /// For each row the number of its entry, or [#NONE] where there is no value.
    int[] entries() {
        return entries;
    }
}
