package dev.interim.engine.scan.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interim.engine.Profiler;
import dev.interim.engine.failure.FailureException;
import dev.interim.engine.scan.CsvOptions;
import dev.interim.engine.scan.DataFormat;
import dev.interim.engine.scan.ScanLimits;
import dev.interim.engine.scan.ScanOptions;
import dev.interim.engine.stats.Measures;
import dev.interim.engine.stats.Snapshot;
import dev.interim.fixture.FakeSource;
import dev.interim.fixture.ReferenceStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Keys that stand in a record more than once: the last value counts, and finding that out takes as
/// long as the record is.
@Timeout(60)
class RepeatedKeysTest {
    static IntStream seeds() {
        return IntStream.rangeClosed(1, 8);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theLastValueCountsAsInTheReference(int seed) throws InterruptedException {
        var random = new SplittableRandom(seed);
        long rows = 0;
        for (int i = 0; i < 60; i++) {
            var records = records(random);
            var reference = ReferenceStatistics.ofJson(records);
            var limits = new ScanLimits(1 + random.nextInt(2_000), 64, 1 << 20, 1_000);
            var options = new ScanOptions(DataFormat.NDJSON, CsvOptions.AUTO, List.of(), limits);
            var found =
                    Profiler.profile(
                            FakeSource.of(String.join("\n", records)), options, Measures.COMPLETE);
            ReferenceStatistics.assertAgrees(found, reference);
            rows += reference.rows();
        }
        assertThat(rows).isGreaterThan(500);
    }

    private static List<String> records(SplittableRandom random) {
        List<String> records = new ArrayList<>(List.of("{\"a\":1}"));
        int count = 1 + random.nextInt(30);
        for (int i = 0; i < count; i++) {
            boolean isBroken = random.nextInt(6) == 0;
            records.add(object(random, 3) + (isBroken ? "x" : ""));
        }
        return records;
    }

    private static String object(SplittableRandom random, int depth) {
        return random.ints(random.nextInt(5), 0, 3)
                .mapToObj(key -> "\"%c\":%s".formatted("abc".charAt(key), value(random, depth)))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String value(SplittableRandom random, int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 8)) {
            case 0 -> Integer.toString(random.nextInt(5));
            case 1 -> "\"x%d\"".formatted(random.nextInt(3));
            case 2 -> "null";
            case 3 -> "[1,2]";
            default -> object(random, depth - 1);
        };
    }

    @Test
    void aKeyRepeatedOverManyKeysTakesAsLongAsTheRecordIs() throws InterruptedException {
        String many = keys(4_000);
        var snapshot =
                profile("{\"a\":{%s}%s}\n".formatted(many, ",\"a\":1".repeat(400_000)), List.of());
        assertThat(snapshot.columns()).hasSize(4_001);
        assertThat(snapshot.columns().getFirst().nulls()).isEqualTo(1);
        assertThat(snapshot.columns().getLast().nulls()).isZero();
    }

    @Test
    void linesThatAreDroppedTakeAsLongAsTheyAre() throws InterruptedException {
        var snapshot =
                profile("{%s}\n%s".formatted(keys(9_000), "{\"a\":x\n".repeat(300_000)), List.of());
        assertThat(snapshot.rows()).isEqualTo(1);
        assertThat(snapshot.malformedRows()).isEqualTo(300_000);
    }

    @Test
    void theKeysOfARecordHaveALimitAlsoWhereColumnsAreChosen() {
        assertThatThrownBy(() ->
                        profile("{\"b\":1}\n{\"b\":1,%s}\n".formatted(keys(20_001)), List.of("b")))
                .isInstanceOf(FailureException.class)
                .hasMessage("the record at byte 8 has more than 20000 different keys");
    }

    @Test
    void manyUnwantedKeysInManyRecordsAreNoFailure() throws InterruptedException {
        String data =
                IntStream.range(0, 100)
                        .mapToObj(
                                i -> "{\"b\":1,%s}\n".formatted(keys(1_000).replace("k", "k" + i)))
                        .collect(Collectors.joining());
        var snapshot = profile(data, List.of("b"));
        assertThat(snapshot.columns()).extracting(Snapshot.Column::name).containsExactly("b");
        assertThat(snapshot.rows()).isEqualTo(100);
    }

    private static String keys(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"k%d\":1".formatted(i))
                .collect(Collectors.joining(","));
    }

    private static Snapshot profile(String data, List<String> columns) throws InterruptedException {
        var options = new ScanOptions(CsvOptions.AUTO, columns, ScanLimits.USUAL);
        return Profiler.profile(FakeSource.of(data), options, Measures.STANDARD);
    }
}
