package dev.interim.engine.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BlocksTest {
    private static final byte[] FEW = {
        ',', (byte) (',' ^ 0x80), '-', '+', 0, -1, 0x7F, (byte) 0x80
    };

    static Stream<Blocks> twins() {
        return BlocksTwins.all();
    }

    @ParameterizedTest
    @MethodSource("twins")
    void findsEveryByteWhereItStands(Blocks blocks) {
        var random = new SplittableRandom(4);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[Blocks.SIZE + 16];
            random.nextBytes(bytes);
            for (int k = 0; i % 2 == 0 && k < bytes.length; k++) {
                bytes[k] = FEW[random.nextInt(FEW.length)];
            }
            int at = random.nextInt(17);
            byte value = FEW[random.nextInt(FEW.length)];
            long equal = 0;
            long negative = 0;
            for (int k = 0; k < Blocks.SIZE; k++) {
                equal |= bytes[at + k] == value ? 1L << k : 0;
                negative |= bytes[at + k] < 0 ? 1L << k : 0;
            }
            assertThat(blocks.matches(bytes, at, value)).isEqualTo(equal);
            assertThat(blocks.nonAscii(bytes, at)).isEqualTo(negative);
            long continuing = 0;
            long starting = 0;
            for (int k = 0; k < Blocks.SIZE; k++) {
                int it = bytes[at + k] & 0xFF;
                continuing |= it >= 0x80 && it <= 0xBF ? 1L << k : 0;
                starting |= it >= 0xC2 && it <= 0xDF ? 1L << k : 0;
            }
            assertThat(blocks.continuations(bytes, at)).isEqualTo(continuing);
            assertThat(blocks.startsOfTwo(bytes, at)).isEqualTo(starting);
        }
    }

    @ParameterizedTest
    @MethodSource("twins")
    void writesThePlacesOfBits(Blocks blocks) {
        var random = new SplittableRandom(6);
        for (int i = 0; i < 20_000; i++) {
            long bits = random.nextLong() & (i % 3 == 0 ? random.nextLong() : -1);
            bits = i == 0 ? 0 : i == 1 ? -1 : bits;
            int at = random.nextInt(4);
            int count = Long.bitCount(bits);
            int[] into = new int[at + Blocks.SIZE + Blocks.SPARE];
            blocks.places(bits, 1000, into, at);
            int[] places = new int[count];
            for (int k = 0, next = 0; k < Blocks.SIZE; k++) {
                if ((bits >>> k & 1) != 0) {
                    places[next++] = 1000 + k;
                }
            }
            assertThat(Arrays.copyOfRange(into, at, at + count)).isEqualTo(places);
            assertThat(Arrays.copyOf(into, at)).isEqualTo(new int[at]);
        }
    }

    @ParameterizedTest
    @MethodSource("twins")
    void findsTheFirstPlace(Blocks blocks) {
        var random = new SplittableRandom(5);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(300)];
            for (int k = random.nextInt(1, 4); k > 0 && bytes.length > 0; k--) {
                bytes[random.nextInt(bytes.length)] = '"';
            }
            int from = random.nextInt(bytes.length + 1);
            int to = random.nextInt(from, bytes.length + 1);
            int first = from;
            while (first < to && bytes[first] != '"') {
                first++;
            }
            assertThat(blocks.indexOf(bytes, from, to, (byte) '"')).isEqualTo(first);
        }
    }

    @Test
    void theVectorApiIsUsedWhereTheJvmWasStartedWithIt() {
        boolean isThere = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        assertThat(Blocks.fastest())
                .isInstanceOf(
                        isThere && VectorBlocks.isWide() ? VectorBlocks.class : SwarBlocks.class);
    }
}
