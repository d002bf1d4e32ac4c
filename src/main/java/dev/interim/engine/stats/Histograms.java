package dev.interim.engine.stats;

import dev.interim.engine.sketch.Quantiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Histograms of numbers, read off their quantile sketch: bins of equal width with round edges, as
/// many as the spread of the values asks for (Freedman, Diaconis 1981), from 5 to 40; whole numbers
/// of a small range have a bin each.
final class Histograms {
    private static final int FEWEST = 5;
    private static final int MOST = 40;

    private Histograms() {}

    /// How numbers are distributed; at least one was added.
    ///
    /// @param areWhole whether all are integers
    static Snapshot.Histogram of(Quantiles quantiles, double min, double max, boolean areWhole) {
        double[] edges = edges(quantiles, min, max, areWhole);
        return new Snapshot.Histogram(
                Arrays.stream(edges).boxed().toList(),
                counts(quantiles, edges),
                quantiles.rankError());
    }

    /// How many values are in each bin; their sum is the number of values.
    static List<Long> counts(Quantiles quantiles, double... edges) {
        double[] below = quantiles.below(edges);
        below[0] = 0;
        below[below.length - 1] = quantiles.count();
        var counts = new ArrayList<Long>();
        for (int i = 1; i < below.length; i++) {
            counts.add(Math.round(below[i]) - Math.round(below[i - 1]));
        }
        return counts;
    }

    private static double[] edges(Quantiles quantiles, double min, double max, boolean areWhole) {
        if (areWhole && max - min < MOST && Math.abs(max) < 1e15) {
            return steps(min, 1, (int) (max - min) + 1);
        }
        if (min == max || !Double.isFinite(max - min)) {
            return new double[] {min, max};
        }
        var width = width(quantiles, max - min);
        return edges(areWhole && width.power() < 0 ? new Width(1, 0) : width, min, max);
    }

    /// Multiples of the width from one that is at most the least value to one that is at least the
    /// greatest, which belongs to the bin below it; only the extremes where rounding leaves none.
    private static double[] edges(Width width, double min, double max) {
        double first = Math.floor(min / width.times(1));
        first -= width.times(first) > min ? 1 : 0;
        double[] edges = new double[MOST + 3];
        edges[0] = width.times(first);
        int bins = 0;
        boolean ascends = edges[0] <= min;
        while (ascends && edges[bins] < max && bins < edges.length - 1) {
            bins++;
            edges[bins] = width.times(first + bins);
            ascends = edges[bins] > edges[bins - 1];
        }
        boolean isComplete = ascends && bins > 0 && edges[bins] >= max;
        return isComplete ? Arrays.copyOf(edges, bins + 1) : new double[] {min, max};
    }

    private static double[] steps(double from, double width, int bins) {
        double[] edges = new double[bins + 1];
        for (int i = 0; i <= bins; i++) {
            edges[i] = from + i * width;
        }
        return edges;
    }

    private static Width width(Quantiles quantiles, double range) {
        double[] quarters = quantiles.at(0.25, 0.75);
        double ideal = 2 * (quarters[1] - quarters[0]) / Math.cbrt((double) quantiles.count());
        return Width.atLeast(Math.clamp(ideal, range / MOST, range / FEWEST));
    }

    /// A width of 1, 2 or 5 times a power of ten.
    private record Width(int step, int power) {
        private static final int LEAST_POWER = -300;

        static Width atLeast(double wanted) {
            int power = (int) Math.floor(Math.log10(wanted));
            for (int step : new int[] {1, 2, 5}) {
                var width = new Width(step, power);
                if (width.times(1) >= wanted) {
                    return width;
                }
            }
            return new Width(1, power + 1);
        }

        /// So many widths; divided by a power of ten, which is exact: 3 / 10 is 0.3, 3 × 0.1 is
        /// not.
        double times(double factor) {
            return power < 0 && power > LEAST_POWER
                    ? factor * step / Math.pow(10, -power)
                    : factor * step * Math.pow(10, power);
        }
    }
}
