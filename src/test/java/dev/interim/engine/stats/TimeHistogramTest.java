package dev.interim.engine.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.sketch.Quantiles;
import dev.interim.fixture.Batches;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeHistogramTest {

    @ParameterizedTest
    @CsvSource({
        "2024-01-01T00:00:00.000001 2024-01-01T00:00:00.000002, millisecond, 1",
        "2024-01-01T00:00:00 2024-01-01T00:00:57, second, 58",
        "2024-01-01T00:00 2024-01-01T00:57:30, minute, 58",
        "2024-01-01T10:30 2024-01-02T10:00, hour, 25",
        "2024-01-30 2024-02-02, day, 4",
        "2024-01-03 2024-06-01, week, 22",
        "2020-05-05 2023-01-01, month, 33",
        "2010-05-05 2023-01-01, quarter, 52",
        "1990-05-05 2023-01-01, year, 34",
        "1905-05-05 2023-01-01, decade, 13",
        "0000-01-01 2023-01-01, century, 21",
        "1900-01-01 9999-12-31, millennium, 9",
        "0000-01-01 9999-12-31, millennium, 10"
    })
    void theSmallestUnitThatMakesFewBinsIsTaken(String texts, String unit, int bins) {
        var histogram = of(texts.split(" "));
        assertThat(histogram.unit()).isEqualTo(unit);
        assertThat(histogram.counts()).hasSize(bins);
        assertThat(histogram.edges()).hasSize(bins + 1);
        assertThat(histogram.counts().stream().mapToLong(count -> count).sum()).isEqualTo(2);
    }

    @Test
    void edgesAreThoseOfTheCalendar() {
        var months = of("2024-01-15", "2024-12-15", "2020-12-31");
        assertThat(months.edges()).startsWith("2020-12-01", "2021-01-01", "2021-02-01");
        assertThat(months.edges()).endsWith("2024-12-01", "2025-01-01");
        assertThat(months.counts().getFirst()).isEqualTo(1);
        assertThat(of("2024-01-03", "2024-05-01").edges()).startsWith("2024-01-01", "2024-01-08");
        assertThat(of("2011-05-03", "2022-05-01").edges()).startsWith("2011-04-01", "2011-07-01");
        assertThat(of("1905-05-05T10:00Z", "2023-01-01T00:00Z").edges().getFirst())
                .isEqualTo("1900-01-01T00:00:00Z");
    }

    @Test
    void equalInstantsHaveNoHistogram() {
        assertThat(of("2024-01-01", "2024-01-01")).isNull();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void anyRangeHasAtMost60BinsThatHoldAllValues(long seed) {
        var random = new SplittableRandom(seed);
        long first = Instants.micros(LocalDateTime.of(0, 1, 1, 0, 0));
        long last = Instants.micros(LocalDateTime.of(9999, 12, 31, 23, 59));
        for (int run = 0; run < 500; run++) {
            long range = 1 + (long) Math.pow((double) (last - first), random.nextDouble());
            long start = first + random.nextLong(last - first - range + 1);
            var texts = new String[2 + random.nextInt(100)];
            Arrays.setAll(texts, i -> Instants.time(start + random.nextLong(range)).toString());
            var histogram = of(texts);
            if (Arrays.stream(texts).distinct().count() > 1) {
                assertThat(histogram.counts()).hasSizeBetween(1, 60);
                assertThat(histogram.counts()).allMatch(count -> count >= 0);
                assertThat(histogram.counts().stream().mapToLong(count -> count).sum())
                        .isEqualTo(texts.length);
                assertThat(histogram.edges()).doesNotHaveDuplicates();
            }
        }
    }

    private static Snapshot.TimeHistogram of(String... texts) {
        var column = Batches.of(texts).column(0);
        assertThat(column.instantCount()).isEqualTo(texts.length);
        var range = new Instants();
        range.take(column);
        var quantiles = new Quantiles(1000);
        double[] micros =
                Arrays.stream(column.instants(), 0, texts.length).asDoubleStream().toArray();
        quantiles.add(micros, micros.length);
        return new TimeHistogram(range, quantiles).snapshot();
    }
}
