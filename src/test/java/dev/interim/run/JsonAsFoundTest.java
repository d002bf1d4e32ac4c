package dev.interim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.scan.CsvOptions;
import dev.interim.engine.scan.DataFormat;
import dev.interim.engine.scan.JsonOptions;
import dev.interim.engine.scan.ScanLimits;
import dev.interim.engine.scan.ScanOptions;
import dev.interim.engine.stats.Snapshot;
import dev.interim.fixture.RecordingListener;
import dev.interim.fixture.ScriptedSource;
import dev.interim.run.Strategy.Concurrent;
import dev.interim.run.Strategy.Parallel;
import dev.interim.run.Strategy.Sequential;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// JSON as people have it gives the rows that are in it, in every mode and however it is cut.
@Timeout(120)
class JsonAsFoundTest {
    private static final List<Strategy> STRATEGIES =
            List.of(new Sequential(), new Concurrent(), new Parallel());
    private static final int[] CHUNKS = {1, 7, 256};

    @TempDir private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"id\":1,\"v\":1.5}~{\"id\":2,\"v\":NaN}~{\"id\":3,\"v\":Infinity}~{\"id\":4,\"v\":-Infinity}~{\"id\":5,\"v\":2.5}~|5|0|15",
                "[{\"id\":1,\"v\":1.5},{\"id\":2,\"v\":NaN},{\"id\":3,\"v\":2.5}]|3|0|6",
                "{\"id\":1}~{\"id\":2}~{\"id\":3}{\"id\":4}~{\"id\":5}~|5|0|15",
                "^{\"id\":1}~^{\"id\":2}~^{\"id\":3}~|3|0|6",
                "[{\"id\":1},null,{\"id\":3}]|2|1|4",
                "[null,{\"id\":1},7,\"x\",{\"id\":3}]|2|3|4",
                "\uFEFF{\"id\":1}~{\"id\":2}~\uFEFF{\"id\":3}~{\"id\":4}~|4|0|10",
                "{\"id\":1},~{\"id\":2},~|2|0|3",
                "[{\"id\":1},{\"id\":2}]~[{\"id\":3}]~[{\"id\":4}]~|4|0|10",
                "{\"data\": [{\"id\": 1}, {\"id\": 2}, {\"id\": 3}]}|3|0|6",
                "{\"help\": \"x\", \"result\": {\"records\": [{\"id\": 1}, {\"id\": 2}], \"total\": 2}}|2|0|3",
                "{\"type\": \"FeatureCollection\", \"features\": [{\"id\": 1, \"geometry\": {\"coordinates\": [1, 2]}}, {\"id\": 2}]}|2|0|3",
                "{~ \"data\": [~  {\"id\": 1},~  null,~  {\"id\": 2}~ ],~ \"more\": [1, {\"id\": 9}]~}~|2|1|3",
            })
    void theRowsThatAreInItAreRead(String text, int rows, int malformed, double sum) {
        for (int chunk : CHUNKS) {
            for (var strategy : STRATEGIES) {
                var played = played(written(text), chunk, null, strategy);
                assertThat(played.end()).isEqualTo(new RunEnd.Succeeded());
                var result = played.result();
                assertThat(result.rows()).isEqualTo(rows);
                assertThat(result.malformedRows()).isEqualTo(malformed);
                assertThat(sum(result)).isEqualTo(sum);
            }
        }
    }

    @Test
    void numbersThatAreNotFiniteAreNonfinite() {
        String text =
                "{\"v\":1.5}\n{\"v\":NaN}\n{\"v\":Infinity}\n{\"v\":-Infinity}\n{\"v\":2.5}\n";
        var column = played(text, 7, null, new Parallel()).result().columns().getFirst();
        assertThat(column.types().toString()).contains("nonfinite=3").contains("decimal=2");
    }

    @Test
    void aWrapperMayBeLongerThanARecordOnEverySide() {
        String row = "{\"id\":1,\"text\":\"%s\"}".formatted("]}".repeat(50));
        String rows =
                IntStream.range(0, 20_000).mapToObj(_ -> row).collect(Collectors.joining(","));
        String tail = ",\"after\":[%s],\"n\":{\"ä\":1}}".formatted(rows);
        String text = "{\"pages\":1,\"r\":{\"s\":[" + rows + "]}" + tail;
        for (var strategy : STRATEGIES) {
            var played = played(text, 4096, "r.s", strategy);
            assertThat(played.end()).isEqualTo(new RunEnd.Succeeded());
            assertThat(played.result().rows()).isEqualTo(20_000);
            assertThat(played.result().malformedRows()).isZero();
            assertThat(played.result().invalidText()).isZero();
            assertThat(played.warnings()).isEmpty();
        }
    }

    @Test
    void theOnlyArrayOfALongObjectIsTakenBeforeItEndsAndThatIsTold() {
        String row = "{\"id\":1,\"text\":\"%s\"}".formatted("x".repeat(50));
        String rows =
                IntStream.range(0, 40_000).mapToObj(_ -> row).collect(Collectors.joining(","));
        var played = played("{\"data\":[" + rows + "]}", ScanLimits.USUAL, null, new Parallel());
        assertThat(played.result().rows()).isEqualTo(40_000);
        assertThat(played.warnings())
                .containsExactly(
                        "records-found: the records are the objects of the array 'data' at byte 8;"
                                + " json.records names another array, format=ndjson reads the whole"
                                + " object as one record");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":[{\"b\":1}]}|c.d|json.records names 'c.d', but the object at byte 0 has no such array; it has: a",
                "{\"a\":1}|a|json.records names 'a', which is no array",
                "[{\"a\":1}]|a|json.records names 'a', but the dataset is no JSON object: byte 0 starts none",
                "{\"a\":[{\"b\":1}]|a|the object around the array opened at byte 5 is never closed",
                "{\"a\":[{\"b\":1}|a|the array opened at byte 5 is never closed",
                "{\"a\":[]}|a|the dataset has no records",
                "{'id': 1}~{'id': 2}~||the dataset is Python or JavaScript with keys in single quotes, not JSON, at byte 0: write it with json.dumps or JSON.stringify",
                "[~// first~{\"id\":0}]||the dataset is JSON with comments, which JSON has none of, at byte 0: leave out the comments",
                "[{\"id\":0},~// next~{\"id\":1}]||the dataset is no JSON: a comment, which JSON has none of, at byte 11",
            })
    void whatCannotBeReadIsNamed(String text, @Nullable String records, String sentence) {
        for (int chunk : CHUNKS) {
            for (var strategy : STRATEGIES) {
                var end = played(written(text), chunk, records, strategy).end();
                assertThat(end)
                        .isInstanceOfSatisfying(
                                RunEnd.Failed.class,
                                failed ->
                                        assertThat(failed.failure().sentence())
                                                .isEqualTo(sentence));
            }
        }
    }

    @Test
    void anObjectBehindTheWrapperIsRefused() {
        var end = played("{\"a\":[{\"b\":1}]}\n{\"a\":[]}", 256, "a", new Parallel()).end();
        assertThat(end.toString())
                .contains("there is more behind the object around the records at byte 16");
    }

    private static String written(String text) {
        return text.replace('~', '\n').replace('^', '\u001e').replace("\\uFEFF", "\uFEFF");
    }

    private static double sum(Snapshot result) {
        return result.columns().stream()
                .filter(column -> column.name().equals("id"))
                .mapToDouble(column -> column.numeric().sum())
                .sum();
    }

    private RecordingListener played(
            String data, int chunk, @Nullable String records, Strategy strategy) {
        return played(data, new ScanLimits(chunk, 64, 64 * 1024, 100), records, strategy);
    }

    private RecordingListener played(
            String data, ScanLimits limits, @Nullable String records, Strategy strategy) {
        var scan =
                new ScanOptions(
                        DataFormat.AUTO,
                        CsvOptions.AUTO,
                        new JsonOptions(records),
                        List.of(),
                        limits);
        var stage = new Stage(directory);
        var playing = stage.play(new ScriptedSource().then(data), scan, Bounds.NONE);
        stage.start(playing, strategy);
        stage.finish();
        return playing.listener;
    }
}
