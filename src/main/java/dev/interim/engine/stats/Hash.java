package dev.interim.engine.stats;

import dev.interim.engine.batch.Kind;
import dev.interim.engine.simd.Mixing;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Sixty-four bits that stand for a value: equal values have equal hashes, different ones different
/// ones (of *n* values two collide with probability n² / 2^65).
///
/// Numbers are compared by value (`1.50` equals `1.5`, and integers differ in their last digit
/// however long they are), dates and timestamps as instants, text byte by byte.
final class Hash {
    /// The seed of numbers.
    static final long NUMBER = 0x2545F4914F6CDD1DL;

    private static final long LONG_INTEGER = 0x27BB2EE687B0B0FDL;
    private static final long DATE = 0x369DEA0F31A53F85L;

    /// The seed of timestamps.
    static final long TIMESTAMP = 0xAEF17502108EF2D9L;

    private static final long TRUTH = 0x61C8864680B583EBL;
    private static final long NON_FINITE = 0x8CB92BA72F3D8DD7L;

    /// The decimal digits that fit into 64 bits without a sign, however large they are.
    private static final int MOST_DIGITS = 19;

    private Hash() {}

    static long number(double value) {
        return Mixing.mix(Double.doubleToRawLongBits(value) ^ NUMBER);
    }

    /// The number that a text is, `null` where the hash says that it was read as something else.
    static @Nullable Double number(byte[] text, long hash) {
        try {
            double value = Double.parseDouble(new String(text, StandardCharsets.US_ASCII)) + 0.0;
            boolean isNumber =
                    hash == number(value)
                            || (isInteger(text) && hash == integer(text, 0, text.length, value));
            return isNumber ? value : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /// Whether a kept value is only the beginning of what has that hash.
    static boolean isCut(byte[] text, long hash) {
        return text.length == Texts.KEPT && hash != text(text, 0, text.length);
    }

    /// The kind of a value of which a profile of form 2 keeps no more than this; integers and
    /// decimals by their form, dates and timestamps as timestamps.
    static byte kind(byte[] text, long hash) {
        int length = text.length;
        if (length == 0 || length == Texts.KEPT || hash == text(text, 0, length)) {
            return Kind.TEXT.code();
        }
        if (hash == truth(true) || hash == truth(false)) {
            return Kind.BOOLEAN.code();
        }
        if (number(text, hash) != null) {
            return isInteger(text) ? Kind.INTEGER.code() : Kind.DECIMAL.code();
        }
        return hash == nonFinite(text, 0, length) ? Kind.NONFINITE.code() : Kind.TIMESTAMP.code();
    }

    /// Whether a kept value of that kind can have that hash, as far as it is looked at again.
    static boolean fits(byte kind, byte[] kept, long hash) {
        boolean isInteger = kind == Kind.INTEGER.code();
        boolean isNumber = isInteger || kind == Kind.DECIMAL.code();
        return !isNumber
                || kept.length >= Texts.KEPT
                || (number(kept, hash) != null && (!isInteger || isInteger(kept)));
    }

    private static boolean isInteger(byte[] text) {
        for (int i = text[0] == '-' || text[0] == '+' ? 1 : 0; i < text.length; i++) {
            if (text[i] < '0' || text[i] > '9') {
                return false;
            }
        }
        return true;
    }

    /// The hash of an integer that may have more digits than a `double` can tell apart; where it
    /// can, the hash of the number.
    ///
    /// @param value what the text was read as
    static long integer(byte[] bytes, int from, int to, double value) {
        int at = bytes[from] == '-' || bytes[from] == '+' ? from + 1 : from;
        while (at < to - 1 && bytes[at] == '0') {
            at++;
        }
        if (to - at > MOST_DIGITS) {
            return veryLongInteger(bytes, at, to, value);
        }
        long magnitude = 0;
        for (; at < to; at++) {
            magnitude = magnitude * 10 + bytes[at] - '0';
        }
        if (magnitude == unsigned(Math.abs(value))) {
            return number(value);
        }
        return Mixing.mix((value < 0 ? ~magnitude : magnitude) ^ LONG_INTEGER);
    }

    private static long unsigned(double value) {
        return value < 0x1p63 ? (long) value : (long) (value - 0x1p63) ^ Long.MIN_VALUE;
    }

    private static long veryLongInteger(byte[] bytes, int from, int to, double value) {
        var digits = new BigDecimal(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
        if (digits.compareTo(new BigDecimal(Math.abs(value))) == 0) {
            return number(value);
        }
        long hash = text(bytes, from, to);
        return Mixing.mix((value < 0 ? ~hash : hash) ^ LONG_INTEGER);
    }

    static long instant(Kind kind, long micros) {
        return Mixing.mix(micros ^ (kind == Kind.DATE ? DATE : TIMESTAMP));
    }

    static long truth(boolean value) {
        return Mixing.mix(value ? TRUTH : ~TRUTH);
    }

    /// Of `NaN` and the infinities, however they are written.
    static long nonFinite(byte[] bytes, int from, int to) {
        int sign = bytes[from] == '-' ? 1 : 0;
        boolean isNan = (bytes[to - 1] | 0x20) == 'n';
        return Mixing.mix(isNan ? NON_FINITE : ~NON_FINITE ^ sign);
    }

    /// Of the bytes of `[from, to)`.
    static long text(byte[] bytes, int from, int to) {
        return Mixing.text(bytes, from, to);
    }
}
