package dev.interim.engine.scan.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.batch.Faults;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
    private static final int[] INTERESTING = {
        0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1,
        0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xF8, 0xFF
    };

    @Test
    void allSequencesOfFourInterestingBytesAreJudgedAsTheJdkDoes() {
        int n = INTERESTING.length;
        int judged = 0;
        for (int i = 0; i < n * n * n * n; i++) {
            byte[] bytes = {
                (byte) INTERESTING[i % n],
                (byte) INTERESTING[i / n % n],
                (byte) INTERESTING[i / n / n % n],
                (byte) INTERESTING[i / n / n / n]
            };
            assertJudgedAsTheJdkDoes(bytes);
            judged++;
        }
        assertThat(judged).isEqualTo(26 * 26 * 26 * 26);
    }

    @ParameterizedTest(name = "random bytes of seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void randomBytesAreJudgedAsTheJdkDoes(long seed) {
        var random = new SplittableRandom(seed);
        int judged = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            int kind = random.nextInt(3);
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] =
                        (byte)
                                (kind == 0
                                        ? random.nextInt(256)
                                        : kind == 1
                                                ? INTERESTING[random.nextInt(INTERESTING.length)]
                                                : random.nextInt(12) == 0
                                                        ? random.nextInt(256)
                                                        : random.nextInt(128));
            }
            assertJudgedAsTheJdkDoes(bytes);
            judged++;
        }
        assertThat(judged).isEqualTo(50_000);
    }

    @ParameterizedTest(name = "valid text of seed {0} with one byte changed or cut off")
    @ValueSource(longs = {4, 5})
    void damagedTextIsJudgedAsTheJdkDoes(long seed) {
        var random = new SplittableRandom(seed);
        int damaged = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = text(random).getBytes(StandardCharsets.UTF_8);
            assertThat(invalid(bytes).invalidText()).isZero();
            if (bytes.length > 0) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                assertJudgedAsTheJdkDoes(bytes);
                assertJudgedAsTheJdkDoes(Arrays.copyOf(bytes, random.nextInt(bytes.length)));
                damaged++;
            }
        }
        assertThat(damaged).isGreaterThan(40_000);
    }

    @Test
    void thePositionIsThatOfTheFirstInvalidSequence() {
        byte[] bytes = {
            'a', (byte) 0xC3, (byte) 0xA4, 'b', (byte) 0xE2, (byte) 0x82, 'c', (byte) 0xFF
        };
        var faults = new Faults();
        Utf8.check(bytes, 1, bytes.length, 1_000_001, faults);
        assertThat(faults.invalidText()).isEqualTo(2);
        assertThat(faults.firstInvalidText()).isEqualTo(1_000_004);
    }

    private static void assertJudgedAsTheJdkDoes(byte[] bytes) {
        Faults faults = invalid(bytes);
        boolean isValid = faults.invalidText() == 0;
        if (isValid != isValidForTheJdk(bytes)) {
            assertThat(isValid).as(HexFormat.of().formatHex(bytes)).isEqualTo(!isValid);
        }
        String decoded = new String(bytes, StandardCharsets.UTF_8);
        long replaced = decoded.chars().filter(c -> c == 0xFFFD).count() - valid(bytes);
        if (faults.invalidText() != replaced) {
            assertThat(faults.invalidText())
                    .as(HexFormat.of().formatHex(bytes))
                    .isEqualTo(replaced);
        }
    }

    private static Faults invalid(byte[] bytes) {
        byte[] framed = new byte[bytes.length + 2];
        Arrays.fill(framed, (byte) 0x80);
        System.arraycopy(bytes, 0, framed, 1, bytes.length);
        var faults = new Faults();
        Utf8.check(framed, 1, 1 + bytes.length, 0, faults);
        return faults;
    }

    private static boolean isValidForTheJdk(byte[] bytes) {
        return !StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes), CharBuffer.allocate(bytes.length), true)
                .isError();
    }

    /// How often U+FFFD itself stands in the bytes, written out.
    private static long valid(byte[] bytes) {
        long count = 0;
        for (int i = 0; i + 2 < bytes.length; i++) {
            if (bytes[i] == (byte) 0xEF
                    && bytes[i + 1] == (byte) 0xBF
                    && bytes[i + 2] == (byte) 0xBD) {
                count++;
            }
        }
        return count;
    }

    private static String text(SplittableRandom random) {
        var text = new StringBuilder();
        int length = random.nextInt(30);
        for (int i = 0; i < length; i++) {
            int codePoint =
                    switch (random.nextInt(4)) {
                        case 0 -> random.nextInt(0x80);
                        case 1 -> random.nextInt(0x80, 0x800);
                        case 2 -> random.nextInt(0x800, 0xD800);
                        default -> random.nextInt(0x10000, 0x110000);
                    };
            text.appendCodePoint(codePoint);
        }
        return text.toString();
    }
}
