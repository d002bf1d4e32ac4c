package dev.interim.engine.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntheticSourceTest {
    @Test
    void slicesAreWholeRowsOfOneLengthBehindTheHeader() {
        var source = SyntheticSource.of("synthetic:essay?slices=3");
        var toll = source.toll();
        String text = text(source);
        assertThat(text).hasSize(toll.head() + 3 * toll.slice());
        assertThat(text.substring(0, toll.head())).isEqualTo("row,slice,value,code\n");
        for (int slice = 0; slice <= 3; slice++) {
            assertThat(text.charAt(toll.head() + slice * toll.slice() - 1)).isEqualTo('\n');
        }
        assertThat(text.lines())
                .hasSize(1 + 3 * SyntheticRows.ROWS)
                .allMatch(row -> columns(row) == 4);
        assertThat(text.lines().filter(row -> row.contains(",10002,"))).hasSize(SyntheticRows.ROWS);
    }

    @Test
    void bytesAreTheSameEachTime() {
        String uri = "synthetic:essay?slices=2";
        assertThat(text(SyntheticSource.of(uri))).isEqualTo(text(SyntheticSource.of(uri)));
    }

    @Test
    void theEssayIsPaidForSliceBySlice() {
        var toll = SyntheticSource.of("synthetic:essay?fetch=30s&statistics=12s&slices=6").toll();
        assertThat(toll.fetch()).isEqualTo(Duration.ofSeconds(5));
        assertThat(toll.statistics()).isEqualTo(Duration.ofSeconds(2));
        assertThat(toll.statisticsNanos(toll.slice())).isEqualTo(2_000_000_000);
        assertThat(toll.isSerial()).isFalse();
    }

    @Test
    void workCostsStatisticsOnlyOneSliceAtATime() {
        var toll = SyntheticSource.of("synthetic:work?duration=10s&speed=2.5").toll();
        assertThat(toll.fetch()).isZero();
        assertThat(toll.statistics().multipliedBy(20)).isEqualTo(Duration.ofSeconds(4));
        assertThat(toll.isSerial()).isTrue();
    }

    @Test
    void realDataCostsNothing() {
        assertThat(new SampleSource("sample:trips", null, new ManualTiming()).toll().isDue())
                .isFalse();
        assertThat(Toll.NONE.statisticsNanos(1_000_000)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "sleep?duration=1s, unknown synthetic source 'sleep'",
        "work?length=1s, 'unknown option ''length''; synthetic:work takes duration, speed'",
        "work?duration=soon, 'duration: a duration is numbers with'",
        "work?duration=25h, duration must be a day at most",
        "essay?slices=0, slices is a whole number from 1 to 1000",
        "essay?slices=1001, slices is a whole number from 1 to 1000",
        "essay?speed=0, speed is a number above 0",
        "essay?speed=fast, speed is a number above 0",
        "essay?slices=2&slices=3, 'an option is name=value, each name once'",
        "essay?slices, an option is name=value",
    })
    void nonsenseIsRefusedWithASentence(String rest, String sentence) {
        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(() -> SyntheticSource.of("synthetic:" + rest))
                .withMessageStartingWith(sentence)
                .satisfies(e -> assertThat(e.kind()).isEqualTo(FailureKind.INVALID_REQUEST));
    }

    private static int columns(String row) {
        return row.split(",", -1).length;
    }

    private static String text(SyntheticSource source) {
        try (Fetch fetch = source.open(() -> {})) {
            return new String(new Taking().all(fetch, 1_000), StandardCharsets.US_ASCII);
        }
    }
}
