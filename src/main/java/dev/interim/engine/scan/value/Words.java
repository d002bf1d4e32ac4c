package dev.interim.engine.scan.value;

import dev.interim.engine.batch.Column;
import dev.interim.engine.batch.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/// Values that are written as words: truth values and numbers that are not finite.
final class Words {
    // `Nan` is a name.
    private static final Set<String> NANS = Set.of("NaN", "nan", "NAN");
    private static final Set<String> INFINITIES =
            Set.of("inf", "Inf", "INF", "infinity", "Infinity", "INFINITY");
    private static final int SHORT_NONFINITE = 3;
    private static final int LONG_NONFINITE = 8;

    private static final byte TEXT = Kind.TEXT.code();
    private static final byte BOOLEAN = Kind.BOOLEAN.code();
    private static final byte NONFINITE = Kind.NONFINITE.code();

    private Words() {}

    /// Takes a truth value of any case; anything else is `TEXT`.
    static byte truth(Column column, byte[] bytes, int from, int to) {
        if (isWord("true", bytes, from, to)) {
            column.addTrue();
            return BOOLEAN;
        }
        return isWord("false", bytes, from, to) ? BOOLEAN : TEXT;
    }

    /// Takes a `NaN` or an infinity; anything else is `TEXT`.
    static byte nonFinite(Column column, byte[] bytes, int from, int to) {
        boolean isSigned = bytes[from] == '-' || bytes[from] == '+';
        int letters = to - from - (isSigned ? 1 : 0);
        // most texts end here
        if ((letters != SHORT_NONFINITE && letters != LONG_NONFINITE)
                || ((bytes[to - letters + 1] | 0x20) != 'n' && (bytes[to - 1] | 0x20) != 'n')) {
            return TEXT;
        }
        String word = new String(bytes, to - letters, letters, StandardCharsets.ISO_8859_1);
        if (!isSigned && NANS.contains(word)) {
            column.addNonFinite(Double.NaN);
            return NONFINITE;
        }
        if (!INFINITIES.contains(word)) {
            return TEXT;
        }
        column.addNonFinite(
                bytes[from] == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        return NONFINITE;
    }

    private static boolean isWord(String lowerCase, byte[] bytes, int from, int to) {
        if (to - from != lowerCase.length()) {
            return false;
        }
        for (int i = 0; i < lowerCase.length(); i++) {
            if ((bytes[from + i] | 0x20) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
