package dev.interim.engine.scan.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.batch.Faults;
import dev.interim.engine.simd.Blocks;
import dev.interim.engine.simd.BlocksTwins;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvIndexTest {
    private static final CsvDialect COMMA = new CsvDialect((byte) ',', (byte) '"');

    @ParameterizedTest(name = "marks of random texts of seed {0} by {1}")
    @MethodSource
    void recordsAndFaultsAreThoseFoundCharacterByCharacter(long seed, Blocks blocks) {
        var random = new SplittableRandom(seed);
        int[] widths = {1, 2, 3, 5};
        var indexes =
                Arrays.stream(widths)
                        .mapToObj(width -> new CsvIndex(COMMA, width, blocks))
                        .toList();
        int rows = 0;
        int ragged = 0;
        for (int i = 0; i < 60_000; i++) {
            String text =
                    i % 3 == 0
                            ? RandomText.tame(random, 400)
                            : RandomText.next(random, i % 10 == 0 ? 600 : 60);
            var slow = SlowCsv.read(text, COMMA);
            if (slow.unclosedQuote() < 0) {
                int width = widths[i % 4];
                var found = check(text, slow, width, indexes.get(i % 4));
                rows += found.rows();
                ragged += (int) found.faults().malformedRows();
            }
        }
        assertThat(rows).isGreaterThan(30_000);
        assertThat(ragged).isGreaterThan(30_000);
    }

    static Stream<Arguments> recordsAndFaultsAreThoseFoundCharacterByCharacter() {
        return Stream.of(1L, 2L, 3L)
                .flatMap(seed -> BlocksTwins.all().map(blocks -> Arguments.of(seed, blocks)));
    }

    private record Found(int rows, Faults faults) {}

    private static Found check(String text, SlowCsv slow, int width, CsvIndex index) {
        byte[] bytes = RandomText.framed(text, 1);
        var faults = new Faults();
        index.build(bytes, 1, bytes.length - 1, 5000, faults);
        var lines = slow.lines().stream().filter(line -> width == 1 || !line.isBlank()).toList();
        var good = lines.stream().filter(line -> line.fields().size() == width).toList();
        var bad = lines.stream().filter(line -> line.fields().size() != width).toList();
        assertThat(index.rows()).as(text).isEqualTo(good.size());
        assertThat(faults.malformedRows()).as(text).isEqualTo(bad.size());
        if (!bad.isEmpty()) {
            assertThat(faults.firstMalformed()).as(text).isEqualTo(bad.getFirst().start() + 5000);
            assertThat(faults.foundFields()).isEqualTo(bad.getFirst().fields().size());
            assertThat(faults.expectedFields()).isEqualTo(width);
        }
        for (int row = 0; row < good.size(); row++) {
            assertThat(fields(bytes, index, row, width)).as(text).isEqualTo(good.get(row).fields());
        }
        return new Found(index.rows(), faults);
    }

    private static List<String> fields(byte[] bytes, CsvIndex index, int row, int width) {
        List<String> fields = new ArrayList<>();
        int[] from = new int[index.rows()];
        int[] to = new int[index.rows()];
        for (int field = 0; field < width; field++) {
            index.places(field, from, to);
            int length = to[row] - from[row];
            fields.add(unquoted(new String(bytes, from[row], length, StandardCharsets.ISO_8859_1)));
        }
        return fields;
    }

    private static String unquoted(String raw) {
        if (!raw.startsWith("\"")) {
            return raw;
        }
        int end = 1;
        while (raw.charAt(end) != '"' || raw.startsWith("\"\"", end)) {
            end += raw.charAt(end) == '"' ? 2 : 1;
        }
        return raw.substring(1, end).replace("\"\"", "\"") + raw.substring(end + 1);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 0", "3, 0"})
    void aBlankLineIsARecordOnlyOfOneColumn(int width, int rows) {
        for (String blank : List.of("\n", "\r\n", "\r")) {
            var faults = new Faults();
            var index = index(width);
            byte[] bytes = blank.getBytes(StandardCharsets.US_ASCII);
            index.build(bytes, 0, bytes.length, 0, faults);
            assertThat(index.rows()).isEqualTo(rows);
            assertThat(faults.malformedRows()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {",", "\"\",", "a,b,\"c,d\","})
    void aRecordWithFarTooManyFieldsCostsNoMemory(String fields) {
        String text = "1,2\n" + fields.repeat(200_000) + "\n3,4\n" + ",,,,,,,\n5,6";
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        var slow = SlowCsv.read(text, COMMA);
        var faults = new Faults();
        var index = index(2);
        index.build(bytes, 0, bytes.length, 0, faults);
        assertThat(index.rows()).isEqualTo(3);
        assertThat(fields(bytes, index, 0, 2)).containsExactly("1", "2");
        assertThat(fields(bytes, index, 1, 2)).containsExactly("3", "4");
        assertThat(fields(bytes, index, 2, 2)).containsExactly("5", "6");
        assertThat(faults.malformedRows()).isEqualTo(2);
        assertThat(faults.firstMalformed()).isEqualTo(4);
        assertThat(faults.foundFields()).isEqualTo(slow.lines().get(1).fields().size());
        assertThat(index.room()).isLessThan(10_000);
    }

    private static CsvIndex index(int width) {
        return new CsvIndex(COMMA, width);
    }
}
