package dev.interim.engine.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.sketch.Quantiles;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramsTest {

    @Test
    void wholeNumbersOfASmallRangeHaveABinEach() {
        assertThat(of(true, 3, 1, 1, 5))
                .isEqualTo(
                        new Snapshot.Histogram(
                                List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0),
                                List.of(2L, 0L, 1L, 0L, 1L),
                                0));
        assertThat(of(true, 7).edges()).containsExactly(7.0, 8.0);
        assertThat(of(true, -20, 19).counts()).hasSize(40);
    }

    @Test
    void oneDecimalHasOneBin() {
        assertThat(of(false, 0.5, 0.5))
                .isEqualTo(new Snapshot.Histogram(List.of(0.5, 0.5), List.of(2L), 0));
    }

    @Test
    void edgesAreRound() {
        double[] tenths = IntStream.rangeClosed(0, 20).mapToDouble(i -> i / 10.0).toArray();
        var histogram = of(false, tenths);
        assertThat(histogram.edges()).containsExactly(0.0, 0.5, 1.0, 1.5, 2.0);
        assertThat(histogram.counts()).containsExactly(5L, 5L, 5L, 6L);
        double[] hundredths = IntStream.range(0, 1000).mapToDouble(i -> i / 1000.0).toArray();
        for (double edge : of(false, hundredths).edges()) {
            assertThat(Double.toString(edge)).hasSizeLessThanOrEqualTo(4);
        }
        for (double edge : of(false, -1e-7, 2e-7, 3e-7).edges()) {
            assertThat(Double.toString(edge)).hasSizeLessThanOrEqualTo(7);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-1.7976931348623157e308, 1.7976931348623157e308",
        "0, 4.9e-324",
        "-4.9e-324, 1e-322",
        "1, 1.0000000000000002",
        "1e17, 100000000000000064",
        "9007199254740993.0, 9007199254741100",
        "-1e300, 1e-300",
        "0, 1.7976931348623157e308",
        "1e15, 1000000000000000.5"
    })
    void anyRangeHasAscendingEdgesAroundAllValues(double min, double max) {
        for (boolean areWhole : new boolean[] {false, true}) {
            check(areWhole, min, max);
            check(areWhole, min, min + (max / 2 - min / 2), max);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void countsAreThoseBetweenTheEdges(long seed) {
        var random = new SplittableRandom(seed);
        for (int run = 0; run < 500; run++) {
            double scale = Math.pow(10, random.nextInt(-12, 13));
            double offset = random.nextInt(3) == 0 ? random.nextDouble() * 1e6 * scale : 0;
            double power = random.nextInt(1, 6);
            boolean areWhole = random.nextBoolean() && scale >= 1;
            double[] values = new double[1 + random.nextInt(900)];
            for (int i = 0; i < values.length; i++) {
                double value = offset + Math.pow(random.nextDouble(-1, 1), power) * scale;
                values[i] = areWhole ? Math.rint(value) : value;
            }
            check(areWhole, values);
        }
    }

    private static void check(boolean areWhole, double... values) {
        var found = of(areWhole, values);
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        var edges = found.edges();
        assertThat(edges.getFirst()).isLessThanOrEqualTo(sorted[0]);
        assertThat(edges.getLast()).isGreaterThanOrEqualTo(sorted[sorted.length - 1]);
        assertThat(found.counts()).hasSize(edges.size() - 1).hasSizeBetween(1, 42);
        for (int bin = 0; bin < found.counts().size(); bin++) {
            double from = edges.get(bin);
            double to = edges.get(bin + 1);
            boolean isLast = bin == found.counts().size() - 1;
            assertThat(from < to || (isLast && bin == 0)).as("%s", edges).isTrue();
            long wanted =
                    Arrays.stream(sorted)
                            .filter(v -> v >= from && (v < to || (isLast && v <= to)))
                            .count();
            assertThat(found.counts().get(bin)).isEqualTo(wanted);
        }
    }

    private static Snapshot.Histogram of(boolean areWhole, double... values) {
        var quantiles = new Quantiles(1000);
        quantiles.add(values, values.length);
        var range = Arrays.stream(values).summaryStatistics();
        return Histograms.of(quantiles, range.getMin(), range.getMax(), areWhole);
    }
}
