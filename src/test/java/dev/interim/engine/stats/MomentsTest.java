package dev.interim.engine.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.batch.Batch;
import dev.interim.engine.batch.Column;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.hipparchus.stat.StatUtils;
import org.hipparchus.stat.descriptive.moment.Kurtosis;
import org.hipparchus.stat.descriptive.moment.Skewness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {
    private static final MathContext DIGITS = new MathContext(60);

    /// Shapes of data; each makes a value of a uniform number from 0 to 1.
    @SuppressWarnings("ImmutableEnumChecker") // the functions have no state
    enum Data {
        UNIFORM(u -> u),
        SKEWED(u -> -Math.log(1 - u)),
        VERY_SKEWED(u -> Math.exp(10 * u)),
        FAR_FROM_ZERO(u -> 1e8 + u),
        FURTHER_FROM_ZERO(u -> -1e12 + 1000 * u),
        NEARLY_CANCELLING(u -> u < 0.5 ? 1e10 + u : -1e10 - u),
        INTEGERS(u -> Math.rint(1000 * u)),
        HUGE(u -> 1e60 * (u - 0.3)),
        TINY(u -> 1e-60 * (u - 0.3)),
        ALL_MAGNITUDES(u -> Math.pow(10, 40 * u - 20) * (u < 0.3 ? -1 : 1)),
        TWO_VALUES(u -> u < 0.999 ? 5 : 6);

        private final DoubleUnaryOperator shape;

        Data(DoubleUnaryOperator shape) {
            this.shape = shape;
        }

        double[] values(SplittableRandom random, int count) {
            return DoubleStream.generate(() -> shape.applyAsDouble(random.nextDouble()))
                    .limit(count)
                    .toArray();
        }
    }

    @ParameterizedTest(name = "{0}, seeds 1 to 6")
    @EnumSource(Data.class)
    void oneBatchAgreesWithExactArithmetic(Data data) {
        for (int seed = 1; seed <= 6; seed++) {
            var random = new SplittableRandom(seed);
            double[] values = data.values(random, 1 + random.nextInt(400));
            new Exact(values).assertAgrees(taken(values));
        }
    }

    @ParameterizedTest(name = "{0}, seeds 1 to 6")
    @EnumSource(Data.class)
    void mergingPartsEqualsTakingTheWhole(Data data) {
        for (int seed = 1; seed <= 6; seed++) {
            var random = new SplittableRandom(seed);
            double[] values = data.values(random, 400);
            new Exact(values).assertAgrees(mergedInOrder(values, 1 + random.nextInt(20)));
            new Exact(values).assertAgrees(mergedAsATree(values, 1 + random.nextInt(20), random));
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Data.class)
    void hipparchusSaysTheSame(Data data) {
        double[] values = data.values(new SplittableRandom(7), 1000);
        double n = values.length;
        var moments = mergedInOrder(values, 100);
        assertClose(moments.sum(), StatUtils.sum(values), 1e-12 * absoluteSum(values));
        assertClose(moments.mean(), StatUtils.mean(values), 1e-12 * absoluteSum(values) / n);
        double variance = StatUtils.variance(values);
        // far from zero it is Hipparchus that loses digits: see the comparison with exact
        // arithmetic
        boolean isFar = Math.abs(moments.mean()) > 1e6 * Math.sqrt(variance);
        assertClose(moments.m2() / (n - 1), variance, (isFar ? 1e-8 : 1e-12) * variance);
        double skewness = Math.sqrt(n) * moments.m3() / Math.pow(moments.m2(), 1.5);
        double sampleSkewness = skewness * Math.sqrt(n * (n - 1)) / (n - 2);
        assertClose(sampleSkewness, new Skewness().evaluate(values), isFar ? 1e-5 : 1e-9);
        double kurtosis = n * moments.m4() / (moments.m2() * moments.m2()) - 3;
        double sampleKurtosis = (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * kurtosis + 6);
        assertClose(sampleKurtosis, new Kurtosis().evaluate(values), isFar ? 1e-5 : 1e-9);
    }

    /// The made-up sets of NIST's reference data for univariate statistics: mean and standard
    /// deviation.
    @ParameterizedTest(name = "NumAcc{0} to {3} digits")
    @CsvSource({
        "1, 10000002,   1,   12",
        "2, 1.2,        0.1, 12",
        "3, 1000000.2,  0.1, 9",
        "4, 10000000.2, 0.1, 8",
    })
    void certifiedValuesAreMet(int set, double mean, double deviation, int digits) {
        double[] values = set == 1 ? new double[] {10000001, 10000003, 10000002} : new double[1001];
        for (int i = 0; i < values.length && set > 1; i++) {
            int tenth = i == 0 ? 2 : i % 2 == 1 ? 1 : 3;
            int whole = (int) mean;
            values[i] = Double.parseDouble(whole + "." + tenth);
        }
        for (int step : new int[] {1, 7, 2000}) {
            var moments = mergedInOrder(values, step);
            assertClose(moments.mean(), mean, mean * Math.pow(10, -digits));
            assertClose(
                    Math.sqrt(moments.m2() / (values.length - 1)),
                    deviation,
                    deviation * Math.pow(10, -digits));
        }
    }

    @Test
    void nothingIsNothing() {
        var moments = taken();
        assertThat(moments.count()).isZero();
        assertThat(moments.sum()).isZero();
        moments.merge(taken());
        moments.merge(taken(3));
        moments.merge(taken());
        assertThat(moments.count()).isEqualTo(1);
        assertThat(moments.mean()).isEqualTo(3);
        assertThat(moments.m2()).isZero();
        assertThat(moments.min()).isEqualTo(3);
        assertThat(moments.max()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 1e306, -1e300, 1e-300, 3, 1.0 / 3, -7.7e18})
    void equalValuesDoNotVary(double value) {
        for (int count = 1; count < 50; count++) {
            double[] values = new double[count];
            Arrays.fill(values, value);
            for (int step = 1; step <= count; step += 3) {
                var moments = mergedInOrder(values, step);
                assertThat(moments.mean()).isEqualTo(value);
                assertThat(moments.min()).isEqualTo(value);
                assertThat(moments.max()).isEqualTo(value);
            }
        }
    }

    @Test
    void aSumThatDoesNotFitLeavesCountAndExtremes() {
        double[] values = {1e308, 1e308, -5, 1e308, 0};
        for (int step = 1; step <= 5; step++) {
            var moments = mergedInOrder(values, step);
            assertThat(moments.count()).isEqualTo(5);
            assertThat(moments.min()).isEqualTo(-5);
            assertThat(moments.max()).isEqualTo(1e308);
            assertThat(moments.zeros()).isEqualTo(1);
            assertThat(moments.negatives()).isEqualTo(1);
            assertThat(moments.sum()).isNotEqualTo(0);
        }
    }

    @Test
    void theFirstHugeBatchIsTakenAsItIs() {
        var moments = new Both();
        moments.merge(taken(1e200, 2e200));
        assertThat(moments.mean()).isEqualTo(1.5e200);
        assertThat(moments.sum()).isEqualTo(3e200);
        moments.merge(taken(3e200));
        assertThat(moments.mean()).isEqualTo(2e200);
    }

    private static Both taken(double... values) {
        var both = new Both();
        // what was there before must not matter
        both.take(1, -2, 0);
        both.take(values);
        return both;
    }

    private static Both mergedInOrder(double[] values, int step) {
        var moments = new Both();
        for (int from = 0; from < values.length; from += step) {
            moments.merge(
                    taken(Arrays.copyOfRange(values, from, Math.min(from + step, values.length))));
        }
        return moments;
    }

    private static Both mergedAsATree(double[] values, int step, SplittableRandom random) {
        List<Both> parts = new ArrayList<>();
        for (int from = 0; from < values.length; from += step) {
            parts.add(
                    taken(Arrays.copyOfRange(values, from, Math.min(from + step, values.length))));
        }
        while (parts.size() > 1) {
            var left = parts.remove(random.nextInt(parts.size()));
            var right = parts.remove(random.nextInt(parts.size()));
            left.merge(right);
            parts.add(left);
        }
        return parts.getFirst();
    }

    private static double absoluteSum(double[] values) {
        return Arrays.stream(values).map(Math::abs).sum();
    }

    private static void assertClose(double found, double wanted, double tolerance) {
        assertThat(Math.abs(found - wanted))
                .as("%s is %s", found, wanted)
                .isLessThanOrEqualTo(tolerance);
    }

    /// The same by the definition, in 60 digits.
    private static final class Exact {
        private final double[] values;
        private final BigDecimal sum;
        private final BigDecimal mean;

        Exact(double[] values) {
            this.values = values;
            sum =
                    Arrays.stream(values)
                            .mapToObj(BigDecimal::new)
                            .reduce(BigDecimal.ZERO, BigDecimal::add);
            mean = sum.divide(BigDecimal.valueOf(values.length), DIGITS);
        }

        private double central(int power, boolean isAbsolute) {
            BigDecimal total = BigDecimal.ZERO;
            for (double value : values) {
                var difference = new BigDecimal(value).subtract(mean, DIGITS);
                difference = isAbsolute ? difference.abs() : difference;
                total = total.add(difference.pow(power, DIGITS), DIGITS);
            }
            return total.doubleValue();
        }

        void assertAgrees(Both found) {
            assertThat(found.count()).isEqualTo(values.length);
            assertThat(found.min()).isEqualTo(Arrays.stream(values).min().orElseThrow());
            assertThat(found.max()).isEqualTo(Arrays.stream(values).max().orElseThrow());
            assertThat(found.zeros()).isEqualTo(Arrays.stream(values).filter(v -> v == 0).count());
            assertThat(found.negatives())
                    .isEqualTo(Arrays.stream(values).filter(v -> v < 0).count());
            double wanted = sum.doubleValue();
            assertClose(
                    found.sum(), wanted, 3e-16 * Math.abs(wanted) + 1e-29 * absoluteSum(values));
            wanted = mean.doubleValue();
            assertClose(
                    found.mean(), wanted, 5e-16 * Math.abs(wanted) + 1e-29 * absoluteSum(values));
            assertPower(found.m2(), 2);
            assertPower(found.m3(), 3);
            assertPower(found.m4(), 4);
        }

        private void assertPower(double found, int power) {
            double noise = Math.pow(1e-55 * absoluteSum(values), power);
            double size = central(power, true);
            assertClose(found, central(power, false), 1e-12 * size + noise);
        }
    }

    /// Moments and sum, which a column keeps side by side.
    private static final class Both {
        private final Moments moments = new Moments(true);
        private final ExactSum sum = new ExactSum();

        void take(double... values) {
            var batch = new Batch();
            batch.open(1, values.length);
            var column = batch.column(0);
            column.expectValues(values.length);
            for (double value : values) {
                column.addNumber(value, 0, Column.INEXACT);
            }
            moments.take(column);
            sum.take(column);
        }

        void merge(Both other) {
            moments.merge(other.moments);
            sum.merge(other.sum);
        }

        double sum() {
            return sum.value();
        }

        double mean() {
            return moments.mean(sum.value());
        }

        long count() {
            return moments.count();
        }

        double min() {
            return moments.min();
        }

        double max() {
            return moments.max();
        }

        double m2() {
            return moments.m2();
        }

        double m3() {
            return moments.m3();
        }

        double m4() {
            return moments.m4();
        }

        long zeros() {
            return moments.zeros();
        }

        long negatives() {
            return moments.negatives();
        }
    }
}
