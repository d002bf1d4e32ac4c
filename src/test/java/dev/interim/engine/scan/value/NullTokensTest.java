package dev.interim.engine.scan.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NullTokensTest {
    private static final NullTokens USUAL = new NullTokens(List.of("", "NA", "NULL"));

    @ParameterizedTest
    @ValueSource(strings = {"", "NA", "NULL"})
    void aTokenIsNoValue(String text) {
        assertThat(matches(USUAL, text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"N", "NAN", "NULLS", "na", "null", " NA", "NA ", "n/a", "NU", "AN", " "})
    void whatOnlyLooksLikeATokenIsAValue(String text) {
        assertThat(matches(USUAL, text)).isFalse();
    }

    @Test
    void emptyTextIsAValueUnlessItIsAToken() {
        assertThat(matches(new NullTokens(List.of("NA")), "")).isFalse();
        assertThat(matches(new NullTokens(List.of()), "")).isFalse();
        assertThat(matches(new NullTokens(List.of("")), "")).isTrue();
    }

    @Test
    void withoutTokensEverythingIsAValue() {
        assertThat(matches(new NullTokens(List.of()), "NA")).isFalse();
    }

    @Test
    void tokensAreComparedByTheirBytes() {
        var tokens = new NullTokens(List.of("–", "ไม่มี", "-"));
        assertThat(matches(tokens, "–")).isTrue();
        assertThat(matches(tokens, "ไม่มี")).isTrue();
        assertThat(matches(tokens, "-")).isTrue();
        assertThat(matches(tokens, "—")).isFalse();
        assertThat(matches(tokens, "--")).isFalse();
    }

    private static boolean matches(NullTokens tokens, String text) {
        byte[] bytes = ("N" + text + "A").getBytes(StandardCharsets.UTF_8);
        return tokens.matches(bytes, 1, bytes.length - 1);
    }
}
