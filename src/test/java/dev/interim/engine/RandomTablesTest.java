package dev.interim.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.codec.DecodeOptions;
import dev.interim.engine.scan.CsvOptions;
import dev.interim.engine.scan.DataFormat;
import dev.interim.engine.scan.MalformedLimit;
import dev.interim.engine.scan.ScanLimits;
import dev.interim.engine.scan.ScanOptions;
import dev.interim.engine.stats.Measures;
import dev.interim.engine.stats.Snapshot;
import dev.interim.fixture.FakeSource;
import dev.interim.fixture.RandomTable;
import dev.interim.fixture.ReferenceStatistics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The same data gives the same statistics, however it is written, cut and delivered.
class RandomTablesTest {
    private static final int[] CHUNKS = {1, 2, 3, 7, 16, 64, 1000};

    /// Some tables have bytes that are none, on purpose.
    private static final DecodeOptions UTF_8 =
            new DecodeOptions(null, StandardCharsets.UTF_8, DecodeOptions.InvalidText.REPLACE);

    private static final int USUAL_CHUNK = 256 * 1024;

    static IntStream seeds() {
        return IntStream.rangeClosed(1, 10);
    }

    @ParameterizedTest(name = "tables of seed {0}")
    @MethodSource("seeds")
    void theEngineAgreesWithTheReference(int seed) throws InterruptedException {
        var random = new SplittableRandom(seed);
        int tables = 0;
        long rows = 0;
        for (int i = 0; i < 300; i++) {
            var table = RandomTable.wild(random);
            var reference = ReferenceStatistics.of(table.bytes(), table.delimiter());
            if (reference.rows() > 0) {
                var snapshot = profile(table, USUAL_CHUNK, 16 * 1024);
                check(table, snapshot, reference);
                rows += snapshot.rows();
                tables++;
            }
        }
        assertThat(tables).isGreaterThan(250);
        assertThat(rows).isGreaterThan(2_000);
    }

    @ParameterizedTest(name = "tables of seed {0}")
    @MethodSource("seeds")
    void whereChunksAreCutChangesNothing(int seed) throws InterruptedException {
        var random = new SplittableRandom(1000 + seed);
        int compared = 0;
        for (int i = 0; i < 100; i++) {
            var table = RandomTable.wild(random);
            var reference = ReferenceStatistics.of(table.bytes(), table.delimiter());
            if (reference.rows() > 0) {
                var usual = profile(table, USUAL_CHUNK, 16 * 1024);
                check(table, usual, reference);
                for (int chunk : CHUNKS) {
                    int head = random.nextBoolean() ? 16 * 1024 : 1 + random.nextInt(64);
                    var snapshot = profile(table, chunk, head);
                    assertThat(withoutMoments(snapshot))
                            .as("%s", table)
                            .isEqualTo(withoutMoments(usual));
                    assertMomentsAgree(snapshot, usual);
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(500);
    }

    @ParameterizedTest(name = "tables of seed {0}")
    @MethodSource("seeds")
    void howBytesArriveChangesNothing(int seed) throws InterruptedException {
        var random = new SplittableRandom(2000 + seed);
        int compared = 0;
        for (int i = 0; i < 60; i++) {
            var table = RandomTable.wild(random);
            if (ReferenceStatistics.of(table.bytes(), table.delimiter()).rows() > 0) {
                int chunk = CHUNKS[random.nextInt(CHUNKS.length)];
                var options = options(table, chunk, 1 + random.nextInt(200));
                var source = FakeSource.of(table.bytes());
                var atOnce = Profiler.profile(source, UTF_8, options, Measures.COMPLETE);
                for (int most : new int[] {1, 3, 50}) {
                    var trickling = source.arriving(() -> random.nextInt(most + 1));
                    assertThat(Profiler.profile(trickling, UTF_8, options, Measures.COMPLETE))
                            .isEqualTo(atOnce);
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(150);
    }

    @ParameterizedTest(name = "tables of seed {0}")
    @MethodSource("seeds")
    void theSeparatorIsDetected(int seed) throws InterruptedException {
        var random = new SplittableRandom(3000 + seed);
        int compared = 0;
        for (int i = 0; i < 100; i++) {
            var table = RandomTable.plain(random);
            var reference = ReferenceStatistics.of(table.bytes(), table.delimiter());
            if (reference.rows() > 2 * reference.malformedRows()) {
                var source = FakeSource.of(table.bytes());
                check(
                        table,
                        Profiler.profile(source, UTF_8, ScanOptions.AUTO, Measures.COMPLETE),
                        reference);
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(60);
    }

    @ParameterizedTest(name = "tables of seed {0}")
    @MethodSource("seeds")
    void manyRowsAlikeAgreeToo(int seed) throws InterruptedException {
        var random = new SplittableRandom(4000 + seed);
        long rows = 0;
        for (int i = 0; i < 60; i++) {
            var table = RandomTable.tidy(random);
            var reference = ReferenceStatistics.of(table.bytes(), table.delimiter());
            if (reference.rows() > 0) {
                var snapshot = profile(table, USUAL_CHUNK, 16 * 1024);
                check(table, snapshot, reference);
                var source = FakeSource.of(table.bytes());
                var options = options(table, USUAL_CHUNK, 16 * 1024);
                assertBasic(Profiler.profile(source, UTF_8, options, Measures.BASIC), snapshot);
                rows += snapshot.rows();
            }
        }
        assertThat(rows).isGreaterThan(5_000);
    }

    /// What is in both is the same.
    private static void assertBasic(Snapshot basic, Snapshot complete) {
        for (int i = 0; i < complete.columns().size(); i++) {
            var found = basic.columns().get(i);
            var wanted = complete.columns().get(i);
            assertThat(found.types()).isEqualTo(wanted.types());
            assertThat(found.nulls()).isEqualTo(wanted.nulls());
            assertThat(found.numeric())
                    .usingRecursiveComparison()
                    .comparingOnlyFields("count", "min", "max", "sum", "mean", "variance", "zeros")
                    .isEqualTo(wanted.numeric());
            assertThat(found.text())
                    .usingRecursiveComparison()
                    .comparingOnlyFields("min", "max")
                    .isEqualTo(wanted.text());
            assertThat(found.temporal())
                    .usingRecursiveComparison()
                    .comparingOnlyFields("min", "max")
                    .isEqualTo(wanted.temporal());
        }
    }

    private static void check(RandomTable table, Snapshot found, ReferenceStatistics wanted) {
        try {
            assertThat(found.columns()).extracting(Snapshot.Column::name).isEqualTo(table.names());
            ReferenceStatistics.assertAgrees(found, wanted);
        } catch (AssertionError e) {
            throw new AssertionError("the table is\n" + table + "\n" + found, e);
        }
    }

    private static Snapshot profile(RandomTable table, int chunk, int head)
            throws InterruptedException {
        var source = FakeSource.of(table.bytes());
        return Profiler.profile(source, UTF_8, options(table, chunk, head), Measures.COMPLETE);
    }

    private static ScanOptions options(RandomTable table, int chunk, int head) {
        var csv =
                new CsvOptions((byte) table.delimiter(), (byte) '"', true, CsvOptions.USUAL_NULLS);
        return new ScanOptions(
                DataFormat.AUTO,
                csv,
                List.of(),
                new ScanLimits(chunk, head, 1 << 20, 100),
                new MalformedLimit(null, 1));
    }

    private static void assertMomentsAgree(Snapshot found, Snapshot wanted) {
        for (int i = 0; i < wanted.columns().size(); i++) {
            var one = found.columns().get(i).numeric();
            var other = wanted.columns().get(i).numeric();
            if (other != null) {
                assertClose(one.sum(), other.sum(), 0);
                assertClose(one.mean(), other.mean(), 0);
                assertClose(one.variance(), other.variance(), 0);
                assertClose(one.stddev(), other.stddev(), 0);
                assertClose(one.skewness(), other.skewness(), 1);
                assertClose(one.kurtosis(), other.kurtosis(), 3);
            }
        }
    }

    private static void assertClose(Double found, Double wanted, double scale) {
        assertThat(found == null).isEqualTo(wanted == null);
        if (wanted != null) {
            double tolerance = 1e-12 * Math.max(scale, Math.abs(wanted));
            if (Math.abs(found - wanted) > tolerance) {
                assertThat(found).isEqualTo(wanted);
            }
        }
    }

    /// The moments depend on where chunks are cut, in their last digits.
    private static Snapshot withoutMoments(Snapshot snapshot) {
        return new Snapshot(
                snapshot.rows(),
                snapshot.malformedRows(),
                snapshot.invalidText(),
                snapshot.scope(),
                snapshot.isFinal(),
                snapshot.columns().stream().map(RandomTablesTest::withoutMoments).toList(),
                new Snapshot.Across(snapshot.across().duplicateRows(), null, null));
    }

    private static Snapshot.Column withoutMoments(Snapshot.Column column) {
        var numeric = column.numeric();
        return new Snapshot.Column(
                column.name(),
                column.index(),
                column.type(),
                column.count(),
                column.nulls(),
                column.types(),
                numeric == null
                        ? null
                        : new Snapshot.Numeric(
                                numeric.count(),
                                numeric.min(),
                                numeric.max(),
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                numeric.zeros(),
                                numeric.negatives(),
                                numeric.quantiles(),
                                numeric.histogram(),
                                null),
                column.text(),
                column.temporal(),
                column.trues(),
                column.distinct(),
                column.top(),
                column.content());
    }
}
