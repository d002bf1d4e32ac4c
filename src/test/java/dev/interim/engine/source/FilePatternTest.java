package dev.interim.engine.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which names a pattern stands for, and how long it takes to find out.
class FilePatternTest {
    @ParameterizedTest
    @CsvSource({
        "*.csv, a.csv, true",
        "*.csv, .csv, false",
        "a*b, ab, true",
        "a*b, acb, true",
        "a*b, a, false",
        "a*a, a, false",
        "ab*ba, aba, false",
        "ab*ba, abba, true",
        "a*b*b, abb, true",
        "a*b*b, ab, false",
        "*a*b*, xaxbx, true",
        "*a*b*, xbxax, false",
        "*, .hidden, false",
        ".*, .hidden, true",
        "a, a, true",
        "a, aa, false",
    })
    void eachTextStandsBehindTheOneBefore(String pattern, String name, boolean isMatch) {
        assertThat(matches(pattern, name)).isEqualTo(isMatch);
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 255, 100_000})
    void manyStarsOverOneLetterEndAtOnce(int length) {
        String pattern = "*a".repeat(10) + "*b";
        String name = "a".repeat(length);
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> {
                    assertThat(matches(pattern, name)).isFalse();
                    assertThat(matches(pattern, name + "b")).isTrue();
                });
    }

    @Test
    void theAnswerIsThatOfARegularExpression() {
        var random = new SplittableRandom(7);
        int matching = 0;
        for (int i = 0; i < 20_000; i++) {
            String pattern = (text(random, "ab*.") + "*").replaceAll("\\*+", "*");
            String name = text(random, "ab.") + "a";
            boolean isMatch = matches(pattern, name);
            assertThat(isMatch)
                    .as("%s for %s", pattern, name)
                    .isEqualTo(expression(pattern).matcher(name).matches());
            matching += isMatch ? 1 : 0;
        }
        assertThat(matching).isBetween(2_000, 18_000);
    }

    private static Pattern expression(String pattern) {
        String regex =
                Arrays.stream(pattern.split("\\*", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*"));
        return Pattern.compile((pattern.startsWith("*") ? "(?!\\.)" : "") + regex);
    }

    private static String text(SplittableRandom random, String letters) {
        return random.ints(random.nextInt(8), 0, letters.length())
                .mapToObj(at -> letters.substring(at, at + 1))
                .collect(Collectors.joining());
    }

    private static boolean matches(String pattern, String name) {
        boolean isPlain = !pattern.contains("*");
        // an address is a pattern from its first star on, and goes on behind it as it does here
        var names = FilePattern.of(URI.create("file:/data/*/" + pattern)).names();
        assertThat(names).hasSize(2);
        assertThat(isPlain).isEqualTo(names.getLast().texts().size() == 1);
        return names.getLast().matches(name);
    }
}
