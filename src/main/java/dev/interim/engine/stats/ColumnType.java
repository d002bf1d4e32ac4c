package dev.interim.engine.stats;

import dev.interim.engine.batch.Kind;
import java.util.Locale;

/// What a column holds, as its values voted.
public enum ColumnType {
    /// Truth values.
    BOOLEAN,
    /// Whole numbers.
    INTEGER,
    /// Numbers, some with decimals.
    DECIMAL,
    /// Calendar dates.
    DATE,
    /// Points in time, possibly beside plain dates.
    TIMESTAMP,
    /// Text, or no clear majority for anything else.
    TEXT,
    /// No values.
    EMPTY;

    private static final double MAJORITY = 0.95;

    /// The type that at least 95 % of the values have. Numbers stand together, and a single one
    /// with decimals, `NaN` or an infinity makes them decimals; so do dates, and a single one with
    /// a time of day makes them timestamps.
    ///
    /// @param votes how many values there are of each kind, by its code
    static ColumnType elected(long[] votes) {
        long values = 0;
        for (Kind kind : Kind.values()) {
            values += kind == Kind.NULL ? 0 : votes[kind.code()];
        }
        if (values == 0) {
            return EMPTY;
        }
        long needed = (long) Math.ceil(values * MAJORITY);
        long integers = votes[Kind.INTEGER.code()];
        long decimals = votes[Kind.DECIMAL.code()];
        long nonFinite = votes[Kind.NONFINITE.code()];
        long dates = votes[Kind.DATE.code()];
        long timestamps = votes[Kind.TIMESTAMP.code()];
        if (votes[Kind.BOOLEAN.code()] >= needed) {
            return BOOLEAN;
        }
        if (integers + decimals + nonFinite >= needed) {
            return decimals + nonFinite == 0 ? INTEGER : DECIMAL;
        }
        if (dates + timestamps >= needed) {
            return timestamps == 0 ? DATE : TIMESTAMP;
        }
        return TEXT;
    }

    /// The type as it stands in results: `integer`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
