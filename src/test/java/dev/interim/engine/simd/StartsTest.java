package dev.interim.engine.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.batch.Batch;
import dev.interim.engine.batch.Kind;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StartsTest {
    static Stream<Starts> twins() {
        return Simd.hasWideVectors() && VectorStarts.isWide()
                ? Stream.of(new ScalarStarts(), new VectorStarts())
                : Stream.of(new ScalarStarts());
    }

    /// Texts of few different bytes, so that many are equal or begin alike.
    @ParameterizedTest
    @MethodSource("twins")
    void whoseStartIsBeyondOrEqualWithAnotherLengthIsNamed(Starts starts) {
        var random = new SplittableRandom(8);
        long named = 0;
        int rounds = 2000;
        for (int time = 0; time < rounds; time++) {
            int first = random.nextInt(3);
            int[] from = new int[first + Starts.COUNT];
            int[] to = new int[from.length];
            int end = 0;
            for (int row = 0; row < from.length; row++) {
                from[row] = end;
                to[row] = end + random.nextInt(time % 2 == 0 ? 4 : 12);
                end = to[row];
            }
            byte[] bytes = new byte[end + random.nextInt(12)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (random.nextInt(2) * 0x81);
            }
            int low = random.nextInt(from.length);
            int high = random.nextInt(from.length);
            long found =
                    starts.beyond(
                            bytes,
                            from,
                            to,
                            first,
                            Starts.of(bytes, from[low], to[low]),
                            to[low] - from[low],
                            Starts.of(bytes, from[high], to[high]),
                            to[high] - from[high]);
            for (int i = 0; i < Starts.COUNT; i++) {
                int row = first + i;
                int below = compare(bytes, from, to, row, low);
                int above = compare(bytes, from, to, row, high);
                boolean isOther =
                        (below == 0 && to[row] - from[row] != to[low] - from[low])
                                || (above == 0 && to[row] - from[row] != to[high] - from[high]);
                assertThat(found >>> i & 1).isEqualTo(below < 0 || above > 0 || isOther ? 1 : 0);
            }
            named += Long.bitCount(found);
        }
        assertThat(named).isBetween(rounds * 10L, rounds * 60L);
    }

    /// Of all bytes, with few and with many different followers.
    @ParameterizedTest
    @MethodSource("twins")
    void textsAreMarkedAndThoseThatBeginSoNamed(Starts starts) {
        var random = new SplittableRandom(10);
        long named = 0;
        int rounds = 2000;
        for (int time = 0; time < rounds; time++) {
            var so = new Beginnings(seconds(random, time % 12));
            byte[] bytes = new byte[200];
            random.nextBytes(bytes);
            int first = random.nextInt(3);
            var batch = new Batch();
            batch.open(1, first + Starts.COUNT);
            var column = batch.column(0);
            int[] from = random.ints(first + Starts.COUNT, 0, bytes.length - 1).sorted().toArray();
            for (int row = 0; row < from.length; row++) {
                column.from()[row] = from[row];
                column.to()[row] = from[row] + random.nextInt(4);
            }
            long found = starts.texts(column, bytes, first, Kind.NULL.code(), so);
            for (int i = 0; i < Starts.COUNT; i++) {
                int start = from[first + i];
                boolean isText = column.to()[first + i] > start;
                boolean is = isText && so.mayBe(bytes[start], bytes[start + 1]);
                assertThat(found >>> i & 1).isEqualTo(is ? 1 : 0);
                assertThat(Kind.of(column.kinds()[first + i]))
                        .isEqualTo(isText ? Kind.TEXT : Kind.NULL);
            }
            named += Long.bitCount(found);
        }
        assertThat(named).isBetween(rounds * 5L, rounds * 60L);
    }

    private static int[] seconds(SplittableRandom random, int followers) {
        int[] seconds = new int[256];
        for (int first = 0; first < seconds.length; first++) {
            int bit = 1 << random.nextInt(1 + followers);
            seconds[first] = random.nextInt(8) == 0 ? Beginnings.ANY : bit;
        }
        return seconds;
    }

    /// By their first eight bytes, zeros behind those that are shorter.
    private static int compare(byte[] bytes, int[] from, int[] to, int row, int other) {
        return Arrays.compareUnsigned(start(bytes, from, to, row), start(bytes, from, to, other));
    }

    private static byte[] start(byte[] bytes, int[] from, int[] to, int row) {
        byte[] start = new byte[Long.BYTES];
        System.arraycopy(bytes, from[row], start, 0, Math.min(to[row] - from[row], start.length));
        return start;
    }
}
