package dev.interim.engine.scan.value;

import dev.interim.engine.batch.Column;
import dev.interim.engine.batch.Kind;
import dev.interim.engine.simd.ShortNumbers;
import dev.interim.engine.simd.Starts;
import dev.interim.engine.simd.Swar;
import dev.interim.engine.simd.UsualInstants;

/// Decides what each field of a column is: the votes of its values.
///
/// Numbers, dates and truth values may have blanks around them; text keeps its blanks. One owner.
public final class ValueParser {
    /// How many fields are parsed one by one before it is tried again with many at once.
    private static final int LEAST_PATIENCE = 8;

    private static final byte NULL = Kind.NULL.code();
    private static final byte TEXT = Kind.TEXT.code();
    private static final byte BOOLEAN = Kind.BOOLEAN.code();
    private static final byte INTEGER = Kind.INTEGER.code();
    private static final byte DECIMAL = Kind.DECIMAL.code();
    private static final byte DATE = Kind.DATE.code();
    private static final byte NONFINITE = Kind.NONFINITE.code();
    private static final int STRINGS = 1 << TEXT | 1 << DATE;
    private static final int PARSED = 1 << INTEGER | 1 << DECIMAL | 1 << DATE;

    private final NullTokens nulls;
    private final boolean hasNulls;
    private final byte ofEmpty;
    private final Looks looks;
    private final boolean areNumbersPlain;
    private final ShortNumbers shortNumbers;
    private final UsualInstants usualInstants;
    private final Starts starts = Starts.fastest();
    private final NumberParser number = new NumberParser();
    private final InstantParser instant = new InstantParser();

    /// @param nulls what stands for no value
    public ValueParser(NullTokens nulls) {
        this(nulls, ShortNumbers.fastest(), UsualInstants.fastest());
    }

    ValueParser(NullTokens nulls, ShortNumbers shortNumbers, UsualInstants usualInstants) {
        this.shortNumbers = shortNumbers;
        this.usualInstants = usualInstants;
        this.nulls = nulls;
        hasNulls = !nulls.isNothing();
        ofEmpty = nulls.isEmptyNull() ? NULL : TEXT;
        looks = new Looks(nulls);
        areNumbersPlain = looks.areNumbersPlain();
    }

    /// Parses the first `rows` fields of the column, whose places are filled in.
    public void parse(Column column, byte[] bytes, int rows) {
        column.expectValues(rows);
        int row = 0;
        int patience = LEAST_PATIENCE;
        while (row < rows) {
            int next = areNumbersPlain ? parseMany(column, bytes, row, rows) : row;
            patience = next > row ? LEAST_PATIENCE : patience * 2;
            int to = Math.min(rows, areNumbersPlain ? next + patience : rows);
            parse(column, bytes, next, to);
            row = to;
        }
        column.fill(rows);
    }

    /// Parses as many fields from `first` on as can be parsed many at once; answers the first that
    /// was not. Timestamps begin like numbers, so no null token is among them either.
    private int parseMany(Column column, byte[] bytes, int first, int rows) {
        int next = shortNumbers.parse(column, bytes, first, rows, ofEmpty);
        return next > first ? next : usualInstants.parse(column, bytes, first, rows, ofEmpty);
    }

    private void parse(Column column, byte[] bytes, int first, int end) {
        int[] from = column.from();
        int unlike = 0;
        for (int row = first; row < end; row += Starts.COUNT) {
            int stop = Math.min(end, row + Starts.COUNT);
            boolean isText = unlike < Starts.COUNT / 2;
            boolean isBlock = stop - row == Starts.COUNT && from[stop - 1] + 1 < bytes.length;
            unlike =
                    isText && isBlock
                            ? parseTexts(column, bytes, row)
                            : parseOthers(column, bytes, row, stop);
        }
    }

    /// Takes 64 fields for text, without jumps that depend on the data, and then looks at those
    /// that may be something else; answers how many.
    private int parseTexts(Column column, byte[] bytes, int first) {
        int[] from = column.from();
        int[] to = column.to();
        long maybe = starts.texts(column, bytes, first, ofEmpty, looks.others());
        int unlike = 0;
        for (long left = maybe; left != 0; left &= left - 1) {
            int row = first + Long.numberOfTrailingZeros(left);
            if (looks.mayBeOther(bytes, from[row], to[row] - from[row])) {
                parseOther(column, bytes, row);
                unlike++;
            }
        }
        return unlike;
    }

    /// Where most fields are no text; answers how many are something else.
    private int parseOthers(Column column, byte[] bytes, int first, int end) {
        byte[] kinds = column.kinds();
        int[] from = column.from();
        int[] to = column.to();
        int unlike = 0;
        for (int row = first; row < end; row++) {
            kinds[row] = from[row] == to[row] ? ofEmpty : TEXT;
            if (from[row] < to[row]) {
                parseOther(column, bytes, row);
                unlike += kinds[row] == TEXT ? 0 : 1;
            }
        }
        return unlike;
    }

    private void parseOther(Column column, byte[] bytes, int row) {
        int start = column.from()[row];
        int length = column.to()[row] - start;
        if (looks.isPlainNumber(bytes[start])
                && length <= Long.BYTES
                && start + Long.BYTES <= bytes.length
                && number.parseShort(Swar.word(bytes, start), length)) {
            column.kinds()[row] = number.isInteger() ? INTEGER : DECIMAL;
            column.addNumber(number.value(), number.unscaled(), number.scale());
        } else if (looks.others().mayBe(bytes[start], length == 1 ? 0 : bytes[start + 1])) {
            column.kinds()[row] = rare(column, bytes, row);
        }
    }

    /// Parses the values that were put into the column with what their syntax says as their kinds:
    /// `TEXT` for a string, `DATE` for one that may be a date or a timestamp, a number for the form
    /// of a number, `BOOLEAN`, `NONFINITE` and `NULL`.
    public void parseTyped(Column column, byte[] bytes) {
        int rows = column.rows();
        int put = column.kindsPut();
        if (hasNulls && (put & STRINGS) != 0) {
            findNulls(column, bytes);
        }
        if ((put & PARSED) != 0) {
            column.expectValues(rows);
            parseForms(column, bytes);
        }
        if ((put & 1 << BOOLEAN) != 0) {
            countTrue(column, bytes);
        }
        if ((put & 1 << NONFINITE) != 0) {
            countNonFinite(column, bytes);
        }
        column.fill(rows);
    }

    private void parseForms(Column column, byte[] bytes) {
        byte[] kinds = column.kinds();
        int[] from = column.from();
        int[] to = column.to();
        int rows = column.rows();
        for (int row = 0; row < rows; row++) {
            byte kind = kinds[row];
            int start = from[row];
            int length = to[row] - start;
            if (kind == INTEGER || kind == DECIMAL) {
                if (length <= Long.BYTES
                        && start + Long.BYTES <= bytes.length
                        && number.parseShort(Swar.word(bytes, start), length)) {
                    kinds[row] = number.isInteger() ? INTEGER : DECIMAL;
                    column.addNumber(number.value(), number.unscaled(), number.scale());
                } else {
                    kinds[row] = number(column, bytes, start, to[row]);
                }
            } else if (kind == DATE) {
                if (instant.parse(bytes, start, to[row])) {
                    column.addInstant(instant.micros(), instant.form());
                    kinds[row] = instant.kind().code();
                } else {
                    kinds[row] = TEXT;
                }
            }
        }
    }

    private void findNulls(Column column, byte[] bytes) {
        byte[] kinds = column.kinds();
        for (int row = 0; row < column.rows(); row++) {
            boolean isString = kinds[row] == TEXT || kinds[row] == DATE;
            if (isString && nulls.matches(bytes, column.from()[row], column.to()[row])) {
                kinds[row] = NULL;
            }
        }
    }

    private static void countTrue(Column column, byte[] bytes) {
        byte[] kinds = column.kinds();
        for (int row = 0; row < column.rows(); row++) {
            if (kinds[row] == BOOLEAN && bytes[column.from()[row]] == 't') {
                column.addTrue();
            }
        }
    }

    private static void countNonFinite(Column column, byte[] bytes) {
        for (int row = 0; row < column.rows(); row++) {
            if (column.kinds()[row] == NONFINITE) {
                Words.nonFinite(column, bytes, column.from()[row], column.to()[row]);
            }
        }
    }

    private byte number(Column column, byte[] bytes, int from, int to) {
        if (!number.parse(bytes, from, to)) {
            return TEXT;
        }
        column.addNumber(number.value(), number.unscaled(), number.scale());
        return number.isInteger() ? INTEGER : DECIMAL;
    }

    private byte rare(Column column, byte[] bytes, int row) {
        int from = column.from()[row];
        int to = column.to()[row];
        byte first = bytes[from];
        if (looks.isBlank(first) || bytes[to - 1] == ' ') {
            return trimmed(column, bytes, row);
        }
        if (looks.isWord(first) && nulls.matches(bytes, from, to)) {
            return NULL;
        }
        return value(column, bytes, from, to);
    }

    /// Values other than text lose the blanks around them.
    private byte trimmed(Column column, byte[] bytes, int row) {
        int start = column.from()[row];
        int end = column.to()[row];
        if (nulls.matches(bytes, start, end)) {
            return NULL;
        }
        while (start < end && bytes[start] == ' ') {
            start++;
        }
        while (end > start && bytes[end - 1] == ' ') {
            end--;
        }
        byte kind = start == end ? TEXT : value(column, bytes, start, end);
        if (kind != TEXT) {
            column.from()[row] = start;
            column.to()[row] = end;
        }
        return kind;
    }

    private byte value(Column column, byte[] bytes, int from, int to) {
        if (looks.isNumber(bytes[from])) {
            byte kind = numeric(column, bytes, from, to);
            return kind == TEXT ? Words.nonFinite(column, bytes, from, to) : kind;
        }
        if (!looks.isWord(bytes[from])) {
            return TEXT;
        }
        byte kind = Words.truth(column, bytes, from, to);
        return kind == TEXT ? Words.nonFinite(column, bytes, from, to) : kind;
    }

    private byte numeric(Column column, byte[] bytes, int from, int to) {
        if (instant.parse(bytes, from, to)) {
            column.addInstant(instant.micros(), instant.form());
            return instant.kind().code();
        }
        return number(column, bytes, from, to);
    }
}
