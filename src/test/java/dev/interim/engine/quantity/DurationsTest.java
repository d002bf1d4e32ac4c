package dev.interim.engine.quantity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "250ms, PT0.25S",
        "30s, PT30S",
        "30S, PT30S",
        "1.5h, PT1H30M",
        "1h30m, PT1H30M",
        "2d, PT48H",
        "10us, PT0.00001S",
        "1.9ns, PT0.000000001S",
        "0s, PT0S",
        "PT30S, PT30S",
        "pt1m, PT1M",
        "P1D, PT24H",
        "999999999d, PT23999999976H",
    })
    void readsUnitsAndIso(String text, Duration duration) {
        assertThat(Durations.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "10", "s", "-1s", "PT-1S", "1w", "1 s", "1,5s", "P1Y", "1h 30m", "PT", "1e3s"
            })
    void refusesAnythingElse(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse(text))
                .withMessage("a duration is %s, not '%s'", Durations.GRAMMAR, text);
    }
}
