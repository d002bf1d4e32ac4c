package dev.interim.engine.scan.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.batch.Batch;
import dev.interim.engine.batch.Kind;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.scan.value.NullTokens;
import dev.interim.fixture.ReferenceStatistics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JsonScannerTest {
    private static final int DEEPEST = 6;
    private static final int MOST_COLUMNS = 6;

    static List<String> accepted() throws IOException {
        return documents("accepted.txt");
    }

    static List<String> rejected() throws IOException {
        return documents("rejected.txt");
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void whatIsAnObjectIsAccepted(String document) {
        assertThat(ReferenceStatistics.ofJson(List.of(document)).rows()).isEqualTo(1);
        for (var style : JsonStyle.values()) {
            var batch = scan(style, isIn(style, document));
            assertThat(batch.failure()).isNull();
            assertThat(batch.faults().malformedRows()).isZero();
            assertThat(batch.rows()).isEqualTo(style == JsonStyle.LINES ? 2 : 1);
        }
    }

    @ParameterizedTest
    @MethodSource("rejected")
    void whatIsNoObjectIsRejectedAndWhatFollowsInLinesIsNot(String document) {
        assertThat(ReferenceStatistics.ofJson(List.of(document)).malformedRows()).isEqualTo(1);
        var batch = scan(JsonStyle.LINES, isIn(JsonStyle.LINES, document));
        assertThat(batch.faults().malformedRows()).isEqualTo(1);
        assertThat(batch.faults().firstMalformed()).isEqualTo(100);
        assertThat(batch.faults().reason()).startsWith("is no JSON object: ").contains(" at byte ");
        assertThat(values(batch)).isEqualTo(Map.of("next", List.of("INTEGER 1")));
        var inArray = scan(JsonStyle.ARRAY, isIn(JsonStyle.ARRAY, document));
        assertThat(inArray.failure() == null).isEqualTo(isOtherValue(document));
    }

    private static boolean isOtherValue(String document) {
        return List.of("1", "null", "true", "\"\"", "[]", "[1]", "[{}]", "[").contains(document);
    }

    private static String isIn(JsonStyle style, String document) {
        return switch (style) {
            case LINES -> document + "\n{\"next\":1}\n";
            case SEQUENCE -> document;
            case ARRAY -> "[" + document + "]";
            case WRAPPED -> "[" + document + "], \"rest\": [{\"x\": \"}\"}] }";
        };
    }

    @Test
    void valuesAreWhatTheyAreWrittenAs() {
        assertValues(
                """
                {"i":-12,"d":1.50,"t":true,"n":null,"s":"123","w":"true"}
                """,
                "{i=[INTEGER -12], d=[DECIMAL 1.50], t=[BOOLEAN true], n=[NULL], s=[TEXT 123],"
                        + " w=[TEXT true]}");
        assertValues(
                """
                {"day":"2026-01-31","at":"2026-01-31T10:00Z","no":"2026-02-31","big":1e400}
                """,
                "{day=[DATE 2026-01-31], at=[TIMESTAMP 2026-01-31T10:00Z], no=[TEXT 2026-02-31],"
                        + " big=[TEXT 1e400]}");
    }

    @Test
    void numbersThatAreNotFiniteAreNonfiniteAsInSeparatedValues() {
        assertValues(
                """
                {"v":NaN,"w":Infinity,"x":-Infinity,"y":[NaN,-Infinity],"z":-1}
                """,
                "{v=[NONFINITE NaN], w=[NONFINITE Infinity], x=[NONFINITE -Infinity],"
                        + " y.length=[INTEGER 2], z=[INTEGER -1]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1}{\"a\":2}|2|0",
                "{\"a\":1} {\"a\":2}~{\"a\":3}{\"a\":4}{\"a\":5}|5|0",
                "{\"a\":1},~{\"a\":2},~{\"a\":3}|3|0",
                "{\"a\":1} , {\"a\":2} ,~|2|0",
                "{\"a\":1},,{\"a\":2}~{\"a\":3}|2|1",
                "{\"a\":1}{\"a\":x}{\"a\":2}~{\"a\":3}|2|1",
                "{\"a\":1}x{\"a\":2}~{\"a\":3}|1|1",
                "{\"a\":1}~null~{\"a\":3}~7~|2|2",
                "^{\"a\":1}~^{\"a\":2}~|2|0",
                "\uFEFF{\"a\":1}~\uFEFF{\"a\":2}~{\"a\":3}\uFEFF{\"a\":4}|4|0",
            })
    void aLineMayHoldSeveralObjectsAndWhatJoiningFilesBrings(String text, int rows, int malformed) {
        String lines = text.replace('~', '\n').replace('^', '\u001e').replace("\\uFEFF", "\uFEFF");
        var batch = scan(JsonStyle.LINES, lines);
        assertThat(batch.rows()).isEqualTo(rows);
        assertThat(batch.faults().malformedRows()).isEqualTo(malformed);
        assertThat(batch.failure()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{\"a\":1},null,{\"a\":3}]|2|1",
                "[null,{\"a\":1},2,\"x}\",true,-1.5e3,NaN,[1,[2]],{\"a\":1}]|2|7",
                "[{\"a\":1},{\"a\":2}]~[{\"a\":3}]~[]~[{\"a\":4}]|4|0",
            })
    void whatIsNoObjectInAnArrayIsCountedAndTheRestIsRead(String text, int rows, int malformed) {
        var batch = scan(JsonStyle.ARRAY, text.replace('~', '\n'));
        assertThat(batch.failure()).isNull();
        assertThat(batch.rows()).isEqualTo(rows);
        assertThat(batch.faults().malformedRows()).isEqualTo(malformed);
        assertThat(batch.faults().reason())
                .isEqualTo(
                        malformed == 0
                                ? ""
                                : "is no JSON object: expected an object at byte "
                                        + batch.faults().firstMalformed());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":None}|None, which is Python and null in JSON,",
                "{\"a\":True}|True, which is Python and true in JSON,",
                "{'a':1}|a single quote, where JSON has double quotes,",
                "{\"a\":1} // one|a comment, which JSON has none of,",
                "/* one */ {\"a\":1}|a comment, which JSON has none of,",
            })
    void whatOtherLanguagesWriteIsNamed(String text, String name) {
        var batch = scan(JsonStyle.LINES, text);
        assertThat(batch.faults().malformedRows()).isEqualTo(1);
        assertThat(batch.faults().reason()).startsWith("is no JSON object: " + name + " at byte ");
    }

    @Test
    void objectsBecomeDottedNamesAndArraysTheirLengths() {
        assertValues(
                """
                {"a":{"b":{"c":1},"d":"x"},"tags":["x",{"no":[1]},[2,3]],"none":[],"empty":{}}
                """,
                "{a.b.c=[INTEGER 1], a.d=[TEXT x], tags.length=[INTEGER 3], none.length=[INTEGER"
                        + " 0], empty=[NULL]}");
    }

    @Test
    void columnsHoldTheRowsThatHaveThemInTheOrderOfTheirAppearance() {
        assertValues(
                """
                {"b":1}
                {"a":2,"b":3}
                {"a":4}
                """,
                "{b=[INTEGER 1, INTEGER 3], a=[INTEGER 2, INTEGER 4]}");
    }

    @Test
    void ofEqualKeysTheLastCountsWithAllThatIsInIt() {
        assertValues("{\"a\":1,\"b\":2,\"a\":\"x\"}", "{a=[TEXT x], b=[INTEGER 2]}");
        assertValues(
                "{\"a\":{\"b\":1,\"c\":[1]},\"a\":{\"d\":2}}",
                "{a.b=[NULL], a.c.length=[NULL], a.d=[INTEGER 2]}");
        assertValues("{\"a\":1,\"\\u0061\":2}", "{a=[INTEGER 2]}");
    }

    @Test
    void namesThatLookAlikeArePathsThatDiffer() {
        var batch = scan(JsonStyle.LINES, "{\"a.b\":1,\"a\":{\"b\":2},\"c\":[3],\"c.length\":4}");
        var fields = batch.schema().fields();
        assertThat(fields).extracting("name").containsExactly("a.b", "a.b", "c.length", "c.length");
        assertThat(fields).extracting("path").doesNotHaveDuplicates();
    }

    @Test
    void aRecordLeftOutBringsNoColumns() {
        var batch =
                scan(JsonStyle.LINES, "{\"a\":1,\"z\":2,x}\n{\"b\":3,\"a\":4}\n{\"b\":5,\"a\":[}");
        assertThat(values(batch).toString()).isEqualTo("{b=[INTEGER 3], a=[INTEGER 4]}");
        assertThat(batch.faults().malformedRows()).isEqualTo(2);
        assertThat(batch.faults().reason())
                .isEqualTo("is no JSON object: expected a key at byte 113");
    }

    @Test
    void escapesAreResolvedInPlaceAndHalvesOfSurrogatesCounted() {
        var batch =
                scan(
                        JsonStyle.LINES,
                        "{\"\\u006b\\n\":\"\\u00e9\\ud83d\\ude00\\/\\t\",\"h\":\"\\ud83dx\\udc00\"}");
        assertThat(values(batch).toString())
                .isEqualTo("{k\uFFFD=[TEXT é😀/\t], h=[TEXT \uFFFDx\uFFFD]}");
        assertThat(batch.faults().invalidText()).isEqualTo(2);
        assertThat(batch.faults().firstInvalidText()).isEqualTo(142);
    }

    @Test
    void onlyWantedColumnsAreFilledButAllIsChecked() {
        String text = "{\"a\":{\"b\":1,\"c\":2},\"ab\":3,\"t\":[1]}\n{\"a\":1,\"ab\":x}\n";
        assertThat(values(scan(text, Set.of("a"), List.of())).toString())
                .isEqualTo("{a.b=[INTEGER 1], a.c=[INTEGER 2]}");
        assertThat(values(scan(text, Set.of("a.c", "t"), List.of())).toString())
                .isEqualTo("{a.c=[INTEGER 2], t.length=[INTEGER 1]}");
        assertThat(scan(text, Set.of("t"), List.of()).faults().malformedRows()).isEqualTo(1);
    }

    @Test
    void nullTokensAreStringsThatSomebodyNamed() {
        String text = "{\"a\":\"NA\",\"b\":\"\",\"c\":12,\"d\":\"2026-01-01\"}";
        assertThat(values(scan(text, Set.of(), List.of())).toString())
                .isEqualTo("{a=[TEXT NA], b=[TEXT ], c=[INTEGER 12], d=[DATE 2026-01-01]}");
        assertThat(values(scan(text, Set.of(), List.of("", "NA", "12", "2026-01-01"))).toString())
                .isEqualTo("{a=[NULL], b=[NULL], c=[INTEGER 12], d=[NULL]}");
    }

    @ParameterizedTest
    @CsvSource({"6, 0", "7, 1"})
    void whatIsNestedTooDeeplyIsLeftOut(int depth, int malformed) {
        String objects = "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
        String arrays = "{\"a\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";
        String mixed =
                "{\"a\":[" + "{\"b\":".repeat(depth - 2) + "null" + "}".repeat(depth - 2) + "]}";
        for (String text : List.of(objects, arrays, mixed)) {
            var faults = scan(JsonStyle.LINES, text).faults();
            assertThat(faults.malformedRows()).as(text).isEqualTo(malformed);
            assertThat(faults.reason()).contains(malformed == 0 ? "" : "nested too deeply");
        }
    }

    @Test
    void tooManyColumnsInABatchEndItBehindTheLastGoodRecord() {
        var batch =
                scan(
                        JsonStyle.LINES,
                        "{\"a\":1,\"b\":2}\n{\"c\":1,\"d\":2,\"e\":3,\"f\":4,\"g\":5}\n{\"a\":7}\n");
        assertThat(values(batch).toString()).isEqualTo("{a=[INTEGER 1], b=[INTEGER 2]}");
        assertThat(batch.failure().kind()).isEqualTo(FailureKind.TOO_LARGE);
        assertThat(batch.failure().sentence())
                .isEqualTo("the records have more than 6 different keys");
    }

    @Test
    void keysThatAreVeryLongAreMalformed() {
        String key = "k".repeat(990);
        var batch =
                scan(
                        JsonStyle.LINES,
                        "{\"%s\":1}\n{\"%s\":{\"twelve bytes\":2}}\n".formatted(key, key));
        assertThat(batch.rows()).isEqualTo(1);
        assertThat(batch.faults().reason()).contains("a key longer than 1000 bytes");
    }

    @Test
    void keysThatAreNotUtf8StayDifferent() {
        byte[] bytes = "{'a?':1,'a!':2}".replace('\'', '"').getBytes(StandardCharsets.US_ASCII);
        bytes[3] = (byte) 0xE4;
        bytes[10] = (byte) 0xF6;
        var batch = new Batch();
        scanner(JsonStyle.LINES, Set.of(), List.of()).scan(bytes, 0, bytes.length, 0, false, batch);
        assertThat(batch.width()).isEqualTo(2);
        assertThat(batch.schema().fields())
                .extracting("name")
                .containsExactly("a\uFFFD", "a\uFFFD");
        assertThat(batch.schema().fields()).extracting("path").doesNotHaveDuplicates();
        assertThat(batch.faults().invalidText()).isEqualTo(2);
    }

    @Test
    void keysThatNobodyRemembersAreFoundAgain() {
        var scanner = scanner(JsonStyle.LINES, Set.of(), List.of());
        var batch = new Batch();
        int seen = 0;
        for (int i = 0; i < 100; i++) {
            String text = "{\"a\":1,\"key-%d\":%d,\"a longer key\":2}".formatted(i, i);
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            scanner.scan(bytes, 0, bytes.length, 0, false, batch);
            assertThat(values(batch).toString())
                    .isEqualTo(
                            "{a=[INTEGER 1], key-%d=[INTEGER %d], a longer key=[INTEGER 2]}"
                                    .formatted(i, i));
            seen++;
        }
        assertThat(seen).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{\"a\":1} {\"a\":2}]|1|the array of records is broken at byte 109",
                "[{\"a\":1},]|1|expected an object at byte 109",
                "[{\"a\":1}]]|1|the array of records is broken at byte 109",
                "[{\"a\":1}],{\"a\":2}|1|the array of records is broken at byte 109",
                "[,{\"a\":1}]|0|expected an object at byte 101",
                "[{\"a\":1},{\"a\":x}]|1|expected a value at byte 114"
            })
    void aBrokenArrayEndsBehindTheLastGoodRecord(String text, int rows, String problem) {
        var batch = scan(JsonStyle.ARRAY, text);
        assertThat(batch.rows()).isEqualTo(rows);
        assertThat(batch.failure().kind()).isEqualTo(FailureKind.MALFORMED_DATA);
        assertThat(batch.failure().sentence()).isEqualTo("the dataset is no JSON: " + problem);
    }

    private static void assertValues(String text, String values) {
        for (var style : List.of(JsonStyle.LINES, JsonStyle.SEQUENCE)) {
            assertThat(values(scan(style, text)).toString()).isEqualTo(values);
        }
    }

    private static JsonScanner scanner(JsonStyle style, Set<String> columns, List<String> nulls) {
        int wrappers = style == JsonStyle.WRAPPED ? 1 : 0;
        return new JsonScanner(
                style, wrappers, columns, MOST_COLUMNS, DEEPEST, new NullTokens(nulls));
    }

    private static Batch scan(String text, Set<String> columns, List<String> nulls) {
        return scan(scanner(JsonStyle.LINES, columns, nulls), text);
    }

    private static Batch scan(JsonStyle style, String text) {
        return scan(scanner(style, Set.of(), List.of()), text);
    }

    /// With other bytes on both sides.
    private static Batch scan(JsonScanner scanner, String text) {
        byte[] bytes = ("}\"" + text + "\"}").getBytes(StandardCharsets.UTF_8);
        var batch = new Batch();
        scanner.scan(bytes, 2, bytes.length - 2, 100, true, batch);
        return batch;
    }

    private static Map<String, List<String>> values(Batch batch) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (int place = 0; place < batch.width(); place++) {
            var column = batch.column(place);
            List<String> texts = new ArrayList<>();
            for (int row = 0; row < column.rows(); row++) {
                var kind = Kind.of(column.kinds()[row]);
                int from = column.from()[row];
                int length = column.to()[row] - from;
                String text = new String(batch.bytes(), from, length, StandardCharsets.UTF_8);
                texts.add(kind == Kind.NULL ? "NULL" : kind + " " + text);
            }
            values.put(batch.schema().fields().get(place).name(), texts);
        }
        return values;
    }

    private static List<String> documents(String file) throws IOException {
        try (var lines = JsonScannerTest.class.getResourceAsStream("/json/" + file)) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(JsonScannerTest::spelled)
                    .toList();
        }
    }

    private static String spelled(String line) {
        return line.replace("<TAB>", "\t")
                .replace("<NUL>", "\0")
                .replace("<ESC>", "\u001b")
                .replace("<DEL>", "\u007f")
                .replace("<FF>", "\f")
                .replace("<VT>", "\u000b")
                .replace("<NBSP>", "\u00a0")
                .replace("<RS>", "\u001e")
                .replace("<BOM>", "\uFEFF");
    }
}
