package dev.interim.engine.stats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskTest {

    @ParameterizedTest
    @CsvSource({
        "AB-1234, AA-9999",
        "Zoë 7, Aaa 9",
        "ÄÖü, AAa",
        "'', ''",
        "'@[`{/:', '@[`{/:'",
        "azAZ09, aaAA99",
        "日本٣, aa9",
        "😀x, 😀a",
        "ǅ, a",
        "Ⓐ, Ⓐ",
    })
    void lettersAndDigitsBecomeTheirKind(String text, String mask) {
        assertThat(of(text)).isEqualTo(mask);
    }

    @Test
    void patternsAreCutAtFortyCharacters() {
        assertThat(of("x".repeat(40))).isEqualTo("a".repeat(40));
        assertThat(of("x".repeat(41))).isEqualTo("a".repeat(40));
        assertThat(of("😀".repeat(50))).isEqualTo("😀".repeat(40));
        assertThat(of("é" + "1".repeat(90))).isEqualTo("a" + "9".repeat(39));
    }

    @Test
    void onlyThePartThatIsAskedForCounts() {
        byte[] bytes = "é1Ab2é".getBytes(UTF_8);
        assertThat(new String(Mask.of(bytes, 2, 6), UTF_8)).isEqualTo("9Aa9");
    }

    @Test
    void whatIsNotUtf8IsShownAsReplaced() {
        byte[] bytes = {'A', (byte) 0xFF, '1'};
        assertThat(new String(Mask.of(bytes, 0, 3), UTF_8)).isEqualTo("A\uFFFD9");
    }

    private static String of(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return new String(Mask.of(bytes, 0, bytes.length), UTF_8);
    }
}
