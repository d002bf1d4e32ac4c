package dev.interim.engine.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TallyTest {

    @Test
    void entriesAreNumberedByTheirFirstOccurrence() {
        var tally = new Tally();
        tally.clear(3);
        assertThat(tally.size()).isZero();
        assertThat(tally.add(0, 4, 1)).isZero();
        assertThat(tally.add(-7, 5, 2)).isEqualTo(1);
        assertThat(tally.add(0, 6, 10)).isZero();
        assertThat(tally.size()).isEqualTo(2);
        assertThat(tally.hash(1)).isEqualTo(-7);
        assertThat(tally.count(0)).isEqualTo(11);
        assertThat(tally.row(0)).isEqualTo(4);
        tally.clear(0);
        assertThat(tally.size()).isZero();
        assertThat(tally.rareUpTo(5)).isZero();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void countsAsAMapDoes(long seed) {
        var random = new SplittableRandom(seed);
        var tally = new Tally();
        for (int run = 0; run < 300; run++) {
            int entries = 1 + random.nextInt(500);
            // the lowest bits, which choose the place, are all the same
            long factor = random.nextInt(3) == 0 ? 1L << 32 : 1;
            tally.clear(entries);
            Map<Long, Integer> counts = new LinkedHashMap<>();
            for (int i = 0; i < 2 * entries; i++) {
                long hash = random.nextInt(entries) * factor;
                int times = 1 + random.nextInt(3);
                tally.add(hash, i, times);
                counts.merge(hash, times, Integer::sum);
            }
            assertThat(tally.size()).isEqualTo(counts.size());
            int entry = 0;
            for (var count : counts.entrySet()) {
                assertThat(tally.hash(entry)).isEqualTo(count.getKey());
                assertThat(tally.count(entry)).isEqualTo(count.getValue());
                entry++;
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void whatIsRareIsTheLeastCountThatFewEntriesExceed(long seed) {
        var random = new SplittableRandom(seed);
        for (int run = 0; run < 500; run++) {
            int[] counts = new int[1 + random.nextInt(60)];
            var tally = new Tally();
            tally.clear(counts.length);
            for (int i = 0; i < counts.length; i++) {
                counts[i] = 1 + random.nextInt(run % 2 == 0 ? 6 : 254);
                tally.add(i, i, counts[i]);
            }
            int most = random.nextInt(30);
            int rare = tally.rareUpTo(most);
            assertThat(above(rare, counts)).isLessThanOrEqualTo(most);
            assertThat(rare == 0 || above(rare - 1, counts) > most).isTrue();
        }
    }

    @Test
    void noMoreThan255IsRare() {
        var tally = new Tally();
        tally.clear(3);
        for (int i = 0; i < 3; i++) {
            tally.add(i, i, 1000 + i);
        }
        assertThat(tally.rareUpTo(2)).isEqualTo(255);
        assertThat(tally.rareUpTo(3)).isZero();
    }

    private static long above(int count, int... counts) {
        return Arrays.stream(counts).filter(each -> each > count).count();
    }
}
