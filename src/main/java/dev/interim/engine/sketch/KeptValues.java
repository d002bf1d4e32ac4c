package dev.interim.engine.sketch;

import java.util.Arrays;
import java.util.Comparator;

/// What a [Quantiles] sketch has kept, each value with how many it stands for: what its answers
/// come from. To be used before the sketch takes in more.
final class KeptValues {
    /// What makes a product of rank and count whole again that only rounding has moved away from
    /// it.
    private static final double ROUNDING = 1e-9;

    /// The base is source 0, the levels are those from 1 on and in order.
    private final double[][] sources;

    private final int[] sizes;

    /// Each value of the base stands for two to that power.
    private final int step;

    KeptValues(double[] base, int baseSize, int step, Levels levels) {
        this.step = step;
        sources = new double[1 + levels.count()][];
        sizes = new int[sources.length];
        sources[0] = base;
        sizes[0] = baseSize;
        for (int level = 0; level < levels.count(); level++) {
            sources[1 + level] = levels.values(level);
            sizes[1 + level] = levels.size(level);
        }
    }

    private long weight(int source) {
        return 1L << (source == 0 ? step : source);
    }

    /// How many values all of them stand for.
    double weight() {
        double weight = 0;
        for (int source = 0; source < sources.length; source++) {
            weight += (double) sizes[source] * weight(source);
        }
        return weight;
    }

    /// @param ranks from 0 to 1, ascending
    double[] at(double... ranks) {
        return new InOrder().at(ranks);
    }

    /// How many of `count` values are less than each of these.
    ///
    /// @param values ascending
    double[] below(long count, double... values) {
        double[] below = new double[values.length];
        for (int source = 0; source < sources.length; source++) {
            for (int i = 0; i < sizes[source]; i++) {
                int place = Arrays.binarySearch(values, sources[source][i] + 0.0);
                // counted at the first value that is greater; −0.0 is not less than 0.0
                int first = place < 0 ? -place - 1 : afterEqual(values, place);
                if (first < values.length) {
                    below[first] += weight(source);
                }
            }
        }
        double scale = count / Math.max(1.0, weight());
        double seen = 0;
        for (int i = 0; i < below.length; i++) {
            seen += below[i];
            below[i] = Math.min((double) count, seen * scale);
        }
        return below;
    }

    private static int afterEqual(double[] values, int place) {
        int next = place + 1;
        while (next < values.length && values[next] == values[place]) {
            next++;
        }
        return next;
    }

    /// The median of the distances from a centre; `NaN` when nothing is kept.
    double medianDistance(double centre) {
        int kept = Arrays.stream(sizes).sum();
        double[] distances = new double[kept];
        long[] weights = new long[kept];
        int at = 0;
        for (int source = 0; source < sources.length; source++) {
            for (int i = 0; i < sizes[source]; i++) {
                distances[at] = Math.abs(sources[source][i] - centre);
                weights[at++] = weight(source);
            }
        }
        return weightedMedian(distances, weights);
    }

    private double weightedMedian(double[] values, long[] weights) {
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
        double wanted = weight() / 2 - ROUNDING;
        long seen = 0;
        for (int place : order) {
            seen += weights[place];
            if (seen >= wanted) {
                return values[place];
            }
        }
        return Double.NaN;
    }

    /// All of them from the least to the greatest.
    private final class InOrder {
        private final double[] sorted = Arrays.copyOf(sources[0], sizes[0]);
        private final int[] places = new int[sources.length];

        double[] at(double... ranks) {
            Arrays.sort(sorted);
            double[] answers = new double[ranks.length];
            double all = weight();
            long seen = 0;
            double value = Double.NaN;
            for (int i = 0; i < ranks.length; i++) {
                double wanted = Math.max(1, ranks[i] * all - ROUNDING);
                while (seen < wanted && hasNext()) {
                    int source = least();
                    value = value(source);
                    places[source]++;
                    seen += weight(source);
                }
                answers[i] = value;
            }
            return answers;
        }

        private boolean hasNext() {
            for (int source = 0; source < places.length; source++) {
                if (places[source] < sizes[source]) {
                    return true;
                }
            }
            return false;
        }

        private int least() {
            int least = -1;
            for (int source = 0; source < places.length; source++) {
                if (places[source] < sizes[source] && (least < 0 || value(source) < value(least))) {
                    least = source;
                }
            }
            return least;
        }

        private double value(int source) {
            return source == 0 ? sorted[places[0]] : sources[source][places[source]];
        }
    }
}
