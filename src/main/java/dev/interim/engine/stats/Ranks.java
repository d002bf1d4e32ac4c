package dev.interim.engine.stats;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The ranks whose values are shown, and how they are named.
final class Ranks {
    /// Those of standard statistics.
    static final double[] USUAL = {0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99};

    /// Those of complete statistics.
    static final double[] ALL = {0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999};

    private Ranks() {}

    /// Values by their ranks, as in `"0.25"`.
    static Map<String, Double> named(double[] ranks, double... values) {
        return byRank(ranks, Arrays.stream(values).boxed().toList());
    }

    /// Values by their ranks, as in `"0.25"`.
    static <V> Map<String, V> byRank(double[] ranks, List<V> values) {
        Map<String, V> byRank = new LinkedHashMap<>();
        for (int i = 0; i < ranks.length; i++) {
            byRank.put(Double.toString(ranks[i]), values.get(i));
        }
        return Collections.unmodifiableMap(byRank);
    }
}
