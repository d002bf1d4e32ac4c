package dev.interim.engine.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.sketch.Quantiles;
import dev.interim.fixture.Batches;
import org.junit.jupiter.api.Test;

class NumberDetailsTest {

    @Test
    void aFewNumbersByHand() {
        var found = of("1", "2", "2", "3", "4", "5", "100", "-7.25");
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
        var found = of("5");
        assertThat(found.range()).isZero();
        assertThat(found.geometricMean()).isEqualTo(5);
        assertThat(found.spread()).isEqualTo(new Snapshot.Spread(0.0, 0.0, 5.0, 5.0, 0, 0));
    }

    @Test
    void whatDoesNotFitIsNotShown() {
        var found = of("-1.7e308", "1.7e308", "1.7e308", "-1.7e308");
        assertThat(found.range()).isNull();
        assertThat(found.spread()).isEqualTo(new Snapshot.Spread(null, 0.0, null, null, 0, 0));
    }

    @Test
    void theCoefficientOfVariationNeedsAMean() {
        assertThat(details(2.0, 1.0, "1").coefficientOfVariation()).isEqualTo(0.5);
        assertThat(details(0.0, 1.0, "1").coefficientOfVariation()).isNull();
        assertThat(details(null, 1.0, "1").coefficientOfVariation()).isNull();
        assertThat(details(1.0, null, "1").coefficientOfVariation()).isNull();
    }

    @Test
    void theModeIsPassedOn() {
        assertThat(of("7").mode()).isEqualTo(42);
    }

    private static Snapshot.NumericDetails of(String... texts) {
        return details(1.0, 1.0, texts);
    }

    private static Snapshot.NumericDetails details(Double mean, Double stddev, String... texts) {
        var column = Batches.of(texts).column(0);
        var moments = new Moments(true);
        moments.take(column);
        var forms = new NumberForms();
        forms.take(column);
        var quantiles = new Quantiles(1000);
        quantiles.add(column.numbers(), column.numberCount());
        return new NumberDetails(moments, forms, quantiles).snapshot(mean, stddev, 42.0);
    }
}
