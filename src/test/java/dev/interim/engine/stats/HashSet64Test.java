package dev.interim.engine.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashSet64Test {

    @Test
    void holdsZeroToo() {
        var set = new HashSet64(2);
        assertThat(set.size()).isZero();
        assertThat(set.add(0)).isTrue();
        assertThat(set.add(0)).isTrue();
        assertThat(set.size()).isEqualTo(1);
        assertThat(set.add(-1)).isTrue();
        assertThat(set.add(5)).isFalse();
        assertThat(set.add(0)).isTrue();
        assertThat(set.add(-1)).isTrue();
        assertThat(all(set)).containsExactlyInAnyOrder(0L, -1L);
        var full = new HashSet64(1);
        full.add(7);
        assertThat(full.add(0)).isFalse();
        assertThat(all(full)).containsExactly(7L);
    }

    @ParameterizedTest(name = "limit {0}, multiples of {1}, seed {2}")
    @CsvSource({"1000, 1, 1", "65536, 1, 2", "500, 4294967296, 3", "300, 1048576, 4"})
    void isASetOfLimitedSize(int limit, long factor, long seed) {
        var random = new SplittableRandom(seed);
        var set = new HashSet64(limit);
        Set<Long> reference = new HashSet<>();
        int refused = 0;
        for (int i = 0; i < 3 * limit; i++) {
            long hash = random.nextLong(-limit, limit) * factor;
            boolean fits = reference.contains(hash) || reference.size() < limit;
            assertThat(set.add(hash)).isEqualTo(fits);
            refused += fits ? 0 : 1;
            if (fits) {
                reference.add(hash);
            }
            assertThat(set.size()).isEqualTo(reference.size());
        }
        assertThat(refused).isPositive();
        assertThat(all(set)).hasSize(limit).containsExactlyInAnyOrderElementsOf(reference);
    }

    private static List<Long> all(HashSet64 set) {
        return Arrays.stream(set.sorted()).boxed().toList();
    }
}
