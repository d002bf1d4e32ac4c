package dev.interim.engine.stats;

import dev.interim.engine.bytes.ByteReader;
import dev.interim.engine.bytes.ByteWriter;
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
    private static final int FEW_COLUMNS = 1_000;

    void write(ByteWriter out) {
        out.integer(exactValues);
        out.integer(quantileSize);
    }

    static Precision read(ByteReader in) {
        int exactValues = in.integer(MOST_EXACT_VALUES);
        int quantileSize = in.integer(Quantiles.USUAL_SIZE);
        in.check(exactValues >= LEAST_EXACT_VALUES && quantileSize >= Quantiles.SMALL_SIZE);
        return new Precision(exactValues, quantileSize);
    }

    /// @param columns how many columns there are
    static Precision of(int columns) {
        int exact = EXACT_VALUES_OF_ALL_COLUMNS / columns;
        return new Precision(
                Math.clamp(exact, LEAST_EXACT_VALUES, MOST_EXACT_VALUES),
                columns <= FEW_COLUMNS ? Quantiles.USUAL_SIZE : Quantiles.SMALL_SIZE);
    }
}
