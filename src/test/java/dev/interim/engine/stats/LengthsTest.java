package dev.interim.engine.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.interim.engine.bytes.ByteReader;
import dev.interim.fixture.StateBytes;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LengthsTest {

    @Test
    void lengthsOfAFewTextsAreExact() {
        var lengths = new Lengths();
        lengths.add(1, 1);
        lengths.add(2, 2);
        lengths.add(7, 1);
        var found = lengths.snapshot(0.25, 0.5, 0.76);
        assertThat(found)
                .isEqualTo(
                        new Snapshot.Lengths(
                                1,
                                7,
                                3,
                                Math.sqrt(22.0 / 3),
                                Map.of("0.25", 1.0, "0.5", 2.0, "0.76", 7.0)));
    }

    @Test
    void oneLengthHasNoDeviation() {
        var lengths = new Lengths();
        lengths.add(0, 1);
        assertThat(lengths.snapshot(0.5))
                .isEqualTo(new Snapshot.Lengths(0, 0, 0, null, Map.of("0.5", 0.0)));
        lengths.add(0, 1);
        assertThat(lengths.snapshot(0.5).stddev()).isZero();
    }

    @Test
    void nothingIsWrittenAndReadBackAndMergedAsNothing() {
        var nothing = again(new Lengths());
        assertThat(nothing.count()).isZero();
        nothing.add(300, 5);
        nothing.merge(again(new Lengths()));
        assertThat(nothing.snapshot(0.5).min()).isEqualTo(300);
        nothing.clear();
        nothing.add(4, 1);
        assertThat(nothing.snapshot(0.5))
                .isEqualTo(new Snapshot.Lengths(4, 4, 4, null, Map.of("0.5", 4.0)));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void quantilesAreWithinTheStatedErrorAndAllElseIsExact(long seed) {
        var random = new SplittableRandom(seed);
        for (int run = 0; run < 200; run++) {
            int[] values = new int[1 + random.nextInt(200)];
            double most = Math.pow(2, random.nextDouble(31));
            Arrays.setAll(values, i -> (int) (random.nextDouble() * most));
            var whole = new Lengths();
            var parts = new Lengths();
            var part = new Lengths();
            for (int value : values) {
                whole.add(value, 1);
                part.add(value, 1);
                if (random.nextInt(5) == 0) {
                    parts.merge(part);
                    part = new Lengths();
                }
            }
            parts.merge(part);
            var found = whole.snapshot(Ranks.ALL);
            assertThat(parts.snapshot(Ranks.ALL)).isEqualTo(found);
            assertThat(again(whole).snapshot(Ranks.ALL)).isEqualTo(found);
            assertThat(StateBytes.of(parts::write)).isEqualTo(StateBytes.of(whole::write));
            check(values, found);
        }
    }

    private static void check(int[] values, Snapshot.Lengths found) {
        Arrays.sort(values);
        assertThat(found.min()).isEqualTo(values[0]);
        assertThat(found.max()).isEqualTo(values[values.length - 1]);
        var n = BigDecimal.valueOf(values.length);
        var sum = BigDecimal.ZERO;
        var squares = BigDecimal.ZERO;
        for (int value : values) {
            sum = sum.add(BigDecimal.valueOf(value));
            squares = squares.add(BigDecimal.valueOf(value).pow(2));
        }
        var digits = new MathContext(40);
        double mean = sum.divide(n, digits).doubleValue();
        assertThat(found.mean()).isCloseTo(mean, within(mean * 1e-15));
        if (values.length > 1) {
            double variance =
                    squares.subtract(sum.pow(2).divide(n, digits))
                            .divide(n.subtract(BigDecimal.ONE), digits)
                            .doubleValue();
            double stddev = Math.sqrt(Math.max(0, variance));
            assertThat(found.stddev()).isCloseTo(stddev, within(stddev * 1e-12 + 1e-12));
        }
        for (double rank : Ranks.ALL) {
            int place = (int) Math.max(1, Math.ceil(rank * values.length - 1e-9));
            double wanted = values[place - 1];
            assertThat(found.quantiles().get(Double.toString(rank)))
                    .isCloseTo(wanted, within(wanted < 256 ? 0 : wanted * 0.004));
        }
    }

    @Test
    void veryLongTextsInVeryGreatNumberDoNotOverflow() {
        var lengths = new Lengths();
        lengths.add(Integer.MAX_VALUE, 1 << 20);
        lengths.add(Integer.MAX_VALUE - 1, 1 << 20);
        double stddev = lengths.snapshot(0.5).stddev();
        assertThat(stddev).isCloseTo(0.5, within(1e-6));
    }

    @Test
    void bytesOfAStrangerAreRefusedOrMakeAState() {
        var lengths = new Lengths();
        for (int i = 1; i < 60; i++) {
            lengths.add(i * 7, i);
        }
        StateBytes.survives(
                StateBytes.of(lengths::write),
                in -> {
                    var read = new Lengths();
                    read.read(in);
                    read.merge(lengths);
                    read.snapshot(Ranks.ALL);
                });
    }

    private static Lengths again(Lengths lengths) {
        byte[] bytes = StateBytes.of(lengths::write);
        var read = new Lengths();
        read.read(new ByteReader(bytes));
        assertThat(StateBytes.of(read::write)).isEqualTo(bytes);
        return read;
    }
}
