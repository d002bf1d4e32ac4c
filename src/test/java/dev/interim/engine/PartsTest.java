package dev.interim.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interim.engine.batch.Schema;
import dev.interim.engine.scan.Buffers;
import dev.interim.engine.scan.Chunk;
import dev.interim.engine.scan.Chunker;
import dev.interim.engine.scan.CsvOptions;
import dev.interim.engine.scan.ScanLimits;
import dev.interim.engine.scan.ScanOptions;
import dev.interim.engine.stats.Measures;
import dev.interim.engine.stats.Part;
import dev.interim.engine.stats.Profile;
import dev.interim.engine.stats.Snapshot;
import dev.interim.engine.stats.Statistics;
import dev.interim.fixture.Chunks;
import dev.interim.fixture.FakeSource;
import dev.interim.fixture.ReferenceStatistics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Chunks that lanes work out side by side, profiles that are merged, and many values.
class PartsTest {
    private static final ScanOptions SMALL_CHUNKS =
            new ScanOptions(CsvOptions.AUTO, List.of(), new ScanLimits(4096, 4096, 1 << 20, 100));

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void partsWorkedOutInAnyOrderGiveTheResultOfOneLane(long seed) throws Exception {
        byte[] data = manyRows(seed, 30_000).getBytes(StandardCharsets.UTF_8);
        var oneLane = Profiler.profile(FakeSource.of(data), SMALL_CHUNKS, Measures.STANDARD);
        var chunker = new Chunker(SMALL_CHUNKS, new Buffers(4096, 0));
        List<Chunk> chunks = Chunks.of(chunker, data);
        var layout = chunker.layout();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < chunks.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(seed));
        List<Future<Part>> parts = new ArrayList<>(Collections.nCopies(chunks.size(), null));
        try (var lanes = Executors.newFixedThreadPool(4)) {
            for (int i : order) {
                parts.set(
                        i,
                        lanes.submit(() -> {
                            var part = new Part(Measures.STANDARD);
                            layout.scanner().scan(chunks.get(i), part.batch());
                            part.compute(layout.schema());
                            return part;
                        }));
            }
            var profile = new Profile(layout.schema(), Measures.STANDARD);
            for (var part : parts) {
                profile.add(part.get());
            }
            assertThat(chunks).hasSizeGreaterThan(300);
            assertThat(profile.snapshot(Snapshot.Scope.WHOLE, true)).isEqualTo(oneLane);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {4, 5})
    void manyValuesAgreeWithTheReferenceWithinTheStatedErrors(long seed) throws Exception {
        byte[] data = manyRows(seed, 20_000).getBytes(StandardCharsets.UTF_8);
        var reference = ReferenceStatistics.of(data, ',');
        assertThat(reference.rows()).isEqualTo(20_000);
        for (var options : List.of(SMALL_CHUNKS, ScanOptions.AUTO)) {
            var snapshot = Profiler.profile(FakeSource.of(data), options, Measures.STANDARD);
            ReferenceStatistics.assertAgrees(snapshot, reference);
            var ids = snapshot.columns().getFirst();
            assertThat(ids.distinct().exact()).isFalse();
        }
    }

    @ParameterizedTest(name = "{0} parts")
    @ValueSource(ints = {2, 3, 17})
    void mergedProfilesSayWhatOneProfileSays(int count) throws Exception {
        String header = "id,amount,word,code,day\n";
        String[] rows = manyRows(6, 20_000).substring(header.length()).split("(?<=\n)");
        var merged = profile(header + rows[0]);
        int at = 1;
        for (int i = 1; i <= count; i++) {
            int to = i == count ? rows.length : rows.length / count * i;
            var part = new StringBuilder(header);
            for (; at < to; at++) {
                part.append(rows[at]);
            }
            var other = profile(part.toString());
            var before = other.snapshot(Snapshot.Scope.WHOLE, true);
            merged.merge(other);
            assertThat(other.snapshot(Snapshot.Scope.WHOLE, true)).isEqualTo(before);
        }
        var reference =
                ReferenceStatistics.of(
                        (header + String.join("", rows)).getBytes(StandardCharsets.UTF_8), ',');
        ReferenceStatistics.assertAgrees(merged.snapshot(Snapshot.Scope.WHOLE, true), reference);
    }

    @Test
    void profilesOfOtherColumnsCannotBeMerged() throws Exception {
        var profile = profile("a,b\n1,2\n");
        var other = profile("a,c\n1,2\n");
        assertThatThrownBy(() -> profile.merge(other)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void faultsOfMergedProfilesAreAddedAndTheFirstIsKept() throws Exception {
        var profile = profile("a,b\n1,2\n");
        profile.merge(profile("a,b\n1,2\n3,4,5\n4,5\n6,7,8\n"));
        profile.merge(profile("a,b\n1,2,3,4\n1,2\n"));
        assertThat(profile.faults().malformedRows()).isEqualTo(3);
        assertThat(profile.faults().firstMalformed()).isEqualTo(8);
        assertThat(profile.faults().foundFields()).isEqualTo(3);
        assertThat(profile.rows()).isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource(Statistics.class)
    void aPartThatIsUsedAgainRemembersNothing(Statistics statistics) throws Exception {
        var measures = new Measures(statistics, new Measures.Grouping("word", 5));
        var chunker = new Chunker(SMALL_CHUNKS, new Buffers(4096, 0));
        var chunks = Chunks.of(chunker, manyRows(7, 3_000).getBytes(StandardCharsets.UTF_8));
        var layout = chunker.layout();
        var again = new Part(measures);
        var scanner = layout.scanner();
        var reused = new Profile(layout.schema(), measures);
        var fresh = new Profile(layout.schema(), measures);
        for (Chunk chunk : chunks) {
            var copy =
                    new Chunk(
                            chunk.number(),
                            chunk.bytes().clone(),
                            chunk.from(),
                            chunk.to(),
                            chunk.position());
            scanner.scan(chunk, again.batch());
            again.compute(layout.schema());
            reused.add(again);
            var part = new Part(measures);
            layout.scanner().scan(copy, part.batch());
            part.compute(layout.schema());
            fresh.add(part);
        }
        assertThat(chunks).hasSizeGreaterThan(20);
        assertThat(reused.snapshot(Snapshot.Scope.PREFIX, false))
                .isEqualTo(fresh.snapshot(Snapshot.Scope.PREFIX, false));
    }

    @Test
    void equalDecimalsDoNotVary() throws Exception {
        for (String value : List.of("0.1", "1e-7", "123456.789", "-3.3e200")) {
            for (int rows = 2; rows < 60; rows += 7) {
                String data = "a\n" + (value + "\n").repeat(rows);
                var tiny =
                        new ScanOptions(
                                CsvOptions.AUTO, List.of(), new ScanLimits(30, 30, 1000, 10));
                var numeric =
                        Profiler.profile(FakeSource.of(data), tiny, Measures.STANDARD)
                                .columns()
                                .getFirst()
                                .numeric();
                assertThat(numeric.mean()).isEqualTo(Double.parseDouble(value));
                assertThat(numeric.variance()).isZero();
                assertThat(numeric.stddev()).isZero();
                assertThat(numeric.skewness()).isNull();
                assertThat(numeric.kurtosis()).isNull();
            }
        }
    }

    @Test
    void whatDoesNotFitIntoADoubleIsAbsent() throws Exception {
        String data = "a\n" + "1e308\n".repeat(5) + "-1e308\n3\n";
        var numeric =
                Profiler.profile(FakeSource.of(data), ScanOptions.AUTO, Measures.STANDARD)
                        .columns()
                        .getFirst()
                        .numeric();
        assertThat(numeric.max()).isEqualTo(1e308);
        assertThat(numeric.sum()).isNull();
        assertThat(numeric.variance()).isNull();
        assertThat(numeric.skewness()).isNull();
        assertThat(numeric.kurtosis()).isNull();
        assertThat(numeric.quantiles().values()).containsEntry("0.5", 1e308);
    }

    private static Profile profile(String data) {
        var chunker = new Chunker(SMALL_CHUNKS, new Buffers(4096, 0));
        var chunks = Chunks.of(chunker, data.getBytes(StandardCharsets.UTF_8));
        var layout = chunker.layout();
        Schema schema = layout.schema();
        var profile = new Profile(schema, Measures.STANDARD);
        var part = new Part(Measures.STANDARD);
        for (Chunk chunk : chunks) {
            layout.scanner().scan(chunk, part.batch());
            part.compute(schema);
            profile.add(part);
        }
        return profile;
    }

    private static String manyRows(long seed, int rows) {
        var random = new SplittableRandom(seed);
        var text = new StringBuilder("id,amount,word,code,day\n");
        long id = 1_234_567_890_123_000_000L;
        for (int row = 0; row < rows; row++) {
            id += 1 + random.nextInt(5);
            text.append(id).append(',');
            text.append(random.nextInt(20) == 0 ? "" : random.nextInt(1_000_000) / 100.0)
                    .append(',');
            text.append("\"w, ").append((int) Math.pow(9_000, random.nextDouble())).append("\",");
            text.append(random.nextInt(4000)).append(',');
            text.append("2024-0%d-1%d".formatted(1 + random.nextInt(9), random.nextInt(10)));
            text.append('\n');
        }
        return text.toString();
    }
}
