package dev.interim.engine.scan.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.scan.CsvOptions;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CsvSnifferTest {

    private static Arguments example(String text, char delimiter, String body, String... names) {
        return Arguments.of(text, delimiter, body, List.of(names));
    }

    static Stream<Arguments> examples() {
        return Stream.of(
                example("a,b\n1,2\n", ',', "1,2\n", "a", "b"),
                example("a;b\n1;2\n", ';', "1;2\n", "a", "b"),
                example("a\tb\n1\t2\n", '\t', "1\t2\n", "a", "b"),
                example("a|b\n1|2\n", '|', "1|2\n", "a", "b"),
                example("a,b\r\n1,2\r\n", ',', "1,2\r\n", "a", "b"),
                example("a,b\n1,2", ',', "1,2", "a", "b"),
                example("a,b\n", ',', "", "a", "b"),
                example("a,b", ',', "", "a", "b"),
                example("a,b\r", ',', "", "a", "b"),
                // one column
                example("a\n1\n2\n", ',', "1\n2\n", "a"),
                example("a\n\n\n", ',', "\n\n", "a"),
                example("\"\"\n1\n", ',', "1\n", "column_1"),
                example("only text\nmore text\n", ',', "more text\n", "only text"),
                // decimals with a comma, separators inside quotes, separators inside text
                example("x;y\n1,5;2,5\n3,5;4,5\n", ';', "1,5;2,5\n3,5;4,5\n", "x", "y"),
                example("n;t\nx;a, b\ny;c\n", ';', "x;a, b\ny;c\n", "n", "t"),
                example(
                        "n,t\nx,\"a;b;c\"\ny,\"d;e;f\"\n",
                        ',',
                        "x,\"a;b;c\"\ny,\"d;e;f\"\n",
                        "n",
                        "t"),
                example("\"a;1\",\"b;2\"\nx,y\n", ',', "x,y\n", "a;1", "b;2"),
                example("a|b,c\n1|2,3\n4|5\n", '|', "1|2,3\n4|5\n", "a", "b,c"),
                // among equals more fields, then the earlier of , ; tab |
                example("a;b,c;d\n1;2,3;4\n", ';', "1;2,3;4\n", "a", "b,c", "d"),
                example("a;b,c\nx;y,z\n", ',', "x;y,z\n", "a;b", "c"),
                // header or not
                example("1,2\n3,4\n", ',', "1,2\n3,4\n", "column_1", "column_2"),
                example("x,true\ny,false\n", ',', "x,true\ny,false\n", "column_1", "column_2"),
                example("x,2024-01-01\n", ',', "x,2024-01-01\n", "column_1", "column_2"),
                example(
                        "x,2024-01-01T10:00Z\n",
                        ',',
                        "x,2024-01-01T10:00Z\n",
                        "column_1",
                        "column_2"),
                example("x, 5 \n", ',', "x, 5 \n", "column_1", "column_2"),
                example("x,\"5\"\n", ',', "x,\"5\"\n", "column_1", "column_2"),
                example("a,b\nx,y\n", ',', "x,y\n", "a", "b"),
                example("NA,NULL\nx,y\n", ',', "x,y\n", "NA", "NULL"),
                // names
                example("a,a,a\n1,2,3\n", ',', "1,2,3\n", "a", "a_2", "a_3"),
                example("a,a_2,a\n1,2,3\n", ',', "1,2,3\n", "a", "a_2", "a_3"),
                example("a,a,a_2\n1,2,3\n", ',', "1,2,3\n", "a", "a_2", "a_2_2"),
                example("a,,  ,b\n1,2,3,4\n", ',', "1,2,3,4\n", "a", "column_2", "column_3", "b"),
                example("column_2,\n1,2\n", ',', "1,2\n", "column_2", "column_2_2"),
                example(" a , b\n1,2\n", ',', "1,2\n", "a", "b"),
                example("\"say \"\"hi\"\"\",b\n1,2\n", ',', "1,2\n", "say \"hi\"", "b"),
                example("\"a\nb\",\"c\r\nd\"\n1,2\n", ',', "1,2\n", "a\uFFFDb", "c\uFFFD\uFFFDd"),
                example("5\" pipe,b\n1,2\n", ',', "1,2\n", "5\" pipe", "b"),
                example("größe,naïve\n1,2\n", ',', "1,2\n", "größe", "naïve"),
                // ragged rows and blank lines among the first records
                example("a;b\n1;2\n\n3\n4;5;6\n7;8\n", ';', "1;2\n\n3\n4;5;6\n7;8\n", "a", "b"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void findsSeparatorHeaderAndNames(
            String text, char delimiter, String body, List<String> names) {
        var sniffed = sniff(text, CsvOptions.AUTO);
        assertThat((char) sniffed.dialect().delimiter()).isEqualTo(delimiter);
        assertThat(sniffed.names()).isEqualTo(names);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int from = sniffed.bodyStart();
        assertThat(new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8))
                .isEqualTo(body);
    }

    @Test
    void whatTheCallerSaysIsNotDetected() {
        var semicolon = new CsvOptions((byte) ';', (byte) '"', null, List.of());
        assertThat(sniff("a,b\n1,2\n", semicolon).names()).containsExactly("a,b");
        var header = new CsvOptions(null, (byte) '"', true, List.of());
        assertThat(sniff("1,2\n3,4\n", header).names()).containsExactly("1", "2");
        var none = new CsvOptions(null, (byte) '"', false, List.of());
        assertThat(sniff("a,b\nc,d\n", none).names()).containsExactly("column_1", "column_2");
        assertThat(sniff("a,b\nc,d\n", none).bodyStart()).isZero();
        var apostrophe = new CsvOptions(null, (byte) '\'', null, List.of());
        assertThat(sniff("'a,b',c\n1,2\n", apostrophe).names()).containsExactly("a,b", "c");
        var unquoted = new CsvOptions(null, (byte) 0, null, List.of());
        assertThat(sniff("\"a,b\"\n1,2\n", unquoted).names()).containsExactly("\"a", "b\"");
    }

    /// Whoever tries all numbers for each name is not done in time.
    @Test
    @Timeout(60)
    void manyEqualNamesAreMadeDifferent() {
        int columns = 300_000;
        byte[] header = ("a,".repeat(columns - 1) + "a\n").getBytes(StandardCharsets.UTF_8);
        var sniffer = new CsvSniffer(CsvHints.NONE, header, 0, header.length, true, columns);
        var names = sniffer.sniff().names();
        assertThat(names).hasSize(columns).startsWith("a", "a_2").endsWith("a_" + columns);
        assertThat(new HashSet<>(names)).hasSize(columns);
    }

    @Test
    void tooManyColumnsAreRefused() {
        byte[] bytes = ("a,".repeat(10_000) + "a\n").getBytes(StandardCharsets.UTF_8);
        var sniffer = new CsvSniffer(CsvHints.NONE, bytes, 0, bytes.length, true, 10_000);
        assertThatThrownBy(sniffer::sniff)
                .isInstanceOfSatisfying(
                        FailureException.class,
                        failure -> {
                            assertThat(failure.kind()).isEqualTo(FailureKind.TOO_LARGE);
                            assertThat(failure.sentence())
                                    .isEqualTo("the dataset has 10001 columns, the limit is 10000");
                        });
    }

    private static CsvSniffer.Sniffed sniff(String text, CsvOptions options) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new CsvSniffer(options.hints(), bytes, 0, bytes.length, true, 10_000).sniff();
    }
}
