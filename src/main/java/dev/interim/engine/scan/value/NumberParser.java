package dev.interim.engine.scan.value;

import dev.interim.engine.batch.Column;
import dev.interim.engine.simd.Swar;
import java.nio.charset.StandardCharsets;

/// Reads decimal numbers straight from bytes, correctly rounded to the nearest `double`.
///
/// Grammar: `[+-]? (digits [. digits?] | . digits) ([eE] [+-]? digits)?`. No blanks, no
/// hexadecimal, no `NaN`, no type suffix. A number that does not fit into a finite `double` is not
/// taken.
///
/// Digits up to 2^53 with a power of ten up to 22 take one division or multiplication of two exact
/// operands, which is correctly rounded (Clinger, 1990); the rest goes to [Double#parseDouble].
///
/// The result stays in the parser until the next call: one owner.
public final class NumberParser {
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22
    };
    private static final long POINT = Swar.pattern((byte) '.');
    private static final long ZEROS = Swar.pattern((byte) '0');
    private static final long NOT_A_DIGIT = Swar.pattern((byte) 0x76);
    private static final long HIGH_BITS = Swar.pattern((byte) 0x80);
    private static final long LARGEST_EXACT = 1L << 53;

    /// The digits that fit into 64 bits without a sign.
    private static final int MOST_DIGITS = 19;

    /// The decimals of an exact form.
    private static final int MOST_EXACT_DECIMALS = 18;

    private static final long LARGEST_EXPONENT = 1L << 40;

    private double value;
    private long unscaled;
    private byte scale;
    private boolean isInteger;

    /// A parser that has read nothing yet.
    public NumberParser() {}

    /// Reads the number that fills `[from, to)`; answers whether there is one.
    public boolean parse(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length <= Long.BYTES && length > 0 && from + Long.BYTES <= bytes.length) {
            if (parseShort(Swar.word(bytes, from), length)) {
                return true;
            }
        }
        return parseLong(bytes, from, to);
    }

    /// Reads up to eight characters in one step, when they are a sign, digits and a point; whatever
    /// else they are, [#parseLong] finds out.
    boolean parseShort(long word, int length) {
        int first = (int) word & 0xFF;
        boolean signed = first == '-' || first == '+';
        long text = word << (Long.SIZE - Byte.SIZE * length);
        int digits = length;
        if (signed) {
            digits--;
            text &= digits == 0 ? 0 : -1L << (Long.SIZE - Byte.SIZE * digits);
        }
        int decimals = 0;
        long point = Swar.matches(text, POINT);
        isInteger = point == 0;
        if (point != 0) {
            int place = Swar.first(point);
            decimals = Long.BYTES - 1 - place;
            long below = text & ((1L << (Byte.SIZE * place)) - 1);
            long above = text & (-2L << (Byte.SIZE * place + Byte.SIZE - 1));
            text = (below << Byte.SIZE) | above;
            digits--;
        }
        if (digits == 0) {
            return false;
        }
        text |= ZEROS & ((1L << (Long.SIZE - Byte.SIZE * digits)) - 1);
        if (digits == Long.BYTES) {
            text = word;
        }
        long values = text ^ ZEROS;
        if ((((values + NOT_A_DIGIT) | values) & HIGH_BITS) != 0) {
            return false;
        }
        long mantissa = eightDigits(values);
        unscaled = first == '-' ? -mantissa : mantissa;
        scale = (byte) decimals;
        value = decimals == 0 ? unscaled : unscaled / POWERS[decimals];
        return true;
    }

    /// The number that eight digits make, the first of them in the lowest byte, in three
    /// multiplications (Lemire, Quickly parsing eight digits, 2018, after an idea of Mula).
    private static long eightDigits(long digits) {
        long pairs = digits * 10 + (digits >>> 8);
        return (((pairs & 0x000000FF000000FFL) * 0x000F424000000064L)
                        + (((pairs >>> 16) & 0x000000FF000000FFL) * 0x0000271000000001L))
                >>> 32;
    }

    private boolean parseLong(byte[] bytes, int from, int to) {
        int at = from;
        boolean negative = false;
        if (at < to && (bytes[at] == '-' || bytes[at] == '+')) {
            negative = bytes[at] == '-';
            at++;
        }
        long mantissa = 0;
        int significant = 0;
        int digitsFrom = at;
        while (at < to) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            mantissa = mantissa * 10 + digit;
            significant += significant > 0 || digit > 0 ? 1 : 0;
            at++;
        }
        int digits = at - digitsFrom;
        long exponent = 0;
        isInteger = at == to;
        if (at < to && bytes[at] == '.') {
            int fractionFrom = ++at;
            while (at < to) {
                int digit = bytes[at] - '0';
                if (digit < 0 || digit > 9) {
                    break;
                }
                mantissa = mantissa * 10 + digit;
                significant += significant > 0 || digit > 0 ? 1 : 0;
                at++;
            }
            exponent = (long) fractionFrom - at;
            digits += at - fractionFrom;
        }
        if (digits == 0) {
            return false;
        }
        if (at < to) {
            long explicit = exponent(bytes, at, to);
            if (explicit == Long.MIN_VALUE) {
                return false;
            }
            exponent += explicit;
        }
        boolean fits = significant <= MOST_DIGITS;
        boolean isExact =
                significant <= MOST_DIGITS
                        && mantissa >= 0
                        && exponent <= 0
                        && exponent >= -MOST_EXACT_DECIMALS;
        unscaled = negative ? -mantissa : mantissa;
        scale = isExact ? (byte) -exponent : Column.INEXACT;
        return (fits && fast(negative, mantissa, exponent)) || slow(bytes, from, to);
    }

    /// The number that was read last.
    public double value() {
        return value;
    }

    /// The number that was read last, times ten to its scale.
    public long unscaled() {
        return unscaled;
    }

    /// How many decimals it has, or [Column#INEXACT] when it does not fit into 64 bits without its
    /// point, or has an exponent that makes it no such number.
    public byte scale() {
        return scale;
    }

    /// Whether the number that was read last is only sign and digits.
    public boolean isInteger() {
        return isInteger;
    }

    /// The exponent that fills `[from, to)`, letter and all; cut where no text is long enough to
    /// bring it back near zero.
    private static long exponent(byte[] bytes, int from, int to) {
        int at = from;
        if ((bytes[at] | 0x20) != 'e') {
            return Long.MIN_VALUE;
        }
        at++;
        boolean negative = false;
        if (at < to && (bytes[at] == '-' || bytes[at] == '+')) {
            negative = bytes[at] == '-';
            at++;
        }
        if (at == to) {
            return Long.MIN_VALUE;
        }
        long exponent = 0;
        for (; at < to; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                return Long.MIN_VALUE;
            }
            exponent = Math.min(exponent * 10 + digit, LARGEST_EXPONENT);
        }
        return negative ? -exponent : exponent;
    }

    private boolean fast(boolean negative, long mantissa, long exponent) {
        if (mantissa == 0) {
            value = 0.0;
            return true;
        }
        boolean isExact = mantissa <= LARGEST_EXACT && exponent >= -22 && exponent <= 22;
        // what is too large for a long has become negative
        if (mantissa < 0 || (exponent != 0 && !isExact)) {
            return false;
        }
        double magnitude =
                exponent < 0
                        ? mantissa / POWERS[(int) -exponent]
                        : mantissa * POWERS[(int) exponent];
        value = negative ? -magnitude : magnitude;
        return true;
    }

    private boolean slow(byte[] bytes, int from, int to) {
        value = Double.parseDouble(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
        if (value == 0.0) {
            value = 0.0;
        }
        return Double.isFinite(value);
    }
}
