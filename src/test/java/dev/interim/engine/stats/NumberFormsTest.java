package dev.interim.engine.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.interim.engine.bytes.ByteReader;
import dev.interim.fixture.Batches;
import dev.interim.fixture.StateBytes;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberFormsTest {
    private static final MathContext DIGITS = new MathContext(60);

    /// What has seen numbers, and their moments.
    private record Seen(NumberForms forms, Moments moments) {
        static Seen of(List<String> texts) {
            var column = Batches.of(texts).column(0);
            var seen = new Seen(new NumberForms(), new Moments(true));
            seen.forms.take(column);
            seen.moments.take(column);
            return seen;
        }

        static Seen of(String... texts) {
            return of(List.of(texts));
        }

        void merge(Seen other) {
            forms.merge(other.forms);
            moments.merge(other.moments);
        }

        Double geometricMean() {
            return forms.geometricMean(moments);
        }

        Double harmonicMean() {
            return forms.harmonicMean(moments);
        }
    }

    @Test
    void formsOfAFewNumbers() {
        var seen = Seen.of("1", "2", "4", "x", "NaN", "inf", "-inf");
        assertThat(seen.forms.areWhole()).isTrue();
        assertThat(seen.forms.mostDecimals()).isZero();
        assertThat(seen.forms.nans()).isEqualTo(1);
        assertThat(seen.forms.infinities()).isEqualTo(2);
        assertThat(seen.geometricMean()).isEqualTo(2);
        assertThat(seen.harmonicMean()).isCloseTo(12.0 / 7, within(1e-15));
        seen.merge(Seen.of("1.50", "2.0"));
        assertThat(seen.forms.areWhole()).isFalse();
        assertThat(seen.forms.mostDecimals()).isEqualTo(2);
        assertThat(Seen.of("2.00", "1e3").forms.areWhole()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1 0", "2 -3 4", "x"})
    void onlyPositiveNumbersHaveTheseMeans(String texts) {
        var seen = Seen.of(texts.split(" "));
        seen.merge(Seen.of("5"));
        var other = Seen.of("x".equals(texts) ? "0" : "5");
        other.merge(seen);
        assertThat(other.geometricMean()).isNull();
        assertThat(other.harmonicMean()).isNull();
        assertThat(Seen.of().geometricMean()).isNull();
        assertThat(Seen.of("x").harmonicMean()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "7, 7",
        "4.9e-324, 4.9e-324",
        "1.7976931348623157e308, 1.7976931348623157e308",
        "1e308 1.69e308, 1.3e308",
        "1.2e308 1.2e308 1.5e308 1.5e308, 1.3416407864998738e308",
        "1e-320 4e-320, 2e-320",
        "1e-308 1e308, 1",
        "4e-310 1e-310 2e-310, 2e-310",
        "2.25e-308 4e-308, 3e-308"
    })
    void theGeometricMeanOfTinyAndHugeNumbers(String texts, double wanted) {
        double tolerance = Math.max(wanted * 1e-14, Double.MIN_VALUE);
        assertThat(Seen.of(texts.split(" ")).geometricMean()).isCloseTo(wanted, within(tolerance));
    }

    @ParameterizedTest
    @CsvSource({
        "1e-307 1e300, 2e-307",
        "1.7976931348623157e308, 1.7976931348623157e308",
        "1e308 1.5e308, 1.2e308"
    })
    void theHarmonicMeanOfTinyAndHugeNumbers(String texts, double wanted) {
        double tolerance = Math.max(wanted * 1e-14, Double.MIN_VALUE);
        assertThat(Seen.of(texts.split(" ")).harmonicMean()).isCloseTo(wanted, within(tolerance));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.9e-324", "1e-310 1e300", "1e-308 1e-308 1e-308"})
    void whereReciprocalsDoNotAddUpThereIsNoHarmonicMean(String texts) {
        var seen = Seen.of(texts.split(" "));
        assertThat(seen.harmonicMean()).isNull();
        seen.merge(Seen.of("5"));
        assertThat(seen.harmonicMean()).isNull();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void meansAgreeWithManyDigitsHoweverTheNumbersAreCut(long seed) {
        var random = new SplittableRandom(seed);
        int checked = 0;
        for (int run = 0; run < 100; run++) {
            double width = random.nextInt(2) == 0 ? 3 : 600;
            double middle = random.nextDouble(-8, 8);
            var values =
                    DoubleStream.generate(() ->
                                    Math.pow(10, middle + (random.nextDouble() - 0.5) * width))
                            .filter(Double::isFinite)
                            .filter(v -> v > 0)
                            .limit(1 + random.nextInt(50))
                            .boxed()
                            .toList();
            var texts = values.stream().map(v -> Double.toString(v)).toList();
            var whole = Seen.of(texts);
            int cut = random.nextInt(texts.size() + 1);
            var merged = Seen.of(texts.subList(0, cut));
            merged.merge(Seen.of(texts.subList(cut, texts.size())));
            double logarithm = logarithm(values);
            double reciprocals = reciprocals(values);
            for (var seen : List.of(whole, merged, new Seen(again(whole.forms), whole.moments))) {
                assertThat(Math.log(seen.geometricMean()))
                        .isCloseTo(logarithm, within(1e-13 + Math.abs(logarithm) * 1e-15));
                assertThat(seen.harmonicMean()).isCloseTo(reciprocals, within(reciprocals * 1e-14));
                checked++;
            }
        }
        assertThat(checked).isEqualTo(300);
    }

    /// Of the geometric mean.
    private static double logarithm(List<Double> values) {
        var product = BigDecimal.ONE;
        long twos = 0;
        for (double value : values) {
            product = product.multiply(new BigDecimal(value), DIGITS);
            while (product.doubleValue() > 1e100) {
                product = product.divide(BigDecimal.TWO.pow(100), DIGITS);
                twos += 100;
            }
            while (product.doubleValue() < 1e-100) {
                product = product.multiply(BigDecimal.TWO.pow(100), DIGITS);
                twos -= 100;
            }
        }
        return (Math.log(product.doubleValue()) + twos * Math.log(2)) / values.size();
    }

    private static double reciprocals(List<Double> values) {
        var sum =
                values.stream()
                        .map(v -> BigDecimal.ONE.divide(new BigDecimal(v), DIGITS))
                        .reduce(BigDecimal.ZERO, (a, b) -> a.add(b, DIGITS));
        return BigDecimal.valueOf(values.size()).divide(sum, DIGITS).doubleValue();
    }

    @Test
    void aMillionNumbersLoseNoDigits() {
        String[] texts = new String[1000];
        Arrays.fill(texts, "3.7e-7");
        var whole = Seen.of(texts);
        for (int i = 0; i < 10; i++) {
            var copy = new Seen(again(whole.forms), new Moments(true));
            copy.moments.merge(whole.moments);
            whole.merge(copy);
        }
        assertThat(whole.moments.count()).isEqualTo(1_024_000);
        // all are the same, so that clamping would hide everything
        whole.merge(Seen.of("1", "1e-12"));
        assertThat(whole.geometricMean()).isCloseTo(3.7e-7, within(3.7e-7 * 1e-4));
        assertThat(whole.geometricMean()).isNotEqualTo(3.7e-7);
    }

    @Test
    void aBatchWithoutNumbersForgetsTheOneBefore() {
        var forms = Seen.of("1.25", "nan").forms;
        forms.take(Batches.of("x").column(0));
        assertThat(StateBytes.of(forms::write)).isEqualTo(StateBytes.of(new NumberForms()::write));
    }

    @Test
    void bytesOfAStrangerAreRefusedOrMakeAState() {
        var seen = Seen.of("1.5", "2", "1e-300");
        StateBytes.survives(
                StateBytes.of(seen.forms::write),
                in -> {
                    var read = new NumberForms();
                    read.read(in);
                    check(read, seen.moments);
                    read.merge(seen.forms);
                    check(read, seen.moments);
                });
    }

    private static void check(NumberForms read, Moments moments) {
        Double geometric = read.geometricMean(moments);
        assertThat(geometric).isNotNull().isFinite();
        Double harmonic = read.harmonicMean(moments);
        assertThat(harmonic == null || Double.isFinite(harmonic)).isTrue();
    }

    private static NumberForms again(NumberForms forms) {
        byte[] bytes = StateBytes.of(forms::write);
        var read = new NumberForms();
        read.read(new ByteReader(bytes));
        assertThat(StateBytes.of(read::write)).isEqualTo(bytes);
        return read;
    }
}
