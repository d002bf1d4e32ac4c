package dev.interim.engine.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.sketch.Quantiles;
import dev.interim.fixture.Batches;
import java.util.List;
import org.junit.jupiter.api.Test;

class NumberDetailsTest {

    @Test
    void aFewNumbersByHand() {
        var found = of(List.of(), "1", "2", "2", "3", "4", "5", "100", "-7.25");
        assertThat(found.positives()).isEqualTo(7);
        assertThat(found.range()).isEqualTo(107.25);
        assertThat(found.decimals()).isEqualTo(2);
        assertThat(found.wholeNumbers()).isFalse();
        assertThat(found.geometricMean()).isNull();
        // quarters 1, 2, 4
        assertThat(found.spread()).isEqualTo(new Snapshot.Spread(3.0, 1.0, -3.5, 8.5, 0.25, 0));
    }

    @Test
    void oneNumberHasNoSpread() {
        var found = of(List.of(), "5");
        assertThat(found.range()).isZero();
        assertThat(found.geometricMean()).isEqualTo(5);
        assertThat(found.spread()).isEqualTo(new Snapshot.Spread(0.0, 0.0, 5.0, 5.0, 0, 0));
    }

    @Test
    void whatDoesNotFitIsNotShown() {
        var found = of(List.of(), "-1.7e308", "1.7e308", "1.7e308", "-1.7e308");
        assertThat(found.range()).isNull();
        assertThat(found.spread()).isEqualTo(new Snapshot.Spread(null, 0.0, null, null, 0, 0));
    }

    @Test
    void theCoefficientOfVariationNeedsAMean() {
        assertThat(details(2.0, 1.0).coefficientOfVariation()).isEqualTo(0.5);
        assertThat(details(0.0, 1.0).coefficientOfVariation()).isNull();
        assertThat(details(null, 1.0).coefficientOfVariation()).isNull();
        assertThat(details(1.0, null).coefficientOfVariation()).isNull();
    }

    @Test
    void theModeIsCertainAndOccursMoreThanOnce() {
        assertThat(of(List.of(top("7", 2, 2), top("8", 1, 1)), "7").mode()).isEqualTo(7);
        assertThat(of(List.of(top("-1.5e3", 5, 9)), "7").mode()).isEqualTo(-1500);
        assertThat(of(List.of(top("7", 1, 1)), "7").mode()).isNull();
        assertThat(of(List.of(top("7", 5, 9), top("8", 4, 5)), "7").mode()).isNull();
        assertThat(of(List.of(top("x", 5, 5)), "7").mode()).isNull();
        assertThat(of(List.of(top("1-2", 5, 5)), "7").mode()).isNull();
        assertThat(of(List.of(top("1e999", 5, 5)), "7").mode()).isNull();
        assertThat(of(List.of(top("0x1p3", 5, 5)), "7").mode()).isNull();
        assertThat(of(List.of(), "7").mode()).isNull();
    }

    @Test
    void aNumberWhoseTextIsCutIsNoMode() {
        String digits = "1" + "0".repeat(199);
        assertThat(of(List.of(top(digits, 5, 5)), "7").mode()).isNull();
        assertThat(of(List.of(top(digits.substring(1), 5, 5)), "7").mode()).isZero();
    }

    private static Snapshot.Top top(String value, long lower, long upper) {
        return new Snapshot.Top(value, lower, lower, upper);
    }

    private static Snapshot.NumericDetails of(List<Snapshot.Top> top, String... texts) {
        return details(1.0, 1.0, top, texts);
    }

    private static Snapshot.NumericDetails details(Double mean, Double stddev) {
        return details(mean, stddev, List.of(), "1");
    }

    private static Snapshot.NumericDetails details(
            Double mean, Double stddev, List<Snapshot.Top> top, String... texts) {
        var column = Batches.of(texts).column(0);
        var moments = new Moments(true);
        moments.take(column);
        var forms = new NumberForms();
        forms.take(column);
        var quantiles = new Quantiles(1000);
        quantiles.add(column.numbers(), column.numberCount());
        return new NumberDetails(moments, forms, quantiles).snapshot(mean, stddev, top);
    }
}
