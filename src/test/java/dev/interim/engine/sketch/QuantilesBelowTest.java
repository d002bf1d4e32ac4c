package dev.interim.engine.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.bytes.ByteReader;
import dev.interim.fixture.StateBytes;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Ranks of values, distances from a centre, and the bytes of a sketch.
class QuantilesBelowTest {

    @Test
    void fewValuesAreCountedExactly() {
        var quantiles = of(3, 1, 2, 2, -5);
        assertThat(quantiles.below(-5, -4, 2, 2, 2.5, 3, 4)).containsExactly(0, 1, 2, 2, 4, 4, 5);
        assertThat(quantiles.below()).isEmpty();
        assertThat(quantiles.below(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY))
                .containsExactly(0, 5);
        assertThat(of().below(1)).containsExactly(0);
    }

    @Test
    void aNegativeZeroIsNotLessThanZero() {
        assertThat(of(-0.0, 0.0, 1).below(0.0, 1)).containsExactly(0, 2);
        assertThat(of(-0.0, 0.0, 1).below(-0.0, 1)).containsExactly(0, 2);
    }

    @Test
    void theMedianDistanceOfFewValuesIsExact() {
        assertThat(of(1, 1, 2, 2, 4, 6, 9).medianDistance(2)).isEqualTo(1);
        assertThat(of(5).medianDistance(2)).isEqualTo(3);
        assertThat(of(1, 2).medianDistance(1)).isZero();
        assertThat(of().medianDistance(0)).isNaN();
        assertThat(of(-1e308, 1e308).medianDistance(-1e308)).isZero();
        assertThat(of(1e308, 1e308).medianDistance(-1e308)).isInfinite();
    }

    @ParameterizedTest(name = "{0} values, size {1}, seed {2}")
    @CsvSource({
        "999, 1000, 1",
        "5000, 1000, 2",
        "300000, 1000, 3",
        "300000, 200, 4",
        "3000000, 1000, 5",
        "4000000, 200, 6"
    })
    void ranksAreWithinTheStatedError(int count, int size, long seed) {
        var random = new SplittableRandom(seed);
        double[] values = new double[count];
        Arrays.setAll(values, i -> Math.floor(Math.pow(random.nextDouble(), 3) * count));
        var quantiles = new Quantiles(size);
        quantiles.add(values, count);
        Arrays.sort(values);
        double[] asked = new double[50];
        Arrays.setAll(asked, i -> values[(int) ((long) count * i / 50)] + (i % 3) * 0.5);
        Arrays.sort(asked);
        double[] found = quantiles.below(asked);
        // 99 % confidence for each: none of the fixed seeds is worse
        double most = quantiles.rankError() * count + 1e-6;
        for (int i = 0; i < asked.length; i++) {
            double wanted = less(values, asked[i]);
            assertThat(Math.abs(found[i] - wanted)).isLessThanOrEqualTo(most);
        }
        assertThat(found).isSorted();
        double centre = quantiles.at(0.5)[0];
        double distance = quantiles.medianDistance(centre);
        double[] distances =
                Arrays.stream(values).map(v -> Math.abs(v - centre)).sorted().toArray();
        double half = count / 2.0;
        assertThat(less(distances, distance)).isLessThanOrEqualTo(half + 2 * most);
        assertThat(less(distances, Math.nextUp(distance))).isGreaterThanOrEqualTo(half - 2 * most);
    }

    private static double less(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @ParameterizedTest(name = "{0} values")
    @ValueSource(ints = {0, 1, 7, 999, 1023, 1024, 50_000, 1 << 20, 3_000_000})
    void readingContinuesWhereWritingStopped(int count) {
        var random = new SplittableRandom(count);
        var quantiles = new Quantiles(1000);
        double[] values = random.doubles(count).toArray();
        quantiles.add(values, count);
        var read = again(quantiles);
        double[] ranks = {0, 0.01, 0.5, 0.9, 1};
        assertThat(read.at(ranks)).isEqualTo(quantiles.at(ranks));
        assertThat(read.rankError()).isEqualTo(quantiles.rankError());
        double[] more = random.doubles(5000).toArray();
        read.add(more, 5000);
        quantiles.add(more, 5000);
        assertThat(StateBytes.of(read::write)).isEqualTo(StateBytes.of(quantiles::write));
        var other = new Quantiles(1000);
        other.add(more, 4000);
        read.merge(other);
        quantiles.merge(other);
        assertThat(StateBytes.of(again(read)::write)).isEqualTo(StateBytes.of(quantiles::write));
    }

    /// Behind merging one level may hold far more than its own capacity.
    @ParameterizedTest(name = "size {0}")
    @ValueSource(ints = {8, Quantiles.SMALL_SIZE, 800, Quantiles.USUAL_SIZE})
    void whatWasMergedCanBeReadAgain(int size) {
        var random = new SplittableRandom(size);
        for (int round = 0; round < 40; round++) {
            var merged = new Quantiles(size);
            for (int part = 0; part < 10; part++) {
                int count = (int) Math.pow(400_000, random.nextDouble());
                var other = new Quantiles(size);
                other.add(random.doubles(count).toArray(), count);
                merged.merge(other);
                again(merged, size);
            }
        }
    }

    @ParameterizedTest(name = "{0} values")
    @ValueSource(ints = {0, 5, 3000, 2_000_000})
    void bytesOfAStrangerAreRefusedOrMakeAState(int count) {
        var random = new SplittableRandom(count);
        var quantiles = new Quantiles(Quantiles.SMALL_SIZE);
        quantiles.add(random.doubles(count).toArray(), count);
        double[] more = random.doubles(1000).toArray();
        StateBytes.survives(
                StateBytes.of(quantiles::write),
                in -> {
                    var read = Quantiles.read(Quantiles.SMALL_SIZE, in);
                    use(read);
                    read.add(more, 1000);
                    use(read);
                    read.merge(quantiles);
                    use(read);
                    var other = new Quantiles(Quantiles.SMALL_SIZE);
                    other.add(more, 1000);
                    other.merge(read);
                    use(other);
                });
    }

    private static void use(Quantiles quantiles) {
        double[] found = quantiles.at(0.1, 0.5, 0.9);
        assertThat(found)
                .hasSize(quantiles.count() == 0 ? 0 : 3)
                .isSorted()
                .doesNotContain(0.0 / 0);
        double[] below = quantiles.below(0.2, 0.5);
        assertThat(below).isSorted();
        assertThat(below[1]).isBetween(0.0, (double) quantiles.count());
        quantiles.medianDistance(0.3);
        assertThat(quantiles.rankError()).isNotNaN();
    }

    private static Quantiles of(double... values) {
        var quantiles = new Quantiles(1000);
        quantiles.add(values, values.length);
        return quantiles;
    }

    private static Quantiles again(Quantiles quantiles) {
        return again(quantiles, 1000);
    }

    private static Quantiles again(Quantiles quantiles, int size) {
        byte[] bytes = StateBytes.of(quantiles::write);
        var read = Quantiles.read(size, new ByteReader(bytes));
        assertThat(StateBytes.of(read::write)).isEqualTo(bytes);
        return read;
    }
}
