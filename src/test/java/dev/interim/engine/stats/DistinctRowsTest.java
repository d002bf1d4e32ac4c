package dev.interim.engine.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interim.engine.batch.Schema;
import dev.interim.engine.bytes.ByteReader;
import dev.interim.engine.failure.FailureException;
import dev.interim.engine.simd.Mixing;
import dev.interim.fixture.Batches;
import dev.interim.fixture.StateBytes;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistinctRowsTest {
    private static final int MOST_EXACT = 65_536;

    @Test
    void fewRowsAreCountedExactly() {
        assertThat(of().snapshot(0)).isEqualTo(exactly(0));
        assertThat(of(0).snapshot(1)).isEqualTo(exactly(1));
        assertThat(of(1, 2, 1, 0, 0).snapshot(5)).isEqualTo(exactly(3));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void mergingAnyPartsEqualsTakingTheWholeWhileExact(long seed) {
        var random = new SplittableRandom(seed);
        for (int run = 0; run < 50; run++) {
            long[] hashes = random.longs(random.nextInt(2000), 0, 1500).toArray();
            hashes = Arrays.stream(hashes).map(hash -> hash == 7 ? 0 : Mixing.mix(hash)).toArray();
            var whole = of(hashes);
            var merged = new DistinctRows();
            for (int from = 0; from < hashes.length; ) {
                int to = Math.min(hashes.length, from + 1 + random.nextInt(700));
                merged.merge(of(Arrays.copyOfRange(hashes, from, to)));
                from = to;
            }
            long different = Arrays.stream(hashes).distinct().count();
            assertThat(whole.snapshot(hashes.length)).isEqualTo(exactly(different));
            assertThat(merged.snapshot(hashes.length)).isEqualTo(exactly(different));
            assertThat(again(whole).snapshot(hashes.length)).isEqualTo(exactly(different));
            assertThat(StateBytes.of(merged::write)).isEqualTo(StateBytes.of(whole::write));
        }
    }

    @Test
    void beyondTheLimitTheBoundsHoldTheTruth() {
        int held = 0;
        for (int seed = 1; seed <= 60; seed++) {
            var random = new SplittableRandom(seed);
            long[] hashes = random.longs(150_000).toArray();
            var whole = of(hashes);
            var left = of(Arrays.copyOf(hashes, 100_000));
            left.merge(of(Arrays.copyOfRange(hashes, 50_000, 150_000)));
            var small = of(Arrays.copyOf(hashes, 50_000));
            small.merge(of(Arrays.copyOfRange(hashes, 20_000, 150_000)));
            for (var rows : List.of(whole, left, small)) {
                var found = rows.snapshot(1_000_000);
                assertThat(found.exact()).isFalse();
                assertThat(found.estimate()).isBetween(found.lower(), found.upper());
                assertThat(found.upper() - found.lower()).isLessThan(150_000 * 2 / 100);
                held += found.lower() <= 150_000 && 150_000 <= found.upper() ? 1 : 0;
            }
            assertThat(again(whole).snapshot(1_000_000)).isEqualTo(whole.snapshot(1_000_000));
        }
        // 95.4 % of 180 are 172, three of them dependent
        assertThat(held).isGreaterThan(160);
    }

    @Test
    void rowsWithTheSameHashAndOtherDigestsAreDifferent() {
        var rows = new DistinctRows();
        rows.add(7, 1, 1);
        rows.add(7, 1, 3);
        rows.add(7, 2, 1);
        rows.add(7, 1, 1);
        assertThat(rows.snapshot(4)).isEqualTo(exactly(3));
        assertThat(again(rows).snapshot(4)).isEqualTo(exactly(3));
    }

    @Test
    void whatIsCertainNarrowsTheBounds() {
        long[] hashes = new SplittableRandom(1).longs(MOST_EXACT + 1).toArray();
        var rows = of(Arrays.copyOf(hashes, MOST_EXACT));
        assertThat(rows.snapshot(MOST_EXACT)).isEqualTo(exactly(MOST_EXACT));
        rows.add(hashes[MOST_EXACT], 1, 1);
        long most = MOST_EXACT + 1;
        assertThat(rows.snapshot(most)).isEqualTo(new Snapshot.Distinct(most, most, most, false));
    }

    @Test
    void rowsWhoseColumnsHaveNamesWithTheSameHashCodeAreDifferent() {
        assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
        var schema = new Schema(List.of(new Schema.Field("Aa", 0), new Schema.Field("BB", 1)));
        var part = new Part(Measures.COMPLETE);
        Batches.fillRows(part.batch(), List.of(List.of("1", "2"), List.of("2", "1")), 2);
        part.compute(schema);
        assertThat(part.across().rowHashes()[0]).isNotEqualTo(part.across().rowHashes()[1]);
    }

    @Test
    void bytesOfAStrangerAreRefusedOrMakeAState() {
        for (int size : new int[] {0, 40, MOST_EXACT + 5}) {
            var rows = of(new SplittableRandom(size).longs(size).toArray());
            StateBytes.survives(
                    StateBytes.of(rows::write),
                    in -> {
                        var read = new DistinctRows();
                        read.read(in);
                        read.snapshot(MOST_EXACT + 100);
                        if (size < 100) {
                            read.merge(rows);
                            read.snapshot(MOST_EXACT + 100);
                        }
                    });
        }
    }

    @Test
    void hashesThatAreWrittenTwiceAreRefused() {
        byte[] bytes =
                StateBytes.of(out -> {
                    out.flag(true);
                    out.integer(2);
                    for (int number = 0; number < 6; number++) {
                        out.number(5);
                    }
                });
        assertThatThrownBy(() -> new DistinctRows().read(new ByteReader(bytes)))
                .isInstanceOf(FailureException.class);
    }

    private static Snapshot.Distinct exactly(long count) {
        return new Snapshot.Distinct(count, count, count, true);
    }

    private static DistinctRows of(long... hashes) {
        var rows = new DistinctRows();
        for (long hash : hashes) {
            rows.add(hash, hash, 1);
        }
        return rows;
    }

    private static DistinctRows again(DistinctRows rows) {
        byte[] bytes = StateBytes.of(rows::write);
        var read = new DistinctRows();
        read.read(new ByteReader(bytes));
        assertThat(StateBytes.of(read::write)).isEqualTo(bytes);
        return read;
    }
}
