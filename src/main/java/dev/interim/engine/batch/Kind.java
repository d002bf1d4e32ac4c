package dev.interim.engine.batch;

import java.util.List;
import java.util.Locale;

/// What one value looks like: its vote for the type of its column.
public enum Kind {
    /// No value: one of the null tokens, or a field that is not there.
    NULL(0),
    /// `true` or `false`, in any case.
    BOOLEAN(1),
    /// An optional sign and digits.
    INTEGER(2),
    /// A number with a decimal point or an exponent.
    DECIMAL(3),
    /// An ISO 8601 calendar date.
    DATE(4),
    /// An ISO 8601 date with a time of day.
    TIMESTAMP(5),
    /// Everything else.
    TEXT(6),
    /// `NaN` or an infinity: a number that nothing can be computed with.
    NONFINITE(7);

    /// How many kinds there are; arrays indexed by {@link #code()} have this length.
    public static final int COUNT = 8;

    private static final List<Kind> BY_CODE = List.of(values());

    private final byte code;

    Kind(int code) {
        this.code = (byte) code;
    }

    /// The kind as a number from 0 to {@link #COUNT} − 1, as it is stored in columns.
    public byte code() {
        return code;
    }

    /// The kind with this code.
    public static Kind of(int code) {
        return BY_CODE.get(code);
    }

    /// The kind as it stands in results: `integer`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
