package dev.interim.engine.scan.csv;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/// What a field of the sample looks like: roughly, for telling headers from data and good dialects
/// from bad ones. The types of columns are found out elsewhere.
enum CellKind {
    /// Nothing, or what usually stands for a missing value.
    EMPTY,
    /// Digits with signs, points and commas, with an exponent, a percent sign or a flag behind.
    NUMBER,
    /// A number that may be a year: four digits, 1900 to 2099.
    YEAR,
    /// A date, a time, or both.
    TIME,
    /// A truth value.
    TRUTH,
    /// Anything else.
    TEXT;

    private static final int LONGEST = 40;
    private static final Set<String> NONE =
            Set.of(
                    "", "na", "n/a", "nan", "null", "none", "nil", "-", "--", "?", ".", ":", "#n/a",
                    "\\n");
    private static final Set<String> TRUTHS = Set.of("true", "false");

    /// What `[from, to)` looks like, blanks around it left out.
    static CellKind of(byte[] bytes, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && bytes[start] == ' ') {
            start++;
        }
        while (end > start && (bytes[end - 1] == ' ' || bytes[end - 1] == '\r')) {
            end--;
        }
        if (end - start > LONGEST) {
            return TEXT;
        }
        return start == end ? EMPTY : of(bytes, start, end, end - start);
    }

    private static CellKind of(byte[] bytes, int from, int to, int length) {
        byte first = bytes[from];
        boolean isNumeric =
                isDigit(first) || ((first == '-' || first == '+' || first == '.') && length > 1);
        if (isNumeric) {
            return numeric(bytes, from, to);
        }
        if (length > 5) {
            return TEXT;
        }
        String word =
                new String(bytes, from, length, StandardCharsets.ISO_8859_1)
                        .toLowerCase(Locale.ROOT);
        return NONE.contains(word) ? EMPTY : TRUTHS.contains(word) ? TRUTH : TEXT;
    }

    private static CellKind numeric(byte[] bytes, int from, int to) {
        int digits = 0;
        int separators = 0;
        int others = 0;
        int at = from;
        while (at < to && others == 0) {
            byte value = bytes[at];
            if (isDigit(value)) {
                digits++;
            } else if (at > from && (value == '-' || value == '/' || value == ':')) {
                separators += isExponent(bytes, at) ? 0 : 1;
            } else if (!isOfNumber(bytes, from, at, to) && !(separators > 0 && isOfTime(value))) {
                others++;
            }
            at++;
        }
        if (digits == 0 || others > 0) {
            return digits > 0 && isFlag(bytes, at - 1, to) ? NUMBER : TEXT;
        }
        if (separators == 0) {
            if (!hasFewCommas(bytes, from, to)) {
                return TEXT;
            }
            return isYear(bytes, from, to, digits) ? YEAR : NUMBER;
        }
        return separators > 1 || digits > 2 ? TIME : TEXT;
    }

    private static boolean isOfNumber(byte[] bytes, int from, int at, int to) {
        return switch (bytes[at]) {
            case '.', ',', '\'' -> true;
            case '+', '-' -> at == from || isExponent(bytes, at);
            case 'e', 'E' -> at > from && at + 1 < to;
            case '%' -> at + 1 == to;
            default -> false;
        };
    }

    private static boolean isOfTime(byte value) {
        return switch (value) {
            case 'T', 'Z', ' ', '+', 'A', 'P', 'M', 'a', 'p', 'm', 'U', 'C' -> true;
            default -> false;
        };
    }

    private static boolean isExponent(byte[] bytes, int at) {
        return bytes[at - 1] == 'e' || bytes[at - 1] == 'E';
    }

    /// Whether one or two letters follow behind a blank: `1.7 p`.
    private static boolean isFlag(byte[] bytes, int at, int to) {
        if (bytes[at] != ' ' || to - at > 3 || to - at < 2) {
            return false;
        }
        for (int i = at + 1; i < to; i++) {
            if ((bytes[i] | 0x20) < 'a' || (bytes[i] | 0x20) > 'z') {
                return false;
            }
        }
        return true;
    }

    /// Whether there is one comma at most, or three digits behind each.
    private static boolean hasFewCommas(byte[] bytes, int from, int to) {
        int commas = 0;
        int groups = 0;
        for (int at = from; at < to; at++) {
            if (bytes[at] == ',') {
                commas++;
                groups +=
                        at + 3 < to
                                        && isDigit(bytes[at + 1])
                                        && isDigit(bytes[at + 2])
                                        && isDigit(bytes[at + 3])
                                        && (at + 4 == to || !isDigit(bytes[at + 4]))
                                ? 1
                                : 0;
            }
        }
        return commas < 2 || commas == groups;
    }

    private static boolean isYear(byte[] bytes, int from, int to, int digits) {
        if (digits != 4 || to - from != 4) {
            return false;
        }
        int century = 10 * (bytes[from] - '0') + bytes[from + 1] - '0';
        return century == 19 || century == 20;
    }

    private static boolean isDigit(byte value) {
        return value >= '0' && value <= '9';
    }

    /// Whether it says what type a column has.
    boolean isTyped() {
        return this == NUMBER || this == YEAR || this == TIME || this == TRUTH;
    }

    /// The same where years are numbers.
    CellKind type() {
        return this == YEAR ? NUMBER : this;
    }
}
