package dev.interim.engine.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.batch.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HashTest {
    private static final int COUNT = 100_000;

    /// Texts that differ in one regular way.
    @SuppressWarnings("ImmutableEnumChecker") // the functions have no state
    enum Texts {
        COUNTED(i -> "" + i),
        PADDED(i -> "id-%09d".formatted(i)),
        AT_THE_END(i -> "the same long beginning of all of them " + i),
        AT_THE_START(i -> i + " the same long end of all of them"),
        AS_LENGTH(i -> "\0".repeat(i % 550) + (char) ('a' + i / 550)),
        IN_HEXADECIMAL(i -> Integer.toHexString(i * 0x9E3779B9) + "-0000-0000"),
        TWO_WORDS(i -> "%08d%08d".formatted(i / 550, i % 550)),
        SWAPPED_WORDS(i -> "%08d%08d".formatted(i % 550, i / 550));

        private final IntFunction<String> text;

        Texts(IntFunction<String> text) {
            this.text = text;
        }
    }

    @ParameterizedTest
    @EnumSource(Texts.class)
    void differentTextsHaveDifferentHashes(Texts texts) {
        assertDifferentAndSpread(i -> hash(texts.text.apply(i)));
    }

    @Test
    void differentNumbersHaveDifferentHashes() {
        assertDifferentAndSpread(i -> Hash.number(i));
        assertDifferentAndSpread(i -> Hash.number(i / 100.0));
        assertDifferentAndSpread(
                i -> Hash.number(Double.longBitsToDouble(0x4000000000000000L + i)));
    }

    @Test
    void differentInstantsHaveDifferentHashes() {
        assertDifferentAndSpread(i -> Hash.instant(Kind.DATE, i * 86_400_000_000L));
        assertDifferentAndSpread(i -> Hash.instant(Kind.TIMESTAMP, i));
        long[] both =
                IntStream.range(0, COUNT)
                        .mapToLong(
                                i -> Hash.instant(i % 2 == 0 ? Kind.DATE : Kind.TIMESTAMP, i / 2))
                        .toArray();
        assertAllDifferent(both);
    }

    @Test
    void aTextHasTheSameHashWhereverItStands() {
        byte[] bytes = "xxlonger than eight bytesyy".getBytes(StandardCharsets.US_ASCII);
        assertThat(Hash.text(bytes, 2, bytes.length - 2))
                .isEqualTo(hash("longer than eight bytes"));
        assertThat(Hash.text(bytes, 2, 2)).isEqualTo(hash(""));
    }

    /// All different, and each of 4,096 slots hit about as often as by chance.
    private static void assertDifferentAndSpread(IntToLongFunction hash) {
        long[] hashes = IntStream.range(0, COUNT).mapToLong(hash).toArray();
        assertAllDifferent(hashes);
        int[] low = new int[4096];
        int[] high = new int[4096];
        for (long each : hashes) {
            low[(int) each & 4095]++;
            high[(int) (each >>> 52)]++;
        }
        // 24 on average, with a deviation of 5: the least likely of 4,096 is four to five away
        assertThat(Arrays.stream(low)).allMatch(hits -> hits > 1 && hits < 60);
        assertThat(Arrays.stream(high)).allMatch(hits -> hits > 1 && hits < 60);
    }

    private static void assertAllDifferent(long[] hashes) {
        long[] sorted = hashes.clone();
        Arrays.sort(sorted);
        int pairs = 0;
        for (int i = 1; i < sorted.length; i++) {
            pairs += sorted[i] == sorted[i - 1] ? 1 : 0;
        }
        assertThat(sorted).hasSize(COUNT);
        assertThat(pairs).isZero();
    }

    private static long hash(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Hash.text(bytes, 0, bytes.length);
    }
}
