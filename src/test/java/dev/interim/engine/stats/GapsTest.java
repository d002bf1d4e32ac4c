package dev.interim.engine.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interim.engine.bytes.ByteReader;
import dev.interim.fixture.StateBytes;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GapsTest {
    private static final long FIRST = Instants.micros(LocalDateTime.of(0, 1, 1, 0, 0));
    private static final long LAST = Instants.micros(LocalDateTime.of(9999, 12, 31, 23, 59));

    @Test
    void theWidestGapLiesBetweenNeighboursInTime() {
        var gaps = of(10, 3, 4, -7, 9);
        assertThat(gaps.widest()).containsExactly(-7, 3);
        assertThat(gaps.upper(10)).isEqualTo(10);
    }

    @Test
    void fewerThanTwoInstantsHaveNoGap() {
        assertThat(of().widest()).containsExactly(0, 0);
        assertThat(of(5).widest()).containsExactly(0, 0);
        assertThat(of(5, 5, 5).widest()).containsExactly(0, 0);
        assertThat(of(5).upper(0)).isZero();
        assertThat(again(of()).widest()).containsExactly(0, 0);
        assertThat(again(again(of(FIRST))).upper(0)).isZero();
    }

    @Test
    void theFarthestInstantsAreOneGap() {
        var gaps = of(LAST, FIRST);
        assertThat(gaps.widest()).containsExactly(FIRST, LAST);
        assertThat(gaps.upper(LAST - FIRST)).isEqualTo(LAST - FIRST);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void theTrueGapIsWithinTheBoundsWhateverTheInstantsAre(long seed) {
        var random = new SplittableRandom(seed);
        int exact = 0;
        for (int run = 0; run < 1000; run++) {
            long[] instants = instants(random);
            var whole = of(instants);
            check(whole, instants);
            exact += whole.upper(width(whole)) == width(whole) ? 1 : 0;
            var merged = new Gaps();
            for (int from = 0; from < instants.length; ) {
                int to = Math.min(instants.length, from + 1 + random.nextInt(200));
                merged.merge(of(Arrays.copyOfRange(instants, from, to)));
                merged.merge(of());
                from = to;
            }
            assertThat(StateBytes.of(merged::write)).isEqualTo(StateBytes.of(whole::write));
            again(whole);
        }
        assertThat(exact).isGreaterThan(300);
    }

    private static long[] instants(SplittableRandom random) {
        long range = 1 + (long) Math.pow((double) (LAST - FIRST), random.nextDouble());
        long start = FIRST + random.nextLong(LAST - FIRST - range + 1);
        long[] instants = new long[1 + random.nextInt(300)];
        int shape = random.nextInt(5);
        for (int i = 0; i < instants.length; i++) {
            double place = random.nextDouble();
            instants[i] =
                    start
                            + (long)
                                    (switch (shape) {
                                        case 0 -> place * range;
                                        case 1 -> Math.pow(place, 30) * range;
                                        case 2 -> (double) range * i / instants.length;
                                        case 3 ->
                                                (double) range
                                                        * (instants.length - i - 1)
                                                        / instants.length;
                                        default -> Math.round(place * 5) / 5.0 * range * 0.99 + i;
                                    });
        }
        return instants;
    }

    private static void check(Gaps gaps, long... instants) {
        long[] sorted = instants.clone();
        Arrays.sort(sorted);
        long widest = 0;
        for (int i = 1; i < sorted.length; i++) {
            widest = Math.max(widest, sorted[i] - sorted[i - 1]);
        }
        long[] found = gaps.widest();
        assertThat(widest).isBetween(found[1] - found[0], gaps.upper(found[1] - found[0]));
        if (widest > 0) {
            int place = Arrays.binarySearch(sorted, found[1]);
            while (sorted[place - 1] == found[1]) {
                place--;
            }
            assertThat(sorted[place - 1]).isEqualTo(found[0]).isLessThan(found[1]);
            // no wider than a bucket, of which there are more than 512 in the range
            long range = sorted[sorted.length - 1] - sorted[0];
            assertThat(gaps.upper(found[1] - found[0]))
                    .isLessThanOrEqualTo(Math.max(widest, range / 511));
        }
    }

    private static long width(Gaps gaps) {
        return gaps.widest()[1] - gaps.widest()[0];
    }

    @Test
    void aClearedOneStartsAnew() {
        var gaps = of(FIRST, LAST, 0);
        gaps.clear();
        assertThat(gaps.widest()).containsExactly(0, 0);
        gaps.add(7);
        gaps.add(3);
        assertThat(StateBytes.of(gaps::write)).isEqualTo(StateBytes.of(of(3, 7)::write));
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 20, 1L << 50})
    void bytesOfAStrangerAreRefusedOrMakeAState(long step) {
        var gaps = new Gaps();
        for (int i = 0; i < 100; i++) {
            gaps.add(step * i * i / 100);
        }
        StateBytes.survives(
                StateBytes.of(gaps::write),
                in -> {
                    var read = new Gaps();
                    read.read(in);
                    use(read);
                    var other = of(FIRST, 5, LAST);
                    other.merge(read);
                    use(other);
                    read.merge(of(FIRST, 5, LAST));
                    use(read);
                });
    }

    @Test
    void instantsThatNoDateCanHaveAreRefused() {
        for (long far : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, 1L << 61, -(1L << 61)}) {
            byte[] bytes = StateBytes.of(of(far)::write);
            assertThatThrownBy(() -> new Gaps().read(new ByteReader(bytes)))
                    .hasMessageContaining("make no sense");
        }
    }

    private static void use(Gaps gaps) {
        assertThat(gaps.upper(width(gaps))).isGreaterThanOrEqualTo(width(gaps));
        assertThat(width(gaps)).isNotNegative();
    }

    private static Gaps of(long... instants) {
        var gaps = new Gaps();
        for (long instant : instants) {
            gaps.add(instant);
        }
        return gaps;
    }

    private static Gaps again(Gaps gaps) {
        byte[] bytes = StateBytes.of(gaps::write);
        var read = new Gaps();
        read.read(new ByteReader(bytes));
        assertThat(read.widest()).isEqualTo(gaps.widest());
        assertThat(StateBytes.of(read::write)).isEqualTo(bytes);
        return read;
    }
}
