package dev.interim.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.scan.CsvOptions;
import dev.interim.engine.scan.DataFormat;
import dev.interim.engine.scan.JsonOptions;
import dev.interim.engine.scan.ScanLimits;
import dev.interim.engine.scan.ScanOptions;
import dev.interim.engine.stats.Measures;
import dev.interim.fixture.FakeSource;
import dev.interim.fixture.RandomJson;
import dev.interim.fixture.ReferenceStatistics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The same objects give the statistics that Jackson's reading of them gives, however they follow
/// each other, and however they are cut and delivered.
class RandomJsonTest {
    private static final int[] CHUNKS = {1, 2, 3, 7, 16, 64, 1000, 256 * 1024};

    static IntStream seeds() {
        return IntStream.rangeClosed(1, 10);
    }

    @ParameterizedTest(name = "lines of seed {0}")
    @MethodSource("seeds")
    void objectsInLinesAgreeWithTheReference(int seed) throws InterruptedException {
        var random = new SplittableRandom(seed);
        long malformed = 0;
        long rows = 0;
        for (int i = 0; i < 200; i++) {
            var json = RandomJson.of(random, true, true);
            byte[] lines = json.lines(random);
            var reference = ReferenceStatistics.ofJson(lines(lines));
            check(random, DataFormat.NDJSON, lines, reference);
            rows += reference.rows();
            malformed += reference.malformedRows();
        }
        assertThat(rows).isGreaterThan(2_000);
        assertThat(malformed).isGreaterThan(100);
    }

    private static List<String> lines(byte[] text) {
        return Stream.of(new String(text, StandardCharsets.UTF_8).split("\n"))
                .filter(line -> !line.isBlank())
                .toList();
    }

    @ParameterizedTest(name = "arrays of seed {0}")
    @MethodSource("seeds")
    void objectsInAnArrayAgreeWithTheReference(int seed) throws InterruptedException {
        var random = new SplittableRandom(1000 + seed);
        long rows = 0;
        for (int i = 0; i < 100; i++) {
            var json = RandomJson.of(random, false, false);
            var reference = ReferenceStatistics.ofJson(json.records());
            var format = random.nextBoolean() ? DataFormat.AUTO : DataFormat.JSON;
            check(random, format, json.array(random), reference);
            rows += reference.rows();
        }
        assertThat(rows).isGreaterThan(1_000);
    }

    @ParameterizedTest(name = "sequences of seed {0}")
    @MethodSource("seeds")
    void objectsOneAfterAnotherAgreeWithTheReference(int seed) throws InterruptedException {
        var random = new SplittableRandom(2000 + seed);
        long rows = 0;
        for (int i = 0; i < 100; i++) {
            var json = RandomJson.of(random, false, false);
            List<String> records = new ArrayList<>(List.of("{\"a\":1}{\"b\":\"}\"}"));
            var all = new ArrayList<>(List.of("{\"a\":1}", "{\"b\":\"}\"}"));
            records.addAll(json.records());
            all.addAll(json.records());
            var reference = ReferenceStatistics.ofJson(all);
            byte[] bytes = new RandomJson(records).sequence(random);
            check(random, DataFormat.AUTO, bytes, reference);
            rows += reference.rows();
        }
        assertThat(rows).isGreaterThan(1_000);
    }

    @ParameterizedTest(name = "wrapped arrays of seed {0}")
    @MethodSource("seeds")
    void objectsInAWrappedArrayAgreeWithTheReference(int seed) throws InterruptedException {
        var random = new SplittableRandom(3000 + seed);
        long rows = 0;
        for (int i = 0; i < 100; i++) {
            var json = RandomJson.of(random, false, false);
            String array = new String(json.array(random), StandardCharsets.UTF_8);
            String before = "{\"a}\" : {\"x\": [[], 1]},\n \"r.s\":{\"t\":[1,2], \"list\" :";
            String behind =
                    ", \"meta\":[{\"u\":\"ä]\"},[[ ]],%s]} , \"n\":1}\n"
                            .formatted(
                                    String.join(
                                            ",", Collections.nCopies(random.nextInt(40), "{}")));
            var options = new JsonOptions("r\\.s.list");
            byte[] bytes = (before + array + behind).getBytes(StandardCharsets.UTF_8);
            var reference = ReferenceStatistics.ofJson(json.records());
            check(random, DataFormat.AUTO, options, bytes, reference);
            rows += reference.rows();
        }
        assertThat(rows).isGreaterThan(1_000);
    }

    private static void check(
            SplittableRandom random, DataFormat format, byte[] bytes, ReferenceStatistics wanted)
            throws InterruptedException {
        check(random, format, JsonOptions.AUTO, bytes, wanted);
    }

    private static void check(
            SplittableRandom random,
            DataFormat format,
            JsonOptions json,
            byte[] bytes,
            ReferenceStatistics wanted)
            throws InterruptedException {
        int chunk = CHUNKS[random.nextInt(CHUNKS.length)];
        int head = random.nextBoolean() ? 16 * 1024 : 1 + random.nextInt(64);
        var limits = new ScanLimits(chunk, head, 1 << 20, 1000);
        var options = new ScanOptions(format, CsvOptions.AUTO, json, List.of(), limits);
        var source = FakeSource.of(bytes);
        int most = random.nextInt(3);
        var arriving = most == 0 ? source : source.arriving(() -> random.nextInt(most * 20 + 1));
        try {
            var found = Profiler.profile(arriving, options, Measures.COMPLETE);
            ReferenceStatistics.assertAgrees(found, wanted);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "in chunks of %d the dataset is%n%s"
                            .formatted(chunk, new String(bytes, StandardCharsets.UTF_8)),
                    e);
        }
    }
}
