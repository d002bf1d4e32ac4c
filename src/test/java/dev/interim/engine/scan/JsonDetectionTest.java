package dev.interim.engine.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonDetectionTest {
    private static final int LINE_END = '~';

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1}|LINES",
                "{\"a\":1}~|LINES",
                "{}~{}~|LINES",
                "~~ {\"a\":1} ~{\"a\":2}|LINES",
                "{\"a\":\"}~{\"a\":2}|LINES",
                "{\"a\":1,~{\"a\":2}|LINES",
                "{\"a\":1}x~{\"a\":2}|LINES",
                "{~\"a\":1~}|SEQUENCE",
                "{ \"a\":1,~  \"b\":2}~{}|SEQUENCE",
                "{\"a\":1}{\"a\":2}~{\"a\":3}~|SEQUENCE",
                "{\"a\":1} {\"a\":2}|SEQUENCE",
                "{\"a\":[~{\"b\":1}]}|WRAPPED",
                "{\"a\":[~{\"b\":1}]}~{\"a\":[]}|SEQUENCE",
                "{\"a\":[{\"b\":1}]}~{\"a\":[]}|LINES",
                "{\"a\":[{\"b\":1}],\"c\":[{\"d\":1}]}|LINES",
                "{\"a\":[1,2],\"b\":{\"c\":[[1]]}}|LINES",
                "{\"a\":{\"b\":[{\"c\":[{}]}]},\"d\":[1]}|WRAPPED",
                "{\"a\":[]}|LINES",
                "[{\"a\":1}]|ARRAY",
                " ~\t[ ~ {\"a\":1}]|ARRAY",
                "[]|ARRAY",
                "[ ]~|ARRAY",
                "\uFEFF[{}]|ARRAY",
                "\uFEFF{}|LINES",
                "[id],[name]~1,2|CSV",
                "{id},{name}~1,2|CSV",
                "a,b~{\"a\":1},2|CSV",
                "[null,{\"a\":1}]|ARRAY",
                "[1, \"a,{\", NaN, {\"a\":1}]|ARRAY",
                "[2024-01-01 10:00:00] INFO start~[2024-01-01 10:00:01] WARN slow|CSV",
                "{\"k\":1};foo;1~{\"k\":2};bar;2|CSV",
                "{\"k\":1},foo~{\"k\":2},bar|CSV",
                "{\"k\":1},~{\"k\":2},|LINES",
                "{\"k\":1},{\"k\":2},|SEQUENCE",
                "^{\"k\":1}~^{\"k\":2}~|LINES",
                "^{~\"k\":1}~^{~\"k\":2}~|SEQUENCE",
                "x = [km/h],b~1,2|CSV",
                "f(x),b~1,2|CSV",
                "# a comment~a,b~1,2|CSV",
            })
    void theFirstBytesSayWhatItIs(String text, String style) {
        for (int head : new int[] {1, 7, 1000}) {
            for (int most : new int[] {1, 1000}) {
                var layout = layout(text, DataFormat.AUTO, head, most);
                assertThat(style(layout)).as("head of %d", head).isEqualTo(style);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "AUTO|[1,2]|the dataset is a JSON array, but no object stands at byte 1",
                "AUTO|[ \"a\"]|the dataset is a JSON array, but no object stands at byte 2",
                "AUTO|[[{}]]|the dataset is a JSON array, but no object stands at byte 1",
                "AUTO|[|the array opened at byte 0 is never closed",
                "AUTO|~[{}~|the array opened at byte 1 is never closed",
                "AUTO|[{},{}|the array opened at byte 0 is never closed",
                "AUTO|{\"a\":1|the object opened at byte 0 is never closed",
                "AUTO|[{\"a\":1|the object opened at byte 1 is never closed",
                "AUTO|[{\"a\":\"x}]|the string opened at byte 6 is never closed",
                "AUTO|[{\"a\":1},{\"b\":\"}]|the string opened at byte 14 is never closed",
                "AUTO|// one~[{\"a\":1}]|the dataset is comments in front of JSON, which has none, at byte 0: leave out the comments",
                "AUTO|/* one */ {\"a\":1}|the dataset is comments in front of JSON, which has none, at byte 0: leave out the comments",
                "AUTO|# one~# two~{\"a\":1}|the dataset is comments in front of JSON, which has none, at byte 0: leave out the comments",
                "AUTO|[~  // one~  {\"a\":1}]|the dataset is JSON with comments, which JSON has none of, at byte 0: leave out the comments",
                "AUTO|window.YTD.tweets.part0 = [ {~\"a\":1}]|the dataset is a script that assigns JSON to a variable, at byte 0: leave out what stands in front of the first bracket",
                "AUTO|var x = [{\"a\":1}];|the dataset is a script that assigns JSON to a variable, at byte 0: leave out what stands in front of the first bracket",
                "AUTO|export default [{a:1}];|the dataset is a script that exports JSON, at byte 0: leave out what stands in front of the first bracket",
                "AUTO|jQuery_1([{\"a\":1}]);|the dataset is a call of a function with JSON (JSONP), at byte 0: ask for it without a callback",
                "AUTO|)]}'~[{\"a\":1}]|the dataset is JSON behind a guard against scripts, at byte 0: leave out the first line",
                "AUTO|{'a': 1}~{'a': 2}|the dataset is Python or JavaScript with keys in single quotes, not JSON, at byte 0: write it with json.dumps or JSON.stringify",
                "AUTO|[{'a': 1}]|the dataset is Python or JavaScript with keys in single quotes, not JSON, at byte 0: write it with json.dumps or JSON.stringify",
                "AUTO|['a', 1]|the dataset is a Python or JavaScript list in single quotes, not JSON, at byte 0: write it with json.dumps or JSON.stringify",
                "AUTO|[None, {}]|the dataset is a Python or JavaScript list, not JSON, at byte 0: write it with json.dumps or JSON.stringify",
                "JSON|{a: 1}|the dataset is JavaScript or JSON5 with keys without quotes, not JSON, at byte 0: write it with JSON.stringify",
                "CSV|{\"a\":1}|the dataset is not separated values but JSON",
                "CSV|[{\"a\":1}]|the dataset is not separated values but JSON",
                "NDJSON|[{\"a\":1}]|the dataset is not NDJSON: byte 0 does not start an object",
                "NDJSON|a,b~1,2|the dataset is not NDJSON: byte 0 does not start an object",
                "JSON|a,b~1,2|the dataset is not JSON: byte 0 starts neither an array of objects nor an object",
                "JSON|{\"a\":1}~{\"a\":2}|the dataset is not one JSON value: there is more at byte 8; objects one after another are the format ndjson",
                "JSON|{\"a\":1|the object opened at byte 0 is never closed",
            })
    void whatItCannotBeIsRefused(DataFormat format, String text, String sentence) {
        for (int head : new int[] {1, 7, 1000}) {
            for (int most : new int[] {1, 1000}) {
                assertThatThrownBy(() -> layout(text, format, head, most))
                        .isInstanceOf(FailureException.class)
                        .hasMessage(sentence)
                        .extracting("kind")
                        .isEqualTo(FailureKind.MALFORMED_DATA);
            }
        }
    }

    @Test
    void oneObjectIsOneJsonValue() {
        for (String text : List.of("{\"a\":1}", " {~\"a\":{}~}~")) {
            assertThat(style(layout(text, DataFormat.JSON, 5, 3))).isEqualTo("SEQUENCE");
        }
        assertThat(style(layout("{\"a\":1~{\"a\":2}~", DataFormat.NDJSON, 5, 3)))
                .isEqualTo("LINES");
    }

    @Test
    void aRecordThatIsTooLongIsRefusedWithTheStringThatMakesItLong() {
        String text = "[{\"a\":1},{\"a\":\"" + "x".repeat(5000) + "\"}]";
        assertThatThrownBy(() -> layout(text, DataFormat.AUTO, 64, 100))
                .hasMessage(
                        "the record at byte 8 is longer than 4096 bytes: the string opened at byte"
                                + " 14 is not closed");
        String deep = "[{\"a\":[" + "1,".repeat(5000) + "1]}]";
        assertThatThrownBy(() -> layout(deep, DataFormat.AUTO, 64, 100))
                .hasMessage("the record at byte 0 is longer than 4096 bytes");
    }

    @Test
    void garbageInAnArrayIsHandedToTheScannerAtOnce() {
        String text = "[{\"a\":1} " + "x".repeat(50_000);
        List<String> chunks = new ArrayList<>();
        var limits = new ScanLimits(64, 64, 4096, 100);
        var options = new ScanOptions(CsvOptions.AUTO, List.of(), limits);
        var chunker = new Chunker(options, new Buffers(64, 2));
        feed(chunker, text.getBytes(StandardCharsets.UTF_8), 10, chunks, 3);
        assertThat(chunks).startsWith("[{\"a\":1} x", "x");
    }

    private static String style(Layout layout) {
        return switch (layout) {
            case SeparatedLayout _ -> "CSV";
            case JsonLayout json -> json.style().name();
        };
    }

    private static Layout layout(String text, DataFormat format, int head, int most) {
        byte[] bytes =
                text.replace((char) LINE_END, '\n')
                        .replace('^', '\u001e')
                        .replace("\\uFEFF", "\uFEFF")
                        .replace("\\t", "\t")
                        .getBytes(StandardCharsets.UTF_8);
        var limits = new ScanLimits(64, head, 4096, 100);
        var options = new ScanOptions(format, CsvOptions.AUTO, List.of(), limits);
        var chunker = new Chunker(options, new Buffers(64, 2));
        List<String> chunks = new ArrayList<>();
        feed(chunker, bytes, most, chunks, Integer.MAX_VALUE);
        assertThat(chunker.isDone()).isTrue();
        var layout = chunker.layout();
        String body = new String(bytes, StandardCharsets.UTF_8);
        assertThat(body).endsWith(String.join("", chunks));
        return layout;
    }

    private static void feed(
            Chunker chunker, byte[] bytes, int most, List<String> chunks, int wanted) {
        int at = 0;
        while (!chunker.isEnded() && chunks.size() < wanted) {
            int count = Math.min(most, Math.min(chunker.room(), bytes.length - at));
            System.arraycopy(bytes, at, chunker.buffer(), chunker.filled(), count);
            chunker.advance(count);
            at += count;
            if (at == bytes.length && chunker.room() > 0) {
                chunker.end();
            }
            for (var chunk = chunker.next(); chunk != null; chunk = chunker.next()) {
                chunks.add(
                        new String(
                                chunk.bytes(),
                                chunk.from(),
                                chunk.length(),
                                StandardCharsets.UTF_8));
            }
        }
    }
}
