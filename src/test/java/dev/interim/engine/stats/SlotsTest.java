package dev.interim.engine.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlotsTest {
    private static final int ROOM = 1 << 13;
    private static final int HASHES = 1000;

    @Test
    void everyHashHasASlot() {
        for (int bits = 1; bits < 30; bits++) {
            int shift = Slots.shift(1 << bits);
            for (long hash : new long[] {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 0xABCDEFL}) {
                assertThat(Slots.of(hash, shift)).isBetween(0, (1 << bits) - 1);
            }
        }
    }

    /// Such as somebody chooses to have them all in one place; what is made up may be unlucky for
    /// some.
    @Test
    void hashesThatDifferInFewBitsAreSpread() {
        long spread =
                IntStream.range(0, 50)
                        .filter(place ->
                                IntStream.range(0, HASHES)
                                                .map(i ->
                                                        Slots.of(
                                                                (long) i << place,
                                                                Slots.shift(ROOM)))
                                                .distinct()
                                                .count()
                                        > HASHES / 2)
                        .count();
        assertThat(spread).isGreaterThan(35);
    }
}
