package dev.interim.engine.scan.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.batch.Batch;
import dev.interim.engine.batch.Column;
import dev.interim.engine.batch.Kind;
import dev.interim.engine.batch.Schema;
import dev.interim.engine.scan.value.NullTokens;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvScannerTest {
    private static final CsvDialect COMMA = new CsvDialect((byte) ',', (byte) '"');
    private static final NullTokens NO_NULLS = new NullTokens(List.of());

    @ParameterizedTest(name = "fields of random texts of seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void fieldsAreThoseFoundCharacterByCharacter(long seed) {
        var random = new SplittableRandom(seed);
        var scanner = new CsvScanner(COMMA, 3, schema(0, 2), NO_NULLS);
        var batch = new Batch();
        int rows = 0;
        for (int i = 0; i < 60_000; i++) {
            String text = RandomText.next(random, 80);
            var slow = SlowCsv.read(text, COMMA);
            if (slow.unclosedQuote() < 0) {
                byte[] bytes = RandomText.framed(text, 1);
                scanner.scan(bytes, 1, bytes.length - 1, 0, batch);
                var records =
                        slow.lines().stream()
                                .map(SlowCsv.Line::fields)
                                .filter(fields -> fields.size() == 3)
                                .toList();
                assertThat(batch.rows())
                        .as(text.replace("\n", "\\n").replace("\r", "\\r"))
                        .isEqualTo(records.size());
                assertColumn(batch, 0, records.stream().map(fields -> fields.get(0)).toList());
                assertColumn(batch, 1, records.stream().map(fields -> fields.get(2)).toList());
                rows += batch.rows();
            }
        }
        assertThat(rows).isGreaterThan(5_000);
    }

    private static void assertColumn(Batch batch, int place, List<String> wanted) {
        Column column = batch.column(place);
        List<String> found = new ArrayList<>();
        for (int row = 0; row < column.rows(); row++) {
            int from = column.from()[row];
            found.add(
                    new String(
                            batch.bytes(),
                            from,
                            column.to()[row] - from,
                            StandardCharsets.ISO_8859_1));
        }
        var stripped = new ArrayList<String>();
        for (int row = 0; row < wanted.size(); row++) {
            boolean isText = column.kinds()[row] == Kind.TEXT.code();
            stripped.add(isText ? wanted.get(row) : wanted.get(row).strip());
        }
        assertThat(found).isEqualTo(stripped);
    }

    @Test
    void aBatchThatIsFilledAgainRemembersNothing() {
        var scanner = new CsvScanner(COMMA, 2, schema(0, 1), new NullTokens(List.of("")));
        var batch = new Batch();
        byte[] first =
                "1,2024-01-01T00:00Z\n\u00ff,true\nx\n,\n".getBytes(StandardCharsets.ISO_8859_1);
        scanner.scan(first, 0, first.length, 0, batch);
        assertThat(batch.rows()).isEqualTo(3);
        assertThat(batch.faults().malformedRows()).isEqualTo(1);
        assertThat(batch.faults().invalidText()).isEqualTo(1);
        assertThat(batch.column(0).numberCount()).isEqualTo(1);
        assertThat(Arrays.stream(batch.column(1).instantForms()).sum()).isEqualTo(1);
        assertThat(batch.column(1).trueCount()).isEqualTo(1);
        byte[] second = "a,b\n".getBytes(StandardCharsets.ISO_8859_1);
        scanner.scan(second, 0, second.length, 0, batch);
        assertThat(batch.rows()).isEqualTo(1);
        assertThat(batch.faults().malformedRows()).isZero();
        assertThat(batch.faults().firstMalformed()).isEqualTo(-1);
        assertThat(batch.faults().invalidText()).isZero();
        assertThat(batch.column(0).numberCount()).isZero();
        assertThat(batch.column(0).votes(Kind.NULL)).isZero();
        assertThat(batch.column(1).instantCount()).isZero();
        assertThat(Arrays.stream(batch.column(1).instantForms()).sum()).isZero();
        assertThat(batch.column(1).trueCount()).isZero();
    }

    private static Schema schema(int... indexes) {
        var fields = new ArrayList<Schema.Field>();
        for (int index : indexes) {
            fields.add(new Schema.Field("c" + index, index));
        }
        return new Schema(fields);
    }
}
