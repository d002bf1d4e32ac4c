package dev.interim.engine.stats;

import static dev.interim.engine.stats.Numbers.finite;

import dev.interim.engine.sketch.Quantiles;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What complete statistics say about numbers, worked out from what was accumulated.
final class NumberDetails {
    private static final double FENCE = 1.5;

    /// Longer texts are cut.
    private static final int LONGEST = 200;

    private static final String LETTERS = "0123456789+-.eE";

    private final Moments moments;
    private final NumberForms forms;
    private final Quantiles quantiles;

    NumberDetails(Moments moments, NumberForms forms, Quantiles quantiles) {
        this.moments = moments;
        this.forms = forms;
        this.quantiles = quantiles;
    }

    /// @param top the two most frequent values of the column
    Snapshot.NumericDetails snapshot(
            @Nullable Double mean, @Nullable Double stddev, List<Snapshot.Top> top) {
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
                mode(top),
                spread());
    }

    private static @Nullable Double mode(List<Snapshot.Top> top) {
        if (top.isEmpty() || top.getFirst().lower() < 2) {
            return null;
        }
        boolean isCertain = top.size() < 2 || top.getFirst().lower() > top.get(1).upper();
        return isCertain ? number(top.getFirst().value()) : null;
    }

    /// What a value of the column was read as, `null` when it is no number.
    private static @Nullable Double number(String value) {
        try {
            boolean mayBe =
                    value.length() < LONGEST
                            && value.chars().allMatch(letter -> LETTERS.indexOf(letter) >= 0);
            return mayBe ? finite(Double.valueOf(value)) : null;
        } catch (NumberFormatException e) {
            return null;
        }
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
