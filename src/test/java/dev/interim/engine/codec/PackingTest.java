package dev.interim.engine.codec;

import static dev.interim.engine.failure.FailureKind.MALFORMED_DATA;
import static dev.interim.engine.failure.FailureKind.TOO_LARGE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.source.Fetch;
import dev.interim.engine.source.Taking;
import dev.interim.fixture.Packing;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// What holds for every way of compression.
@Timeout(60)
class PackingTest {
    private static final int LARGE = 900_000;

    @ParameterizedTest
    @EnumSource
    void whatGoesInComesOut(Packing packing) {
        for (int length : new int[] {0, 1, 100, 65_536, 65_537, LARGE}) {
            byte[] content = Gzip.text(length);
            assertThat(unpacked(packing.of(content), 1 << 20, 1 << 20)).isEqualTo(content);
        }
    }

    @ParameterizedTest
    @EnumSource
    void randomBytesComeOutHoweverTheyAreFed(Packing packing) {
        var random = new Random(23);
        for (int round = 0; round < 12; round++) {
            byte[] content = mixed(random, random.nextInt(300_000));
            byte[] raw = packing.of(content);
            int rawAtOnce = round < 3 ? 1 : 1 + random.nextInt(1 << random.nextInt(1, 20));
            int atOnce = round < 6 ? 1 + round : 1 + random.nextInt(1 << random.nextInt(1, 20));
            assertThat(unpacked(raw, rawAtOnce, atOnce))
                    .as("round %d: raw %d, taken %d at once".formatted(round, rawAtOnce, atOnce))
                    .isEqualTo(content);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.MATCH_NONE, names = "ZIP.*")
    void allThatIsJoinedComesOut(Packing packing) {
        byte[] one = Gzip.text(1_000);
        byte[] two = Gzip.text(200_000);
        byte[] raw =
                Gzip.join(
                        packing.of(one), packing.of(new byte[0]), packing.of(two), packing.of(one));
        byte[] content = Gzip.join(one, two, one);
        for (int rawAtOnce : new int[] {1, 3, 1_000, 1 << 20}) {
            assertThat(unpacked(raw, rawAtOnce, 999)).isEqualTo(content);
        }
        assertThat(packing.canBeJoined()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void cutAtAnyByteItFailsAndSaysWhere(Packing packing) {
        byte[] content = Gzip.text(1_000);
        byte[] raw = packing.of(content);
        for (int length = Format.LONGEST; length < raw.length; length++) {
            var taking = new Taking().whenNothingIsThere(() -> {});
            FailureException failure = taking.failure(open(Arrays.copyOf(raw, length), 100));
            assertThat(failure)
                    .hasMessage(
                            "the %s data is cut off at byte %d".formatted(packing.label(), length));
            assertThat(failure.kind()).isEqualTo(MALFORMED_DATA);
            byte[] taken = taking.taken();
            assertThat(taken).isEqualTo(Arrays.copyOf(content, taken.length));
        }
        assertThat(raw.length).isGreaterThan(100);
    }

    @ParameterizedTest
    @EnumSource
    void whatCameBeforeTheCutIsThere(Packing packing) {
        byte[] content = Gzip.text(LARGE);
        byte[] raw = packing.of(content);
        var taking = new Taking().whenNothingIsThere(() -> {});
        taking.failure(open(Arrays.copyOf(raw, raw.length - 20), 10_000));
        // A block of bzip2 has 100 kB here, the others are smaller.
        assertThat(taking.taken().length).isGreaterThan(LARGE - 300_000);
    }

    @ParameterizedTest
    @EnumSource
    void withAnyBitFlippedItNeverGivesAWrongResult(Packing packing) {
        byte[] content = Gzip.text(400);
        byte[] raw = packing.of(content);
        int failures = 0;
        for (int bit = Format.LONGEST * Byte.SIZE; bit < raw.length * Byte.SIZE; bit++) {
            byte[] flipped = raw.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            var taking = new Taking().whenNothingIsThere(() -> {});
            try {
                assertThat(taking.all(open(flipped, 100), 100)).as("bit " + bit).isEqualTo(content);
            } catch (FailureException e) {
                assertThat(e.kind()).isIn(MALFORMED_DATA, TOO_LARGE, FailureKind.INVALID_REQUEST);
                failures++;
            }
        }
        assertThat(failures).isGreaterThan(raw.length * 3);
    }

    @ParameterizedTest
    @EnumSource
    void rubbishBehindItIsRefused(Packing packing) {
        byte[] raw =
                Gzip.join(packing.of(Gzip.text(5_000)), "rubbish of some length".getBytes(UTF_8));
        var taking = new Taking().whenNothingIsThere(() -> {});
        FailureException failure = taking.failure(open(raw, 1_000));
        assertThat(failure.sentence())
                .startsWith("the " + packing.label() + " data is corrupt at byte ")
                .endsWith("something else follows it");
        assertThat(taking.taken()).isEqualTo(Gzip.text(5_000));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "ZIP_STORED")
    void aBombIsDefused(Packing packing) {
        byte[] bomb = packing.of(new byte[24 << 20]);
        var taking = new Taking().whenNothingIsThere(() -> {});
        FailureException failure = taking.failure(open(bomb, 1_000));
        boolean isBomb = bomb.length < (24 << 20) / 255;
        assertThat(failure.kind()).isEqualTo(TOO_LARGE);
        assertThat(failure).hasMessage("the data decompresses to more than 200 times its size");
        assertThat(taking.taken().length).isLessThan(24 << 20);
        assertThat(isBomb || packing.label().equals("lz4")).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void moreThanTheLimitIsRefused(Packing packing) {
        var limits = new DecodeLimits(50_000, 200, 1 << 20);
        byte[] raw = packing.of(Gzip.text(50_001));
        Fetch fetch = Codecs.decode(new Dribble(raw, 1_000), limits, DecodeOptions.AUTO, () -> {});
        var taking = new Taking().whenNothingIsThere(() -> {});
        FailureException failure = taking.failure(fetch);
        assertThat(failure).hasMessage("decompressed, the data has more than 50000 bytes");
        assertThat(failure.kind()).isEqualTo(TOO_LARGE);
    }

    @ParameterizedTest
    @EnumSource
    void twoLayersAreRefused(Packing packing) {
        for (Packing inner : Packing.values()) {
            byte[] raw = packing.of(inner.of(Gzip.text(100)));
            FailureException failure =
                    new Taking().whenNothingIsThere(() -> {}).failure(open(raw, 1_000));
            assertThat(failure)
                    .hasMessage("the data is compressed twice, the inner time as " + inner.label());
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingInTheMiddleIsHarmless(Packing packing) {
        Fetch fetch = open(packing.of(Gzip.text(LARGE)), 1_000);
        new Taking().whenNothingIsThere(() -> {}).once(fetch, new byte[10]);
        fetch.close();
        fetch.close();
        assertThat(new Taking().failure(fetch)).hasMessage("the fetch was closed");
    }

    /// Parts that repeat, parts that do not, and runs.
    private static byte[] mixed(Random random, int length) {
        byte[] content = new byte[length];
        for (int at = 0; at < length; ) {
            int end = Math.min(length, at + 1 + random.nextInt(20_000));
            switch (random.nextInt(3)) {
                case 0 -> Arrays.fill(content, at, end, (byte) ('a' + random.nextInt(20)));
                case 1 -> {
                    for (int i = at; i < end; i++) {
                        content[i] = (byte) (' ' + random.nextInt(95));
                    }
                }
                default -> {
                    int distance = 1 + random.nextInt(100_000);
                    for (int i = at; i < end; i++) {
                        content[i] = i < distance ? (byte) '.' : content[i - distance];
                    }
                }
            }
            at = end;
        }
        return content;
    }

    private static byte[] unpacked(byte[] raw, int rawAtOnce, int atOnce) {
        return new Taking().whenNothingIsThere(() -> {}).all(open(raw, rawAtOnce), atOnce);
    }

    private static Fetch open(byte[] raw, int rawAtOnce) {
        return Codecs.decode(
                new Dribble(raw, rawAtOnce), DecodeLimits.STANDARD, DecodeOptions.AUTO, () -> {});
    }
}
