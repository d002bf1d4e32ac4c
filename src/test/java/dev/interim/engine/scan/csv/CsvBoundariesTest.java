package dev.interim.engine.scan.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvBoundariesTest {
    private static final CsvDialect COMMA = new CsvDialect((byte) ',', (byte) '"');

    @ParameterizedTest(
            name = "record ends of random texts of seed {0} are those found character by character")
    @ValueSource(longs = {1, 2, 3})
    void lastRecordEndIsTheOneFoundCharacterByCharacter(long seed) {
        var random = new SplittableRandom(seed);
        var boundaries = new CsvBoundaries(COMMA);
        int open = 0;
        int without = 0;
        for (int i = 0; i < 100_000; i++) {
            String text = i % 2 == 0 ? RandomText.next(random, 60) : RandomText.tame(random, 300);
            int frame = random.nextInt(3);
            byte[] bytes = RandomText.framed(text, frame);
            var slow = SlowCsv.read(text, COMMA);
            int end = slow.lastRecordEnd();
            int quote = slow.unclosedQuote();
            assertThat(boundaries.lastRecordEnd(bytes, frame, bytes.length - frame))
                    .as(text)
                    .isEqualTo(end < 0 ? -1 : end + frame);
            assertThat(boundaries.unclosedQuote(bytes, frame, bytes.length - frame))
                    .as(text)
                    .isEqualTo(quote < 0 ? -1 : quote + frame);
            open += quote < 0 ? 0 : 1;
            without += end < 0 ? 1 : 0;
        }
        assertThat(open).isBetween(3_000, 60_000);
        assertThat(without).isBetween(5_000, 50_000);
    }

    @ParameterizedTest(
            name = "first record ends of seed {0} are those found character by character")
    @ValueSource(longs = {4, 5})
    void firstRecordEndIsTheOneFoundCharacterByCharacter(long seed) {
        var random = new SplittableRandom(seed);
        var boundaries = new CsvBoundaries(COMMA);
        int found = 0;
        for (int i = 0; i < 100_000; i++) {
            String text = RandomText.next(random, 60);
            byte[] bytes = RandomText.framed(text, 1);
            int wanted =
                    SlowCsv.read(text, COMMA).lines().stream()
                            .filter(SlowCsv.Line::hasLineEnd)
                            .mapToInt(line -> line.end() + 1)
                            .findFirst()
                            .orElse(-1);
            assertThat(boundaries.firstRecordEnd(bytes, 1, bytes.length - 1))
                    .as(text)
                    .isEqualTo(wanted);
            found += wanted < 0 ? 0 : 1;
        }
        assertThat(found).isBetween(20_000, 95_000);
    }

    @ParameterizedTest(name = "without a quote character, seed {0}")
    @ValueSource(longs = {6})
    void withoutAQuoteCharacterQuotesAreText(long seed) {
        var random = new SplittableRandom(seed);
        var dialect = new CsvDialect((byte) ';', (byte) 0);
        var boundaries = new CsvBoundaries(dialect);
        int checked = 0;
        for (int i = 0; i < 20_000; i++) {
            String text = RandomText.next(random, 40).replace('é', '\0');
            byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            assertThat(boundaries.lastRecordEnd(bytes, 0, bytes.length))
                    .isEqualTo(text.lastIndexOf('\n') < 0 ? -1 : text.lastIndexOf('\n') + 1);
            assertThat(boundaries.unclosedQuote(bytes, 0, bytes.length)).isEqualTo(-1);
            checked++;
        }
        assertThat(checked).isEqualTo(20_000);
    }

    @Test
    void aRecordEndIsFoundBeforeAndBehindVeryManyQuotedFields() {
        String fields = "\"\n\",".repeat(20_000);
        var boundaries = new CsvBoundaries(COMMA);
        int tried = 0;
        for (String before : List.of("", "1\n", "1\n" + fields + "2\n")) {
            for (String behind : List.of("", "3", "\"", "3\n\"")) {
                String text = before + fields + behind;
                byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
                var slow = SlowCsv.read(text, COMMA);
                assertThat(boundaries.lastRecordEnd(bytes, 0, bytes.length))
                        .isEqualTo(slow.lastRecordEnd());
                tried++;
            }
        }
        assertThat(tried).isEqualTo(12);
    }
}
