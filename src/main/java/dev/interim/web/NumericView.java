package dev.interim.web;

import dev.interim.engine.stats.Snapshot;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The statistics of numbers on the wire: integers beyond 2^53 with all their digits.
@Schema(name = "Numeric")
record NumericView(
        long count,
        @Schema(implementation = Double.class) Number min,
        @Schema(implementation = Double.class) Number max,
        @Schema(implementation = Double.class) @Nullable Number sum,
        @Nullable Double mean,
        @Nullable Double variance,
        @Nullable Double stddev,
        @Nullable Double skewness,
        @Nullable Double kurtosis,
        long zeros,
        long negatives,
        Snapshot.@Nullable Quantiles quantiles,
        Snapshot.@Nullable Histogram histogram,
        Snapshot.@Nullable NumericDetails details) {

    static @Nullable NumericView of(Snapshot.@Nullable Numeric numeric) {
        return numeric == null
                ? null
                : new NumericView(
                        numeric.count(),
                        min(numeric),
                        max(numeric),
                        sum(numeric),
                        numeric.mean(),
                        numeric.variance(),
                        numeric.stddev(),
                        numeric.skewness(),
                        numeric.kurtosis(),
                        numeric.zeros(),
                        numeric.negatives(),
                        numeric.quantiles(),
                        numeric.histogram(),
                        numeric.details());
    }

    /// The least number.
    static Number min(Snapshot.Numeric numeric) {
        var integers = numeric.integers();
        return integers == null || integers.min() == null
                ? Double.valueOf(numeric.min())
                : integers.min();
    }

    /// The greatest number.
    static Number max(Snapshot.Numeric numeric) {
        var integers = numeric.integers();
        return integers == null || integers.max() == null
                ? Double.valueOf(numeric.max())
                : integers.max();
    }

    private static @Nullable Number sum(Snapshot.Numeric numeric) {
        var integers = numeric.integers();
        return integers == null || integers.sum() == null ? numeric.sum() : integers.sum();
    }
}
