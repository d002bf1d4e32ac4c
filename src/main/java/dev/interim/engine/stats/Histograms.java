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
            return wholes(min, (int) (max - min) + 1);
        }
        if (min == max || !Double.isFinite(max - min)) {
            return new double[] {min, max};
        }
        var width = width(quantiles, max - min, areWhole);
        double first = Math.floor(min / width.value());
        int bins = (int) Math.min(MOST + 2.0, Math.floor(max / width.value()) - first + 1);
        // a greatest value on an edge belongs to the bin below it
        if (bins > 1 && width.times(first + bins - 1) == max) {
            bins--;
        }
        double[] edges = new double[bins + 1];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = width.times(first + i);
        }
        boolean isDistinct = edges[0] <= min && edges[bins] >= max && edges[0] < edges[1];
        return isDistinct ? edges : new double[] {min, max};
    }

    private static double[] wholes(double from, int bins) {
        double[] edges = new double[bins + 1];
        for (int i = 0; i <= bins; i++) {
            edges[i] = from + i;
        }
        return edges;
    }

    /// A digit times a power of ten.
    private record Width(int digit, int power) {
        double value() {
            return times(1);
        }

        /// Rounded once, so that edges are as short as they can be: 0.3 and not 3 × 0.1.
        double times(double factor) {
            double whole = factor * digit;
            return power < 0 ? whole / Math.pow(10, -power) : whole * Math.pow(10, power);
        }
    }

    /// A width of 1, 2 or 5 times a power of ten.
    private static Width width(Quantiles quantiles, double range, boolean areWhole) {
        double[] quarters = quantiles.at(0.25, 0.75);
        double ideal = 2 * (quarters[1] - quarters[0]) / Math.cbrt((double) quantiles.count());
        double wanted = Math.clamp(ideal, range / MOST, range / FEWEST);
        int power = (int) Math.floor(Math.log10(wanted));
        if (areWhole && wanted <= 1) {
            return new Width(1, 0);
        }
        for (int digit : new int[] {1, 2, 5}) {
            if (new Width(digit, power).value() >= wanted) {
                return new Width(digit, power);
            }
        }
        return new Width(1, power + 1);
    }
}
