package dev.interim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.scan.CsvOptions;
import dev.interim.engine.scan.ScanLimits;
import dev.interim.engine.scan.ScanOptions;
import dev.interim.engine.stats.Snapshot;
import dev.interim.fixture.RecordingListener;
import dev.interim.fixture.ReferenceStatistics;
import dev.interim.fixture.ScriptedSource;
import dev.interim.run.Strategy.Concurrent;
import dev.interim.run.Strategy.Parallel;
import dev.interim.run.Strategy.Sequential;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// JSON in every mode: what happens to it, and where it ends, depends on the data alone.
@Timeout(60)
class JsonRunTest {
    private static final int ROWS = 2_000;

    @TempDir private Path directory;

    static List<Strategy> strategies() {
        return List.of(new Sequential(), new Concurrent(), new Parallel());
    }

    private static List<String> records(int count) {
        List<String> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(
                    i % 50 == 49
                            ? "{\"id\":%d,\"late%d\":{\"x\":[%d]}}".formatted(i, i / 500, i)
                            : "{\"id\":%d,\"name\":\"n,}%d\"}".formatted(i, i % 7));
        }
        return records;
    }

    private Rig run(Strategy strategy, String data) {
        var rig = new Rig(new ScriptedSource().then(data), directory);
        rig.start(strategy);
        return rig;
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void objectsInLinesAndInAnArrayAreTheSame(Strategy strategy) {
        var wanted = ReferenceStatistics.ofJson(records(ROWS));
        for (String data :
                List.of(
                        String.join("\n", records(ROWS)),
                        "[" + String.join(",\n", records(ROWS)) + "]")) {
            var rig = run(strategy, data);
            assertThat(rig.finish()).isEqualTo(new RunEnd.Succeeded());
            ReferenceStatistics.assertAgrees(rig.listener.result(), wanted);
            assertThat(rig.listener.result())
                    .isEqualTo(Rig.undisturbed(data.getBytes(StandardCharsets.UTF_8), directory));
        }
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void aBrokenArrayKeepsWhatStoodBeforeTheBreak(Strategy strategy) {
        var good = records(1_000);
        String before = "[" + String.join(",", good) + ",";
        String data = before + "{\"id\":x}," + String.join(",", good) + "]";
        var rig = run(strategy, data);
        assertThat(failure(rig.finish()))
                .isEqualTo(
                        "the dataset is no JSON: expected a value at byte %d"
                                .formatted(before.length() + 6));
        ReferenceStatistics.assertAgrees(rig.listener.result(), ReferenceStatistics.ofJson(good));
        assertThat(rig.listener.result().scope()).isEqualTo(Snapshot.Scope.PREFIX);
        assertThat(rig.listener.result().isFinal()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void anArrayThatIsNeverClosedKeepsAllItsRecords(Strategy strategy) {
        var good = records(1_000);
        var rig = run(strategy, " [" + String.join(",", good));
        assertThat(failure(rig.finish())).isEqualTo("the array opened at byte 1 is never closed");
        ReferenceStatistics.assertAgrees(rig.listener.result(), ReferenceStatistics.ofJson(good));
        assertThat(rig.listener.result().scope()).isEqualTo(Snapshot.Scope.PREFIX);
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void linesThatAreNoObjectsAreLeftOutAndToldOnce(Strategy strategy) {
        var some = new ArrayList<>(records(1_000));
        some.set(500, "{\"id\":500,\"name\":\"n");
        some.set(700, "none");
        some.add("{\"id\":");
        var rig = run(strategy, String.join("\n", some));
        assertThat(rig.finish()).isEqualTo(new RunEnd.Succeeded());
        ReferenceStatistics.assertAgrees(rig.listener.result(), ReferenceStatistics.ofJson(some));
        assertThat(rig.listener.result().malformedRows()).isEqualTo(3);
        int at = String.join("\n", some.subList(0, 500)).length() + 1;
        assertThat(rig.listener.warnings())
                .containsExactly(
                        "malformed-rows: the record at byte %d is no JSON object: an unclosed string at byte %d; records like this are counted and left out"
                                .formatted(at, at + 17));
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void moreColumnsThanThereMayBeEndTheRunAtTheSameRecord(Strategy strategy) {
        var data = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            data.append("{\"key-%d\":1}\n".formatted(i));
        }
        var rig = run(strategy, data.toString());
        assertThat(rig.finish())
                .isInstanceOfSatisfying(
                        RunEnd.Failed.class,
                        end -> {
                            assertThat(end.failure().kind()).isEqualTo(FailureKind.TOO_LARGE);
                            assertThat(end.failure().sentence())
                                    .startsWith("the dataset has more than 100 columns behind");
                        });
        var undisturbed =
                Rig.undisturbed(data.toString().getBytes(StandardCharsets.UTF_8), directory);
        assertThat(rig.listener.result()).isEqualTo(undisturbed);
        assertThat(rig.listener.result().rows()).isBetween(80L, 100L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[ ]\n", "[\n"})
    void anEmptyArrayFails(String data) {
        var rig = run(new Concurrent(), data);
        assertThat(failure(rig.finish()))
                .isEqualTo(
                        data.contains("]")
                                ? "the dataset has no records"
                                : "the array opened at byte 0 is never closed");
    }

    @Test
    void linesThatAreAllMalformedAreNotSaidToBeMissing() {
        var rig = run(new Concurrent(), "{\"a\":x}\n{\"a\"}\n");
        assertThat(failure(rig.finish()))
                .isEqualTo(
                        "none of the 2 records can be read: the first, at byte 0, is no JSON object:"
                                + " expected a value at byte 5");
    }

    @Test
    void columnsThatNoRecordHasAreTold() {
        String data = String.join("\n", records(100));
        var some = asked(data, "late0.x", "nme", "ids");
        assertThat(some.end()).isEqualTo(new RunEnd.Succeeded());
        assertThat(some.result().columns())
                .extracting(Snapshot.Column::name)
                .containsExactly("late0.x.length");
        assertThat(some.warnings())
                .containsExactly("unknown-columns: no record has these columns: ids, nme");
        var none = asked(data, "nme");
        assertThat(failure(none.end())).isEqualTo("no record has any of the columns: nme");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 777})
    void theFirstRowsOfAnArrayAreThoseOfItsRecords(int rows) {
        var records = records(ROWS);
        String data = "[" + String.join(",", records) + "]";
        var bounds = new Bounds((long) rows, null, null);
        var found = played(data, Rig.SCAN, bounds);
        ReferenceStatistics.assertAgrees(
                found.result(), ReferenceStatistics.ofJson(records.subList(0, rows)));
    }

    @Test
    void recordsThatBringMoreColumnsThanThereIsMemoryForEndIt() {
        var scan = Rig.SCAN.wantedUpTo(2);
        var listener = played("{\"a\":1,\"b\":2}\n{\"c\":3}\n", scan, Bounds.NONE);
        assertThat(failure(listener.end()))
                .isEqualTo("the dataset has more than 2 columns behind the first 0 records");
    }

    private RecordingListener asked(String data, String... columns) {
        var scan =
                new ScanOptions(
                        CsvOptions.AUTO, List.of(columns), new ScanLimits(256, 64, 65_536, 100));
        return played(data, scan, Bounds.NONE);
    }

    private RecordingListener played(String data, ScanOptions scan, Bounds bounds) {
        var stage = new Stage(directory);
        var playing = stage.play(new ScriptedSource().then(data), scan, bounds);
        stage.start(playing, new Concurrent());
        stage.finish();
        return playing.listener;
    }

    private static String failure(RunEnd end) {
        return end instanceof RunEnd.Failed failed ? failed.failure().sentence() : end.toString();
    }
}
