package dev.interim.engine.scan.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRecordsTest {
    private static final CsvDialect COMMA = new CsvDialect((byte) ',', (byte) '"');

    @ParameterizedTest(name = "records of random texts of seed {0}")
    @ValueSource(longs = {1, 2})
    void recordsAreThoseFoundCharacterByCharacter(long seed) {
        var random = new SplittableRandom(seed);
        int read = 0;
        for (int i = 0; i < 50_000; i++) {
            String text = RandomText.next(random, 60).replace('é', 'e');
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            var slow = SlowCsv.read(text, COMMA);
            var records = new CsvRecords(COMMA, bytes, 0, bytes.length);
            var counts = new CsvRecords(COMMA, bytes, 0, bytes.length);
            for (var line : slow.lines()) {
                if (slow.unclosedQuote() < 0 && !line.isBlank()) {
                    assertThat(records.next()).as(text).isEqualTo(line.fields());
                    assertThat(counts.count()).as(text).isEqualTo(line.fields().size());
                    assertThat(records.position()).isEqualTo(line.end());
                    assertThat(counts.position()).isEqualTo(line.end());
                    read++;
                }
            }
            if (slow.unclosedQuote() < 0) {
                assertThat(records.next()).isEmpty();
                assertThat(counts.count()).isZero();
            }
        }
        assertThat(read).isGreaterThan(30_000);
    }

    @Test
    void anOpenQuoteEndsWithTheText() {
        byte[] bytes = "a,\"b\n\"\"c".getBytes(StandardCharsets.US_ASCII);
        var records = new CsvRecords(COMMA, bytes, 0, bytes.length);
        assertThat(records.next()).containsExactly("a", "b\n\"c");
        assertThat(records.next()).isEmpty();
    }
}
