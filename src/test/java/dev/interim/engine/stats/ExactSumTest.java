package dev.interim.engine.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.batch.Batch;
import dev.interim.engine.batch.Column;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The exact sum against BigDecimal.
class ExactSumTest {
    private static final long MOST = 999_999_999_999_999_999L;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void decimalsOfAnyScaleAddUpExactly(long seed) {
        var random = new SplittableRandom(seed);
        var merged = new ExactSum();
        BigDecimal truth = BigDecimal.ZERO;
        for (int part = 0; part < 50; part++) {
            var column = column(1_000);
            boolean isUniform = random.nextBoolean();
            byte scale = (byte) random.nextInt(19);
            for (int i = 0; i < 1_000; i++) {
                byte own = isUniform ? scale : (byte) random.nextInt(19);
                long digits = random.nextLong(-MOST, MOST + 1);
                var number = BigDecimal.valueOf(digits, own);
                column.addNumber(number.doubleValue(), digits, own);
                truth = truth.add(number);
            }
            merged.merge(taken(column));
        }
        assertThat(merged.value()).isEqualTo(truth.doubleValue());
    }

    @Test
    void whatCancelsLeavesTheRest() {
        var column = column(3);
        column.addNumber((double) MOST, MOST, (byte) 0);
        column.addNumber(0.01, 1, (byte) 2);
        column.addNumber((double) -MOST, -MOST, (byte) 0);
        assertThat(taken(column).value()).isEqualTo(0.01);
    }

    @Test
    void numbersWithoutADecimalFormAreCompensated() {
        var column = column(4);
        column.addNumber(1e300, 0, Column.INEXACT);
        column.addNumber(1, 1, (byte) 0);
        column.addNumber(1e-300, 0, Column.INEXACT);
        column.addNumber(-1e300, 0, Column.INEXACT);
        assertThat(taken(column).value()).isEqualTo(1);
    }

    @Test
    void nothingAddsUpToZero() {
        assertThat(new ExactSum().value()).isZero();
        assertThat(taken(column(1)).value()).isZero();
    }

    @Test
    void aSumThatDoesNotFitIsNotFinite() {
        var column = column(2);
        column.addNumber(1.5e308, 0, Column.INEXACT);
        column.addNumber(1.5e308, 0, Column.INEXACT);
        assertThat(taken(column).value()).isNotFinite();
    }

    private static ExactSum taken(Column column) {
        var sum = new ExactSum();
        sum.take(column);
        return sum;
    }

    private static Column column(int most) {
        var batch = new Batch();
        batch.open(1, most);
        batch.column(0).expectValues(most);
        return batch.column(0);
    }
}
