package dev.interim.engine.stats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentinelsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "N/A",
                " n/a ",
                "None",
                "?",
                "\\N",
                "-999",
                "9999-12-31",
                "1970-01-01T00:00:00Z",
                "#NULL!",
                "(Null)"
            })
    void usualOnesAreKnownInAnyCase(String value) {
        assertThat(Sentinels.isUsual(value)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "0", "-2", "999", "nano", "1970-01-02", "n / a", "x"})
    void othersAreNot(String value) {
        assertThat(Sentinels.isUsual(value)).isFalse();
    }
}
