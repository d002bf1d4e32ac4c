package dev.interim.engine.stats;

import dev.interim.engine.batch.Batch;
import dev.interim.engine.batch.Column;
import dev.interim.engine.batch.Kind;
import dev.interim.engine.bytes.ByteReader;
import dev.interim.engine.bytes.ByteWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The least and the greatest integer with all digits, where they are the extremes of a column and
/// beyond what a `double` tells apart.
///
/// Reading numbers keeps their order, so only integers that are read as the extreme are compared.
/// Merging parts equals taking the whole. One owner.
final class LongExtremes {
    private static final byte INTEGER = Kind.INTEGER.code();
    private static final byte DECIMAL = Kind.DECIMAL.code();

    /// From here on integers may be read as the same `double`.
    private static final double FIRST = 0x1p53;

    private static final int MOST_BYTES = 200;

    private @Nullable BigInteger min;
    private @Nullable BigInteger max;

    LongExtremes() {}

    /// Forgets what was there and takes the integers of the column.
    ///
    /// @param moments of the same numbers
    void take(Batch batch, Column column, Moments moments) {
        min = null;
        max = null;
        if (column.votes(Kind.INTEGER) == 0) {
            return;
        }
        boolean isMin = Math.abs(moments.min()) >= FIRST;
        boolean isMax = Math.abs(moments.max()) >= FIRST;
        if (isMin || isMax) {
            takeRows(
                    batch,
                    column,
                    isMin ? moments.min() : Double.NaN,
                    isMax ? moments.max() : Double.NaN);
        }
    }

    private void takeRows(Batch batch, Column column, double least, double greatest) {
        byte[] kinds = column.kinds();
        double[] numbers = column.numbers();
        int number = 0;
        for (int row = 0; row < column.rows(); row++) {
            if (kinds[row] != INTEGER && kinds[row] != DECIMAL) {
                continue;
            }
            double value = numbers[number++];
            if (kinds[row] == INTEGER && (value == least || value == greatest)) {
                var integer = integer(batch.bytes(), column.from()[row], column.to()[row]);
                min = value == least ? lesser(min, integer) : min;
                max = value == greatest ? greater(max, integer) : max;
            }
        }
    }

    private static BigInteger integer(byte[] bytes, int from, int to) {
        return new BigInteger(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
    }

    private static @Nullable BigInteger lesser(
            @Nullable BigInteger one, @Nullable BigInteger other) {
        return one == null || other == null ? one == null ? other : one : one.min(other);
    }

    private static @Nullable BigInteger greater(
            @Nullable BigInteger one, @Nullable BigInteger other) {
        return one == null || other == null ? one == null ? other : one : one.max(other);
    }

    /// Adds what the other has seen; the other stays as it is.
    ///
    /// @param mine the moments of the same numbers, before they are merged
    /// @param others those of the other
    void merge(LongExtremes other, Moments mine, Moments others) {
        if (others.min() < mine.min()) {
            min = other.min;
        } else if (others.min() == mine.min()) {
            min = lesser(min, other.min);
        }
        if (others.max() > mine.max()) {
            max = other.max;
        } else if (others.max() == mine.max()) {
            max = greater(max, other.max);
        }
    }

    void write(ByteWriter out) {
        write(out, min);
        write(out, max);
    }

    private static void write(ByteWriter out, @Nullable BigInteger value) {
        out.flag(value != null);
        if (value != null) {
            out.bytes(value.toByteArray());
        }
    }

    /// @param moments of the same numbers
    void read(ByteReader in, Moments moments) {
        min = read(in, moments.min());
        max = read(in, moments.max());
    }

    private static @Nullable BigInteger read(ByteReader in, double rounded) {
        if (!in.flag()) {
            return null;
        }
        byte[] bytes = in.bytes(MOST_BYTES);
        in.check(bytes.length > 0);
        var value = new BigInteger(bytes);
        in.check(value.doubleValue() == rounded);
        return value;
    }

    /// The least integer, `null` where the least number is exact as a `double`.
    @Nullable BigInteger min() {
        return min;
    }

    /// The greatest integer, `null` where the greatest number is exact as a `double`.
    @Nullable BigInteger max() {
        return max;
    }
}
