package dev.interim.engine.stats;

import dev.interim.engine.batch.Column;
import dev.interim.engine.bytes.ByteReader;
import dev.interim.engine.bytes.ByteWriter;
import org.jspecify.annotations.Nullable;

/// What numbers are besides their moments: whole or with decimals, and the means that only positive
/// ones have.
///
/// The product of all numbers is kept as a mantissa and an exponent, so that the geometric mean
/// costs one logarithm at the end (the error is that of one multiplication each, 2⁻⁵³, which the
/// n-th root divides by *n* again). Merging parts equals taking the whole up to rounding. One
/// owner.
final class NumberForms {
    private static final double TWO_POWER_TO_NUMBER_OF_BITS = 0x1p54;
    private static final int NUMBER_OF_BITS = 54;
    private static final int MANTISSA_BITS = 52;
    private static final long MANTISSA = (1L << MANTISSA_BITS) - 1;
    private static final int BIAS = 1023;
    private static final long ONE = (long) BIAS << MANTISSA_BITS;

    /// Beyond any exponent of a `double`.
    private static final int MOST_EXPONENT = 1100;

    private boolean hasFraction;
    private int mostDecimals;
    private double mantissa = 1;
    private long exponent;
    private double reciprocals;
    private double carry;
    private long nans;
    private long infinities;

    NumberForms() {}

    /// Forgets what was there and takes the numbers of the column.
    void take(Column column) {
        hasFraction = false;
        mostDecimals = decimals(column);
        mantissa = 1;
        exponent = 0;
        reciprocals = 0;
        carry = 0;
        nans = column.nanCount();
        infinities = column.infinityCount();
        double[] values = column.numbers();
        for (int i = 0; i < column.numberCount(); i++) {
            hasFraction |= values[i] != Math.rint(values[i]);
        }
        multiply(values, column.numberCount());
    }

    private static int decimals(Column column) {
        byte[] scales = column.scales();
        byte most = column.uniformScale();
        if (most >= 0) {
            return most;
        }
        for (int i = 0; i < column.numberCount(); i++) {
            most = scales[i] > most ? scales[i] : most;
        }
        return Math.max(0, most);
    }

    private void multiply(double[] values, int count) {
        double product = 1;
        long powers = 0;
        double even = 0;
        double odd = 0;
        for (int i = 0; i < count; i++) {
            double value = values[i];
            if (!(value > 0)) {
                // no means are defined, here or in any whole this is a part of
                return;
            }
            double normal = value;
            if (value < Double.MIN_NORMAL) {
                normal = value * TWO_POWER_TO_NUMBER_OF_BITS;
                powers -= NUMBER_OF_BITS;
            }
            long bits = Double.doubleToRawLongBits(normal);
            powers += (bits >>> MANTISSA_BITS) - BIAS;
            product *= Double.longBitsToDouble((bits & MANTISSA) | ONE);
            if (product >= 2) {
                product /= 2;
                powers++;
            }
            // two sums that do not wait for each other
            double reciprocal = 1 / value;
            even += (i & 1) == 0 ? reciprocal : 0;
            odd += (i & 1) == 0 ? 0 : reciprocal;
        }
        mantissa = product;
        exponent = powers;
        reciprocals = even + odd;
    }

    private void addReciprocal(double value) {
        double next = reciprocals + value;
        carry += reciprocals >= value ? (reciprocals - next) + value : (value - next) + reciprocals;
        reciprocals = next;
    }

    /// Adds what the other has seen; the other stays as it is.
    void merge(NumberForms other) {
        hasFraction |= other.hasFraction;
        mostDecimals = Math.max(mostDecimals, other.mostDecimals);
        mantissa *= other.mantissa;
        exponent += other.exponent;
        if (mantissa >= 2) {
            mantissa /= 2;
            exponent++;
        }
        addReciprocal(other.reciprocals);
        carry += other.carry;
        nans += other.nans;
        infinities += other.infinities;
    }

    void write(ByteWriter out) {
        out.flag(hasFraction);
        out.octet(mostDecimals);
        out.real(mantissa);
        out.number(exponent);
        out.real(reciprocals);
        out.real(carry);
        out.number(nans);
        out.number(infinities);
    }

    void read(ByteReader in) {
        hasFraction = in.flag();
        mostDecimals = in.octet(18);
        mantissa = in.finite();
        in.check(mantissa >= 1 && mantissa < 2);
        exponent = in.number();
        reciprocals = in.real();
        carry = in.real();
        nans = in.count();
        infinities = in.count();
    }

    /// How many values are `NaN`.
    long nans() {
        return nans;
    }

    /// How many values are infinite.
    long infinities() {
        return infinities;
    }

    boolean areWhole() {
        return !hasFraction;
    }

    int mostDecimals() {
        return mostDecimals;
    }

    /// The n-th root of the product of *n* positive numbers.
    ///
    /// @param moments of the same numbers
    @Nullable Double geometricMean(Moments moments) {
        long n = moments.count();
        if (n == 0 || !(moments.min() > 0)) {
            return null;
        }
        // apart, as a power of two, the whole part of the exponent costs no digits
        double rest = (Math.floorMod(exponent, n) + Math.log(mantissa) / Math.log(2)) / n;
        int whole = Math.clamp(Math.floorDiv(exponent, n), -MOST_EXPONENT, MOST_EXPONENT);
        double mean = Math.scalb(Math.pow(2, rest), whole);
        return Math.clamp(mean, moments.min(), moments.max());
    }

    /// The reciprocal of the mean reciprocal of positive numbers; `null` where their reciprocals do
    /// not add up to a `double`.
    ///
    /// @param moments of the same numbers
    @Nullable Double harmonicMean(Moments moments) {
        double sum = reciprocals + carry;
        if (moments.count() == 0 || !(moments.min() > 0) || !Double.isFinite(sum)) {
            return null;
        }
        double mean = moments.count() / sum;
        return Math.clamp(mean, moments.min(), moments.max());
    }
}
