package dev.interim.engine.stats;

import static dev.interim.engine.stats.Numbers.finite;

import dev.interim.engine.sketch.Quantiles;
import org.jspecify.annotations.Nullable;

/// What complete statistics say about numbers, worked out from what was accumulated.
final class NumberDetails {
    private static final double FENCE = 1.5;

    private final Moments moments;
    private final NumberForms forms;
    private final Quantiles quantiles;

    NumberDetails(Moments moments, NumberForms forms, Quantiles quantiles) {
        this.moments = moments;
        this.forms = forms;
        this.quantiles = quantiles;
    }

    /// @param mode the most frequent value of the column, where it is a number
    Snapshot.NumericDetails snapshot(
            @Nullable Double mean, @Nullable Double stddev, @Nullable Double mode) {
        return new Snapshot.NumericDetails(
                moments.count() - moments.zeros() - moments.negatives(),
                forms.nans(),
                forms.infinities(),
                forms.areWhole(),
                forms.mostDecimals(),
                finite(moments.max() - moments.min()),
                mean == null || stddev == null ? null : finite(stddev / mean),
                forms.geometricMean(moments),
                forms.harmonicMean(moments),
                mode,
                spread());
    }

    private Snapshot.Spread spread() {
        double[] quarters = quantiles.at(0.25, 0.5, 0.75);
        double range = quarters[2] - quarters[0];
        double lower = quarters[0] - FENCE * range;
        double upper = quarters[2] + FENCE * range;
        return new Snapshot.Spread(
                finite(range),
                finite(quantiles.medianDistance(quarters[1])),
                finite(lower),
                finite(upper),
                outliers(lower, upper),
                quantiles.rankError());
    }

    private double outliers(double lower, double upper) {
        double[] below = quantiles.below(lower, Math.nextUp(upper));
        double inside = below[1] - below[0];
        return Math.clamp(1 - inside / quantiles.count(), 0.0, 1.0);
    }
}
