package dev.interim.engine.stats;

import dev.interim.engine.batch.Column;
import dev.interim.engine.bytes.ByteReader;
import dev.interim.engine.bytes.ByteWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// The sum of decimal numbers, exact: for each scale an integer of 128 bits.
///
/// Numbers without an exact decimal form of at most 19 digits in 64 bits go into a compensated sum
/// (Neumaier, 1974) beside it. Merging parts equals taking the whole, exactly for the exact part.
/// One owner.
final class ExactSum {
    private static final int SCALES = 19;
    private static final int MANTISSA_BITS = 53;
    private static final long MOST_HIGH = 1L << 62;
    private static final long LOW_HALF = 0xFFFF_FFFFL;

    // For each scale 2^32 × high + low; each addend is below 2^31 × 2^32, so 2^31 of them fit.
    private final long[] high = new long[SCALES];
    private final long[] low = new long[SCALES];
    private double rest;
    private double carry;

    /// Whether there was a number without an exact form.
    private boolean hasRest;

    ExactSum() {}

    /// Forgets what was there and takes the numbers of the column.
    void take(Column column) {
        java.util.Arrays.fill(high, 0);
        java.util.Arrays.fill(low, 0);
        rest = 0;
        carry = 0;
        hasRest = false;
        byte scale = column.uniformScale();
        if (scale >= 0) {
            takeUniform(column.unscaled(), column.numberCount(), scale);
        } else {
            takeMixed(column);
        }
    }

    private void takeUniform(long[] values, int count, byte scale) {
        long highs = 0;
        long lows = 0;
        for (int i = 0; i < count; i++) {
            long value = values[i];
            highs += value >> 32;
            lows += value & LOW_HALF;
        }
        high[scale] = highs;
        low[scale] = lows;
    }

    private void takeMixed(Column column) {
        long[] values = column.unscaled();
        byte[] scales = column.scales();
        for (int i = 0; i < column.numberCount(); i++) {
            byte scale = scales[i];
            if (scale >= 0) {
                high[scale] += values[i] >> 32;
                low[scale] += values[i] & LOW_HALF;
            } else {
                addRest(column.numbers()[i]);
                hasRest = true;
            }
        }
    }

    private void addRest(double value) {
        double next = rest + value;
        carry += Math.abs(rest) >= Math.abs(value) ? (rest - next) + value : (value - next) + rest;
        rest = next;
    }

    /// Adds what the other has seen; the other stays as it is.
    void merge(ExactSum other) {
        for (int scale = 0; scale < SCALES; scale++) {
            // both halves are normalised, so that any number of parts fits
            long lows = low[scale] + other.low[scale];
            low[scale] = lows & LOW_HALF;
            high[scale] += other.high[scale] + (lows >> 32);
        }
        hasRest |= other.hasRest;
        addRest(other.rest);
        carry += other.carry;
    }

    void write(ByteWriter out) {
        out.numbers(high, SCALES);
        out.numbers(low, SCALES);
        out.real(rest);
        out.real(carry);
        out.flag(hasRest);
    }

    void read(ByteReader in) {
        for (int scale = 0; scale < SCALES; scale++) {
            high[scale] = in.number();
            in.check(Math.abs(high[scale]) < MOST_HIGH && high[scale] != Long.MIN_VALUE);
        }
        for (int scale = 0; scale < SCALES; scale++) {
            low[scale] = in.number();
        }
        rest = in.real();
        carry = in.real();
        hasRest = in.form() < StoredProfile.FORM_WITH_KINDS ? rest != 0 : in.flag();
    }

    /// The sum of integers with all digits; `null` where it is below 2^53, has decimals, or holds
    /// numbers that have no exact form.
    @Nullable BigInteger beyondDouble() {
        boolean isExact = !hasRest;
        for (int scale = 1; scale < SCALES; scale++) {
            isExact &= high[scale] == 0 && low[scale] == 0;
        }
        var digits = digits(0);
        return isExact && digits.bitLength() > MANTISSA_BITS ? digits : null;
    }

    private BigInteger digits(int scale) {
        return BigInteger.valueOf(high[scale])
                .shiftLeft(Integer.SIZE)
                .add(BigInteger.valueOf(low[scale]));
    }

    /// The sum, rounded once to a `double`; infinite or NaN when it does not fit.
    double value() {
        double inexact = rest + carry;
        if (!Double.isFinite(inexact)) {
            return inexact;
        }
        var sum = new BigDecimal(inexact);
        for (int scale = 0; scale < SCALES; scale++) {
            if (high[scale] != 0 || low[scale] != 0) {
                sum = sum.add(new BigDecimal(digits(scale), scale));
            }
        }
        return sum.doubleValue();
    }
}
