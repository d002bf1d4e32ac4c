package dev.interim.engine.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SumsTest {
    private static final int LONGEST_SHORT = 200;
    private static final int LONG_ONES = 200;

    /// Shapes of data; each makes a number of a random one.
    @SuppressWarnings("ImmutableEnumChecker") // the functions have no state
    enum Data {
        CENTS(random -> random.nextInt(-2000, 10_000) / 100.0),
        MANY_ZEROS(random -> random.nextInt(-1, 3)),
        NEGATIVE(random -> -1 - random.nextDouble()),
        FAR_FROM_ZERO(random -> 1e12 + random.nextDouble()),
        ALL_MAGNITUDES(random -> Math.scalb(random.nextDouble(0.5, 1), random.nextInt(-300, 300))),
        TINY(random -> random.nextInt(-3, 4) * Double.MIN_VALUE + 0.0),
        HUGE(random -> Double.MAX_VALUE * random.nextDouble(-0.5, 1) + 0.0),
        OVERFLOWING(random -> Double.MAX_VALUE);

        private final ToDoubleFunction<SplittableRandom> shape;

        Data(ToDoubleFunction<SplittableRandom> shape) {
            this.shape = shape;
        }

        /// So many numbers, and behind them some that must not matter.
        double[] values(SplittableRandom random, int length) {
            double[] values = new double[length + random.nextInt(20)];
            Arrays.setAll(values, i -> i < length ? shape.applyAsDouble(random) : Double.NaN);
            return values;
        }
    }

    static Stream<Sums> twins() {
        return Simd.hasWideVectors()
                ? Stream.of(new ScalarSums(), new VectorSums())
                : Stream.of(new ScalarSums());
    }

    @ParameterizedTest
    @MethodSource("twins")
    void everyBitIsThatOfTheOrderWhichIsPromised(Sums sums) {
        var random = new SplittableRandom(6);
        for (Data data : Data.values()) {
            for (int length = 0; length <= LONGEST_SHORT; length++) {
                check(sums, data.values(random, length), length);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("twins")
    void soItStaysWhenTheJitHasSeenEnough(Sums sums) {
        var random = new SplittableRandom(7);
        for (int i = 0; i < LONG_ONES; i++) {
            Data data = Data.values()[i % Data.values().length];
            int length = random.nextInt(5000, 6000);
            check(sums, data.values(random, length), length);
        }
    }

    @Test
    void theVectorApiIsUsedWhereTheJvmWasStartedWithIt() {
        assertThat(Sums.fastest())
                .isInstanceOf(Simd.hasWideVectors() ? VectorSums.class : ScalarSums.class);
    }

    private static void check(Sums sums, double[] values, int length) {
        double[] used = Arrays.copyOf(values, length);
        double sum = inOrder(used, value -> value);
        assertThat(sums.extent(values, length))
                .isEqualTo(
                        new Sums.Extent(
                                sum,
                                Arrays.stream(used).min().orElse(Double.POSITIVE_INFINITY),
                                Arrays.stream(used).max().orElse(Double.NEGATIVE_INFINITY),
                                (int) Arrays.stream(used).filter(value -> value == 0).count(),
                                (int) Arrays.stream(used).filter(value -> value < 0).count()));
        double centre = length == 0 ? 0 : sum / length;
        double first = inOrder(used, value -> value - centre);
        double second = inOrder(used, value -> (value - centre) * (value - centre));
        double third =
                inOrder(used, value -> (value - centre) * (value - centre) * (value - centre));
        double fourth =
                inOrder(
                        used,
                        value -> {
                            double square = (value - centre) * (value - centre);
                            return square * square;
                        });
        // records compare doubles by their bits
        assertThat(sums.squares(values, length, centre))
                .isEqualTo(new Sums.Powers(first, second, 0, 0));
        assertThat(sums.powers(values, length, centre))
                .isEqualTo(new Sums.Powers(first, second, third, fourth));
    }

    private static double inOrder(double[] values, DoubleUnaryOperator term) {
        int whole = values.length / 8 * 8;
        double[] lanes = new double[8];
        for (int i = 0; i < whole; i++) {
            lanes[i % 8] += term.applyAsDouble(values[i]);
        }
        for (int half = 4; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                lanes[i] = lanes[2 * i] + lanes[2 * i + 1];
            }
        }
        double sum = lanes[0];
        for (int i = whole; i < values.length; i++) {
            sum += term.applyAsDouble(values[i]);
        }
        return sum;
    }
}
