package dev.interim.engine.scan.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.scan.json.JsonBoundaries.Open;
import dev.interim.engine.scan.json.JsonBoundaries.Unclosed;
import dev.interim.fixture.RandomJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBoundariesTest {
    private static final List<JsonStyle> STYLES = List.of(JsonStyle.values());

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void whereverItIsCutRecordsEndWhereTheyWereWritten(long seed) {
        var random = new SplittableRandom(seed);
        int compared = 0;
        for (int i = 0; i < 300; i++) {
            var style = STYLES.get(random.nextInt(3));
            var records = RandomJson.of(random, false, style == JsonStyle.LINES).records();
            var text = new StringBuilder(style == JsonStyle.ARRAY ? "[" : "");
            List<Integer> ends = new ArrayList<>();
            for (String record : records) {
                boolean isFirst = ends.isEmpty();
                text.append(isFirst || style != JsonStyle.ARRAY ? "" : " ,\n").append(record);
                text.append(style == JsonStyle.LINES ? "\n" : "");
                ends.add(utf8(text).length);
            }
            text.append(style == JsonStyle.ARRAY ? "\n]" : "");
            byte[] bytes = utf8(text);
            var boundaries = new JsonBoundaries(style);
            for (int cut = 0; cut <= bytes.length; cut += 1 + random.nextInt(20)) {
                int to = cut;
                assertThat(boundaries.lastRecordEnd(bytes, 0, to))
                        .as("%s up to %d", text, to)
                        .isEqualTo(
                                ends.stream()
                                        .filter(end -> end <= to)
                                        .max(Integer::compare)
                                        .orElse(-1));
                assertThat(boundaries.firstRecordEnd(bytes, 0, to))
                        .isEqualTo(ends.getFirst() <= to ? ends.getFirst() : -1);
                compared++;
            }
            assertThat(boundaries.unclosed(bytes, 0, bytes.length).what()).isEqualTo(Open.NOTHING);
        }
        assertThat(compared).isGreaterThan(3_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ARRAY|[{\"a\":1}|ARRAY|-1",
                "ARRAY|[|ARRAY|-1",
                "ARRAY|[{},|ARRAY|-1",
                "ARRAY|[{}]|NOTHING|-1",
                "ARRAY|[] |NOTHING|-1",
                "ARRAY|[{},{\"a\":1|OBJECT|4",
                "ARRAY|[{},{\"a\":\"}]|STRING|9",
                "ARRAY|[{},{\"a\":\"\\\"|STRING|9",
                "ARRAY|[{},{\"a\":\"\\|STRING|9",
                "ARRAY|[{\"a\":\"b\",\"c|STRING|10",
                "SEQUENCE|{}{\"a\":[{}|OBJECT|2",
                "SEQUENCE|{}|NOTHING|-1",
                "SEQUENCE|{} null|NOTHING|-1",
                "ARRAY|[{},[1,{}|ROW|4",
                "ARRAY|[{}] [{}]|NOTHING|-1",
                "ARRAY|[{}] [{},nul|ARRAY|-1",
                "LINES|{\"a|NOTHING|-1",
            })
    void whatIsNotClosedIsNamed(JsonStyle style, String text, Open what, int place) {
        byte[] bytes = utf8(text);
        var found = new JsonBoundaries(style).unclosed(bytes, 0, bytes.length);
        assertThat(found).isEqualTo(new Unclosed(what, place));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{} x {}|5|3",
                "x|1|1",
                "[1,{}]|5|2",
                "[{},\"}\",{}]|10|3",
                "[{},nul|3|3",
                "[{},[{},[1]],2]|14|3",
                "[{},-1.5e3]|10|3",
                "[1]|2|2",
                "{}}{}|3|2"
            })
    void whatCannotStandBetweenRecordsEndsOne(String text, int last, int first) {
        byte[] bytes = utf8(text);
        var boundaries = new JsonBoundaries(JsonStyle.ARRAY);
        assertThat(boundaries.lastRecordEnd(bytes, 0, bytes.length)).isEqualTo(last);
        assertThat(boundaries.firstRecordEnd(bytes, 0, bytes.length)).isEqualTo(first);
    }

    private static byte[] utf8(CharSequence text) {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
