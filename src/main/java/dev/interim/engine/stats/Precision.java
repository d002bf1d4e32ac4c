package dev.interim.engine.stats;

import dev.interim.engine.sketch.Quantiles;

/// How precise the values of one column are summed up: the more columns there are, the less, so
/// that all of them together stay within about 150 MB whatever the data is.
///
/// @param exactValues how many different values are counted exactly
/// @param quantileSize the size of the sketch of quantiles
record Precision(int exactValues, int quantileSize) {
    private static final int MOST_EXACT_VALUES = 4096;
    private static final int LEAST_EXACT_VALUES = 64;
    private static final int EXACT_VALUES_OF_ALL_COLUMNS = 400_000;
    private static final int FEW_COLUMNS = 2_000;

    /// @param columns how many columns there are
    static Precision of(int columns) {
        int exact = EXACT_VALUES_OF_ALL_COLUMNS / columns;
        return new Precision(
                Math.clamp(exact, LEAST_EXACT_VALUES, MOST_EXACT_VALUES),
                columns <= FEW_COLUMNS ? Quantiles.USUAL_SIZE : Quantiles.SMALL_SIZE);
    }
}
