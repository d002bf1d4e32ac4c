package dev.interim.engine.stats;

/// How much is computed; what is not asked for costs nothing.
public enum Statistics {
    /// Count, nulls, types, extremes, sum, mean, variance.
    BASIC,
    /// Also shape, quantiles, distinct values, frequent values, lengths.
    STANDARD,
    /// All there is.
    COMPLETE
}
