package dev.interim.engine.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HashesTest {
    private static final long SEED = 77;

    static Stream<Hashes> twins() {
        return Simd.hasWideVectors() && VectorHashes.isWide()
                ? Stream.of(new ScalarHashes(), new VectorHashes())
                : Stream.of(new ScalarHashes());
    }

    @ParameterizedTest
    @MethodSource("twins")
    void numbersAreMixedOneByOne(Hashes hashes) {
        var random = new SplittableRandom(1);
        for (int count = 0; count < 100; count++) {
            double[] numbers = random.doubles(count, -1e9, 1e9).toArray();
            long[] values = random.longs(count).toArray();
            long[] into = new long[count];
            hashes.numbers(numbers, count, SEED, into);
            assertThat(into)
                    .isEqualTo(
                            Arrays.stream(numbers)
                                    .mapToLong(it -> Mixing.mix(Double.doubleToLongBits(it) ^ SEED))
                                    .toArray());
            hashes.values(values, count, SEED, into);
            assertThat(into)
                    .isEqualTo(Arrays.stream(values).map(it -> Mixing.mix(it ^ SEED)).toArray());
        }
    }

    @ParameterizedTest
    @MethodSource("twins")
    void textsAreMixedOneByOne(Hashes hashes) {
        var random = new SplittableRandom(2);
        for (int time = 0; time < 500; time++) {
            int rows = 1 + random.nextInt(300);
            int longest = new int[] {3, 9, 17, 60}[time % 4];
            int[] from = new int[rows];
            int[] to = new int[rows];
            int end = 0;
            for (int row = 0; row < rows; row++) {
                from[row] = end + random.nextInt(2);
                to[row] = from[row] + random.nextInt(longest + 1);
                end = to[row];
            }
            byte[] bytes = new byte[end + random.nextInt(20)];
            random.nextBytes(bytes);
            int[] some = random.ints(rows, 0, rows).distinct().sorted().toArray();
            long[] into = new long[some.length];
            hashes.texts(bytes, from, to, some, some.length, into);
            assertThat(into)
                    .isEqualTo(
                            Arrays.stream(some)
                                    .mapToLong(it -> Mixing.text(bytes, from[it], to[it]))
                                    .toArray());
        }
    }

    @ParameterizedTest
    @MethodSource("twins")
    void whatStandsAroundATextMakesNoDifference(Hashes hashes) {
        var random = new SplittableRandom(3);
        byte[] text = new byte[50];
        random.nextBytes(text);
        int[] rows = new int[64];
        Arrays.setAll(rows, row -> row);
        Set<Long> seen = new HashSet<>();
        for (int length = 0; length <= text.length; length++) {
            for (int time = 0; time < 4; time++) {
                byte[] bytes = new byte[200];
                random.nextBytes(bytes);
                int at = random.nextInt(100);
                System.arraycopy(text, 0, bytes, at, length);
                int[] from = new int[64];
                int[] to = new int[64];
                Arrays.fill(from, at);
                Arrays.fill(to, at + length);
                long[] into = new long[64];
                hashes.texts(bytes, from, to, rows, 64, into);
                assertThat(into).containsOnly(Mixing.text(text, 0, length));
                seen.add(into[0]);
            }
        }
        assertThat(seen).hasSize(text.length + 1);
    }
}
