package dev.interim.engine.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.apache.datasketches.kll.KllDoublesSketch;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantilesTest {
    private static final double[] RANKS = {0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99};

    /// Orders in which the numbers from 0 to n − 1 come.
    enum Order {
        RANDOM {
            @Override
            double[] of(int n, SplittableRandom random) {
                double[] values = SORTED.of(n, random);
                for (int i = n - 1; i > 0; i--) {
                    swap(values, i, random.nextInt(i + 1));
                }
                return values;
            }
        },
        SORTED {
            @Override
            double[] of(int n, SplittableRandom random) {
                double[] values = new double[n];
                Arrays.setAll(values, i -> i);
                return values;
            }
        },
        REVERSED {
            @Override
            double[] of(int n, SplittableRandom random) {
                double[] values = new double[n];
                Arrays.setAll(values, i -> n - 1 - i);
                return values;
            }
        },
        /// The smallest, the largest, the second smallest, …
        ZIGZAG {
            @Override
            double[] of(int n, SplittableRandom random) {
                double[] values = new double[n];
                Arrays.setAll(values, i -> i % 2 == 0 ? i / 2 : n - 1 - i / 2);
                return values;
            }
        },
        /// Ascending again and again.
        SAW {
            @Override
            double[] of(int n, SplittableRandom random) {
                int teeth = 2 + random.nextInt(500);
                double[] values = new double[n];
                int at = 0;
                for (int tooth = 0; tooth < teeth; tooth++) {
                    for (int value = tooth; value < n; value += teeth) {
                        values[at++] = value;
                    }
                }
                return values;
            }
        },
        /// Sorted, but for a few.
        NEARLY_SORTED {
            @Override
            double[] of(int n, SplittableRandom random) {
                double[] values = SORTED.of(n, random);
                for (int i = 0; i < n / 100; i++) {
                    swap(values, random.nextInt(n), random.nextInt(n));
                }
                return values;
            }
        };

        abstract double[] of(int n, SplittableRandom random);

        private static void swap(double[] values, int i, int j) {
            double value = values[i];
            values[i] = values[j];
            values[j] = value;
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void fewValuesAreAnsweredExactly(long seed) {
        var random = new SplittableRandom(seed);
        int asked = 0;
        for (int n = 1; n <= new Quantiles(800).exactUpTo(); n++) {
            int range = 1 + random.nextInt(random.nextBoolean() ? 5 : 5000);
            double[] values = random.doubles(n).map(u -> Math.rint(u * range)).toArray();
            var quantiles = added(values, 1 + random.nextInt(300));
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            double[] ranks = {0, 0.01, 0.05, 0.07, 0.1, 0.25, 0.5, 0.55, 0.75, 0.95, 0.99, 1};
            double[] answers = quantiles.at(ranks);
            for (int i = 0; i < ranks.length; i++) {
                assertThat(answers[i])
                        .as("rank %s of %s", ranks[i], n)
                        .isEqualTo(sorted[place(ranks[i], n)]);
                asked++;
            }
            assertThat(quantiles.rankError()).isZero();
            assertThat(quantiles.count()).isEqualTo(n);
        }
        assertThat(asked).isEqualTo(12 * 1023);
    }

    /// The place of the least value that at least rank × n values do not exceed.
    private static int place(double rank, int n) {
        var wanted = new BigDecimal(Double.toString(rank)).multiply(BigDecimal.valueOf(n));
        return Math.max(1, wanted.setScale(0, RoundingMode.CEILING).intValueExact()) - 1;
    }

    @Test
    void nothingHasNoQuantiles() {
        assertThat(new Quantiles(800).at(0.5)).isEmpty();
    }

    @ParameterizedTest(name = "{0}, 100 seeds")
    @EnumSource(Order.class)
    void ranksAreWithinTheStatedErrorAndAsGoodAsThoseOfDataSketches(Order order) {
        int outside = 0;
        int asked = 0;
        double squares = 0;
        double theirSquares = 0;
        for (int seed = 1; seed <= 100; seed++) {
            var random = new SplittableRandom(seed);
            int n = 20_000 + random.nextInt(60_000);
            double[] values = order.of(n, random);
            var quantiles = new Quantiles(800, seed);
            quantiles.add(values, n);
            var theirs = KllDoublesSketch.newHeapInstance(800);
            for (double value : values) {
                theirs.update(value);
            }
            double[] answers = quantiles.at(RANKS);
            for (int i = 0; i < RANKS.length; i++) {
                double error = Math.abs((answers[i] + 1) / n - RANKS[i]);
                outside += error > quantiles.rankError() ? 1 : 0;
                squares += error * error;
                double theirError = Math.abs((theirs.getQuantile(RANKS[i]) + 1) / n - RANKS[i]);
                theirSquares += theirError * theirError;
                asked++;
            }
        }
        assertThat(asked).isEqualTo(700);
        assertThat(outside).isLessThanOrEqualTo(14);
        assertThat(Math.sqrt(squares / asked))
                .as("theirs: %s", Math.sqrt(theirSquares / asked))
                .isLessThanOrEqualTo(1.15 * Math.sqrt(theirSquares / asked));
    }

    @ParameterizedTest(name = "two million values, {0}")
    @EnumSource(Order.class)
    void ranksOfManyValuesAreWithinTheStatedError(Order order) {
        int n = 2_000_000;
        var quantiles = added(order.of(n, new SplittableRandom(1)), 11_000);
        double[] answers = quantiles.at(RANKS);
        for (int i = 0; i < RANKS.length; i++) {
            assertThat((answers[i] + 1) / n)
                    .isBetween(RANKS[i] - quantiles.rankError(), RANKS[i] + quantiles.rankError());
        }
        assertThat(quantiles.count()).isEqualTo(n);
        assertThat(quantiles.retained()).isBetween(1600, 3 * 800 + 1024 + 200);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Order.class)
    void aSmallSketchIsWithinItsOwnError(Order order) {
        int outside = 0;
        int asked = 0;
        for (int seed = 1; seed <= 50; seed++) {
            var random = new SplittableRandom(seed);
            int n = 10_000 + random.nextInt(20_000);
            var quantiles = new Quantiles(200, seed);
            quantiles.add(order.of(n, random), n);
            assertThat(quantiles.retained()).isLessThan(3 * 200 + 256 + 100);
            assertThat(quantiles.rankError())
                    .isEqualTo(KllDoublesSketch.newHeapInstance(200).getNormalizedRankError(false));
            double[] answers = quantiles.at(RANKS);
            for (int i = 0; i < RANKS.length; i++) {
                double error = Math.abs((answers[i] + 1) / n - RANKS[i]);
                outside += error > quantiles.rankError() ? 1 : 0;
                asked++;
            }
        }
        assertThat(asked).isEqualTo(350);
        assertThat(outside).isLessThanOrEqualTo(7);
        assertThat(new Quantiles(200).exactUpTo()).isEqualTo(255);
    }

    @Test
    void theStatedErrorIsThatOfDataSketches() {
        assertThat(added(Order.SORTED.of(5000, new SplittableRandom(1)), 100).rankError())
                .isEqualTo(KllDoublesSketch.newHeapInstance(800).getNormalizedRankError(false));
    }

    @ParameterizedTest(name = "six million values, {0}")
    @EnumSource(Order.class)
    void ranksOfSampledValuesAreWithinTheStatedError(Order order) {
        int n = 6_000_000;
        var quantiles = added(order.of(n, new SplittableRandom(2)), 300_007);
        assertRanksAreRight(quantiles, n);
        assertThat(quantiles.retained()).isBetween(1600, 3 * 800 + 1024 + 200);
        // 2^17 blocks each of 2, 4, 8 and 16 values, then some of 32
        double squares = (1 << 17) * (4.0 + 16 + 64 + 256) + (n - (1 << 22)) * 32.0;
        double ofSampler = Math.sqrt(Math.log(200) * squares / 2) / n;
        double ofSketch = KllDoublesSketch.newHeapInstance(800).getNormalizedRankError(false);
        assertThat(quantiles.rankError())
                .isCloseTo(Math.hypot(ofSampler, ofSketch), Offset.offset(1e-6));
    }

    @Test
    void errorsOfSampledValuesCancelOut() {
        int n = 2_300_000;
        double[] values = Order.SORTED.of(n, new SplittableRandom(1));
        double[] sums = new double[RANKS.length];
        int seeds = 20;
        for (int seed = 1; seed <= seeds; seed++) {
            var quantiles = new Quantiles(800, seed);
            quantiles.add(values, n);
            double[] answers = quantiles.at(RANKS);
            for (int i = 0; i < RANKS.length; i++) {
                sums[i] += (answers[i] + 1) / n - RANKS[i];
            }
        }
        assertThat(DoubleStream.of(sums).map(Math::abs).max().orElseThrow() / seeds)
                .isLessThan(0.0004);
    }

    @ParameterizedTest(name = "{0}, then {1} values")
    @CsvSource({
        "3000000, 3000000", "3000000, 100", "100, 3000000", "3000000, 0", "0, 3000000",
        "1000000, 1000000", "1500000, 60000", "60000, 1500000", "1048576, 1", "1, 1048576",
        "1048575, 1", "5000000, 1200000", "1200000, 5000000", "2100000, 2100000"
    })
    void mergingSampledPartsAnswersWithinTheStatedError(int left, int right) {
        int n = left + right;
        for (var order : List.of(Order.SORTED, Order.RANDOM)) {
            double[] values = order.of(n, new SplittableRandom(4));
            var whole = added(Arrays.copyOf(values, left), 100_000);
            var other = added(Arrays.copyOfRange(values, left, n), 100_000);
            double[] before = other.at(RANKS);
            whole.merge(other);
            assertThat(other.at(RANKS)).isEqualTo(before);
            assertThat(other.count()).isEqualTo(right);
            assertRanksAreRight(whole, n);
            assertThat(whole.retained()).isLessThan(3 * 800 + 1024 + 200);
            // and goes on
            double[] more = new double[300_000];
            Arrays.setAll(more, i -> n + i);
            whole.add(more, more.length);
            assertRanksAreRight(whole, n + more.length);
        }
    }

    @Test
    void theErrorsOfSampledPartsAreAddedUp() {
        int n = 3_000_000;
        double[] values = Order.RANDOM.of(n, new SplittableRandom(5));
        var whole = added(values, n);
        whole.merge(added(values, n));
        double squares = 2 * ((1 << 17) * (4.0 + 16 + 64) + (n - (1 << 21)) * 16.0);
        double ofSampler = Math.sqrt(Math.log(200) * squares / 2) / (2 * n);
        double ofSketch = KllDoublesSketch.newHeapInstance(800).getNormalizedRankError(false);
        assertThat(whole.rankError())
                .isCloseTo(Math.hypot(ofSampler, ofSketch), Offset.offset(1e-6));
    }

    private static void assertRanksAreRight(Quantiles quantiles, int n) {
        assertThat(quantiles.count()).isEqualTo(n);
        assertThat(quantiles.weight()).isCloseTo(n, Offset.offset(40.0));
        double[] answers = quantiles.at(RANKS);
        for (int i = 0; i < RANKS.length; i++) {
            assertThat((answers[i] + 1) / n)
                    .isBetween(RANKS[i] - quantiles.rankError(), RANKS[i] + quantiles.rankError());
        }
    }

    @Test
    void sampledValuesInAnyStepsGiveTheSameAnswers() {
        double[] values = Order.RANDOM.of(2_500_000, new SplittableRandom(3));
        double[] ranks = DoubleStream.iterate(0, rank -> rank + 0.001).limit(1001).toArray();
        double[] wanted = added(values, 2_500_000).at(ranks);
        for (int step : new int[] {999, 65_536, 1_048_577}) {
            assertThat(added(values, step).at(ranks)).isEqualTo(wanted);
        }
    }

    @ParameterizedTest(name = "repeated values of seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void repeatedValuesKeepTheirShare(long seed) {
        var random = new SplittableRandom(seed);
        int n = 100_000;
        double[] values = random.doubles(n).map(u -> Math.floor(10 * u * u)).toArray();
        var quantiles = added(values, 4096);
        for (double rank = 0.001; rank < 1; rank += 0.0137) {
            double answer = quantiles.at(rank)[0];
            double below = (double) Arrays.stream(values).filter(v -> v < answer).count() / n;
            double upTo = (double) Arrays.stream(values).filter(v -> v <= answer).count() / n;
            assertThat(rank).isBetween(below - 0.0035, upTo + 0.0035);
        }
    }

    @ParameterizedTest(name = "{0} parts")
    @ValueSource(ints = {2, 3, 10, 57, 400})
    void mergingPartsAnswersWithinTheStatedError(int parts) {
        int outside = 0;
        int asked = 0;
        for (var order : Order.values()) {
            for (int seed = 1; seed <= 5; seed++) {
                var random = new SplittableRandom(seed);
                int n = 60_000 + random.nextInt(60_000);
                double[] values = order.of(n, random);
                var whole = new Quantiles(800);
                int from = 0;
                for (int part = 0; part < parts; part++) {
                    int to =
                            part == parts - 1
                                    ? n
                                    : Math.min(n, from + random.nextInt(2 * n / parts));
                    var other = added(Arrays.copyOfRange(values, from, to), 500);
                    double[] before = other.at(RANKS);
                    whole.merge(other);
                    assertThat(other.at(RANKS)).isEqualTo(before);
                    assertThat(whole.count()).isEqualTo(to);
                    from = to;
                }
                double[] answers = whole.at(RANKS);
                for (int i = 0; i < RANKS.length; i++) {
                    double error = Math.abs((answers[i] + 1) / n - RANKS[i]);
                    outside += error > whole.rankError() ? 1 : 0;
                    asked++;
                }
                assertThat(whole.at(0)[0]).isLessThan(0.0035 * n);
                assertThat(whole.retained()).isLessThan(3 * 800 + 1024 + 200);
            }
        }
        assertThat(asked).isEqualTo(6 * 5 * 7);
        assertThat(outside).isLessThanOrEqualTo(4);
    }

    /// Beyond 2^18 values only some are taken; parts may have come to different steps of that.
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void mergingLongStreamsAnswersWithinTheStatedError(long seed) {
        var random = new SplittableRandom(seed);
        double[] values = Order.RANDOM.of(2_500_000 + random.nextInt(500_000), random);
        int cut = random.nextInt(values.length);
        int end = cut + random.nextInt(values.length - cut);
        var whole = added(Arrays.copyOfRange(values, 0, cut), 5000);
        whole.merge(added(Arrays.copyOfRange(values, cut, end), 7000));
        whole.add(Arrays.copyOfRange(values, end, values.length), values.length - end);
        assertThat(whole.count()).isEqualTo(values.length);
        assertThat(whole.rankError()).isBetween(0.0040, 0.0052);
        double[] answers = whole.at(RANKS);
        for (int i = 0; i < RANKS.length; i++) {
            double rank = (answers[i] + 1) / values.length;
            assertThat(Math.abs(rank - RANKS[i])).isLessThan(whole.rankError());
        }
    }

    @Test
    void mergingFewValuesStaysExact() {
        var left = added(new double[] {3, 1}, 1);
        left.merge(added(new double[] {2, 5, 4}, 2));
        left.merge(new Quantiles(800));
        assertThat(left.rankError()).isZero();
        assertThat(left.at(0.2, 0.4, 0.6, 0.8, 1)).containsExactly(1, 2, 3, 4, 5);
        var empty = new Quantiles(800);
        empty.merge(left);
        assertThat(empty.at(0.5)).containsExactly(3);
        assertThat(empty.count()).isEqualTo(5);
    }

    @ParameterizedTest(name = "steps of {0}")
    @ValueSource(ints = {1, 7, 1023, 1024, 1025, 50_000})
    void howValuesArriveDoesNotMatter(int step) {
        double[] values = Order.RANDOM.of(50_000, new SplittableRandom(3));
        double[] ranks = DoubleStream.iterate(0, rank -> rank + 0.001).limit(1001).toArray();
        assertThat(added(values, step).at(ranks)).isEqualTo(added(values, 333).at(ranks));
    }

    private static Quantiles added(double[] values, int step) {
        var quantiles = new Quantiles(800);
        for (int from = 0; from < values.length; from += step) {
            double[] part = Arrays.copyOfRange(values, from, from + step);
            quantiles.add(part, Math.min(step, values.length - from));
        }
        return quantiles;
    }
}
