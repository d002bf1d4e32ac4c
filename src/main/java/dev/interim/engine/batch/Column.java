package dev.interim.engine.batch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The values of one column of a batch: for each row its kind and where its text lies, and the
/// parsed numbers and instants, dense and in row order. Where records need not have all columns,
/// only the rows that have this one are in it.
///
/// Ugly on purpose: arrays are handed out as they are, because scanners and accumulators loop over
/// hundreds of millions of values a second. They are valid up to the stated count, until the batch
/// is filled again, and only for the owner of the batch.
public final class Column {
    private static final VarHandle EIGHT =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final int SPARE = 8;

    private int rows;
    private int lastRow;
    private int kindsPut;
    private int[] putRows = new int[0];
    private byte[] kinds = new byte[0];
    private int[] from = new int[0];
    private int[] to = new int[0];
    private final int[] votes = new int[Kind.COUNT];

    private int numberCount;
    private double[] numbers = new double[0];
    private long[] unscaled = new long[0];
    private byte[] scales = new byte[0];
    private int scalesSeen;

    private int instantCount;
    private long[] instants = new long[0];
    private final int[] instantForms = new int[InstantForm.COUNT];
    private int trueCount;
    private int nanCount;
    private int infinityCount;

    Column() {}

    /// Empties the column and makes room; for scanners.
    ///
    /// @param capacity how many rows may follow
    void clear(int capacity) {
        rows = 0;
        lastRow = -1;
        kindsPut = 0;
        numberCount = 0;
        instantCount = 0;
        trueCount = 0;
        nanCount = 0;
        infinityCount = 0;
        scalesSeen = 0;
        Arrays.fill(instantForms, 0);
        Arrays.fill(votes, 0);
        if (kinds.length < capacity) {
            int room = capacity + capacity / 8;
            kinds = new byte[room];
            from = new int[room];
            to = new int[room];
        }
    }

    /// Adds the value of a row, or replaces the one that the row has already; for scanners of
    /// records that need not have all columns, in the order of the rows.
    public void put(int row, byte kind, int start, int end) {
        int at = lastRow == row ? rows - 1 : rows++;
        if (at >= putRows.length) {
            grow();
        }
        lastRow = row;
        putRows[at] = row;
        kinds[at] = kind;
        from[at] = start;
        to[at] = end;
        kindsPut |= 1 << kind;
    }

    private void grow() {
        int room = Math.max(Math.max(8, rows * 2), kinds.length);
        putRows = Arrays.copyOf(putRows, room);
        kinds = Arrays.copyOf(kinds, room);
        from = Arrays.copyOf(from, room);
        to = Arrays.copyOf(to, room);
    }

    /// Whether values were put one by one, each with its row.
    public boolean isPut() {
        return kindsPut != 0;
    }

    /// The row of the batch that each value stands in, where values were put one by one.
    public int[] putRows() {
        return putRows;
    }

    /// Whether the row that was put last is this one.
    public boolean has(int row) {
        return lastRow == row;
    }

    /// Takes away what was put for the row, if anything was.
    public void drop(int row) {
        if (lastRow == row) {
            rows--;
            lastRow = -1;
        }
    }

    /// Which kinds may have been put, as bits at the places of their codes.
    public int kindsPut() {
        return kindsPut;
    }

    /// Makes room for numbers and instants, and eight more of each; for scanners, before the first
    /// value.
    ///
    /// @param most how many of each at most
    public void expectValues(int most) {
        if (numbers.length < most + SPARE) {
            int room = Math.max(16, most + most / 8) + SPARE;
            numbers = new double[room];
            unscaled = new long[room];
            scales = new byte[room];
            instants = new long[room];
        }
    }

    /// Says how many rows were filled; for scanners, which have written kinds and places.
    public void fill(int filled) {
        rows = filled;
        int row = 0;
        // eight at a time where they are all the same, as they mostly are
        for (; row <= filled - Long.BYTES; row += Long.BYTES) {
            long eight = (long) EIGHT.get(kinds, row);
            if (eight == (eight & 0xFF) * ONES) {
                votes[kinds[row]] += Long.BYTES;
            } else {
                for (int i = row; i < row + Long.BYTES; i++) {
                    votes[kinds[i]]++;
                }
            }
        }
        for (; row < filled; row++) {
            votes[kinds[row]]++;
        }
    }

    /// Adds a number; for scanners.
    ///
    /// @param digits the number times 10^scale
    /// @param scale from 0 to 18, or [#INEXACT] when it is no decimal of at most 18 digits
    public void addNumber(double value, long digits, byte scale) {
        int at = numberCount++;
        numbers[at] = value;
        unscaled[at] = digits;
        scales[at] = scale;
        scalesSeen |= 1 << scale;
    }

    /// Adds numbers that were written into the arrays behind those that are there; for scanners.
    ///
    /// @param scalesOfThem a bit for each scale that occurs among them
    public void addNumbers(int count, int scalesOfThem) {
        numberCount += count;
        scalesSeen |= scalesOfThem;
    }

    /// Adds a date or a timestamp; for scanners.
    ///
    /// @param micros microseconds since 1970-01-01T00:00, in UTC where a zone was given
    /// @param form how it is written, a code of [InstantForm]
    public void addInstant(long micros, int form) {
        instants[instantCount++] = micros;
        instantForms[form]++;
    }

    /// Adds dates or timestamps of one form that were written into the array behind those that are
    /// there, in any order with those of other forms; for scanners.
    ///
    /// @param form how they are written, a code of [InstantForm]
    public void addInstants(int count, int form) {
        instantCount += count;
        instantForms[form] += count;
    }

    /// Counts a number that is not finite; for scanners.
    public void addNonFinite(double value) {
        if (Double.isNaN(value)) {
            nanCount++;
        } else {
            infinityCount++;
        }
    }

    /// Counts a truth value that is true; for scanners.
    public void addTrue() {
        trueCount++;
    }

    /// In [#scales()]: the number has no exact decimal form here.
    public static final byte INEXACT = -1;

    /// The number of rows.
    public int rows() {
        return rows;
    }

    /// How many values are of this kind.
    public int votes(Kind kind) {
        return votes[kind.code()];
    }

    /// For each row the code of its kind.
    public byte[] kinds() {
        return kinds;
    }

    /// For each row where its text starts in [Batch#bytes()].
    public int[] from() {
        return from;
    }

    /// For each row where its text ends, exclusive.
    public int[] to() {
        return to;
    }

    /// How many rows hold a number.
    public int numberCount() {
        return numberCount;
    }

    /// The numbers, dense, in row order.
    public double[] numbers() {
        return numbers;
    }

    /// The numbers times ten to their scale, exactly.
    public long[] unscaled() {
        return unscaled;
    }

    /// How many decimals each number has, or [#INEXACT].
    public byte[] scales() {
        return scales;
    }

    /// The scale that all numbers have, or [#INEXACT] when they differ.
    public byte uniformScale() {
        // INEXACT is noted as the highest bit
        return Integer.bitCount(scalesSeen) == 1 && scalesSeen > 0
                ? (byte) Integer.numberOfTrailingZeros(scalesSeen)
                : INEXACT;
    }

    /// How many rows hold a date or a timestamp.
    public int instantCount() {
        return instantCount;
    }

    /// The dates and timestamps, dense, in row order, in microseconds since 1970.
    public long[] instants() {
        return instants;
    }

    /// How many dates and timestamps are written in each form, by the codes of [InstantForm].
    public int[] instantForms() {
        return instantForms;
    }

    /// How many values are `NaN`.
    public int nanCount() {
        return nanCount;
    }

    /// How many values are positive or negative infinity.
    public int infinityCount() {
        return infinityCount;
    }

    /// How many values are `true`.
    public int trueCount() {
        return trueCount;
    }
}
