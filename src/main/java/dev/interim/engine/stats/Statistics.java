package dev.interim.engine.stats;

import java.util.List;

/// How much is computed; what is not asked for costs nothing.
public enum Statistics {
    /// Count, nulls, types, extremes, sum, mean, variance.
    BASIC(0),
    /// Also shape, quantiles, histograms, distinct values, frequent values, lengths.
    STANDARD(1),
    /// All there is.
    COMPLETE(2);

    private static final List<Statistics> BY_CODE = List.of(values());

    private final int code;

    Statistics(int code) {
        this.code = code;
    }

    /// What stands for it in bytes.
    int code() {
        return code;
    }

    static Statistics of(int code) {
        return BY_CODE.get(code);
    }
}
