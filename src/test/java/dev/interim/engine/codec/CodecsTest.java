package dev.interim.engine.codec;

import static dev.interim.engine.failure.FailureKind.MALFORMED_DATA;
import static dev.interim.engine.failure.FailureKind.TOO_LARGE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import dev.interim.engine.failure.FailureException;
import dev.interim.engine.source.Fetch;
import dev.interim.engine.source.Origin;
import dev.interim.engine.source.Taking;
import dev.interim.fixture.Packing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream.BlockSize;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream.Parameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZ;
import org.tukaani.xz.XZOutputStream;

class CodecsTest {
    private static final DecodeLimits LIMITS = DecodeLimits.STANDARD;

    // Text that is not UTF-8 stays as it is: here it is about compression.
    private static final DecodeOptions AS_IT_IS =
            new DecodeOptions(null, UTF_8, DecodeOptions.InvalidText.REPLACE);

    private final Taking taking = new Taking().whenNothingIsThere(() -> {});

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 6, 7, 100, 65_535, 65_536, 65_537, 300_000})
    void plainBytesPassThrough(int length) {
        byte[] content = Gzip.text(length);
        for (int atOnce : new int[] {1, 7, 100_000}) {
            if (atOnce > 1 || length < 1_000) {
                assertThat(decoded(content, 5, atOnce)).isEqualTo(content);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1f", "28b52f", "fd377a585a", "042218", "504b", "fd377a585aff", "1f1f"})
    void whatOnlyBeginsLikeAFormatIsPlain(String hex) {
        byte[] content = HexFormat.of().parseHex(hex);
        assertThat(decoded(content, 1, 10)).isEqualTo(content);
    }

    @ParameterizedTest(name = "raw bytes {0} at a time, taken {1} at once")
    @CsvSource({"1, 1", "1, 1000", "2, 3", "1000, 1", "7, 64", "65536, 65536", "1000000, 1000000"})
    void oneMemberIsDecompressed(int rawAtOnce, int atOnce) {
        byte[] content = Gzip.text(200_000);
        assertThat(decoded(Gzip.of(content), rawAtOnce, atOnce)).isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 18, 100, 1_000_000})
    void allMembersAreDecompressed(int rawAtOnce) {
        byte[] empty = Gzip.of(new byte[0]);
        byte[] raw =
                Gzip.join(
                        Gzip.of(Gzip.text(1_000)),
                        empty,
                        Gzip.of(Gzip.text(70_000)),
                        Gzip.withEveryField(Gzip.text(10)),
                        empty,
                        new byte[600]);
        assertThat(decoded(raw, rawAtOnce, 999))
                .isEqualTo(Gzip.join(Gzip.text(1_000), Gzip.text(70_000), Gzip.text(10)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 65_535})
    void extraDataOfAnyLengthIsPassedOver(int length) {
        byte[] raw = Gzip.withEveryField(Gzip.text(100), new byte[length]);
        assertThat(decoded(raw, 1_000, 30)).isEqualTo(Gzip.text(100));
    }

    @Test
    void aBeginningThatComesByteByByteLeavesRoomForTheRest() {
        byte[] raw = Gzip.of(random(300_000));
        var first =
                new Dribble(raw, 1) {
                    @Override
                    public int take(byte[] target, int offset, int length) {
                        int count = super.take(target, offset, length);
                        everything();
                        return count;
                    }
                };
        byte[] all =
                new Taking()
                        .whenNothingIsThere(() -> {})
                        .all(Codecs.decode(first, LIMITS, AS_IT_IS, () -> {}), 100_000);
        assertThat(all).isEqualTo(random(300_000));
    }

    @Test
    void anEmptyMemberIsEmpty() {
        assertThat(decoded(Gzip.of(new byte[0]), 10, 10)).isEmpty();
    }

    /// More output than fits is held by the inflater after all input was used.
    @Test
    void outputThatWaitsInsideIsNotLost() {
        byte[] zeros = new byte[1_000_000];
        assertThat(decoded(Gzip.of(zeros), 1_000_000, 10)).isEqualTo(zeros);
    }

    @Test
    void cutAtAnyByteItFails() {
        byte[] content = Gzip.text(2_000);
        byte[] raw = Gzip.join(Gzip.withEveryField(content), Gzip.of(content));
        int firstMember = Gzip.withEveryField(content).length;
        for (int length = 2; length < raw.length; length++) {
            if (length != firstMember) {
                var fresh = new Taking().whenNothingIsThere(() -> {});
                Fetch fetch = open(Arrays.copyOf(raw, length), 100);
                FailureException failure = fresh.failure(fetch);
                assertThat(failure).hasMessage("the gzip data is cut off at byte " + length);
                assertThat(failure.kind()).isEqualTo(MALFORMED_DATA);
                byte[] taken = fresh.taken();
                assertThat(taken)
                        .isEqualTo(Arrays.copyOf(Gzip.join(content, content), taken.length));
            }
        }
        assertThat(raw.length).isGreaterThan(500);
    }

    @Test
    void withAnyBitFlippedItNeverGivesAWrongResult() {
        byte[] content = Gzip.text(500);
        byte[] raw = Gzip.of(content);
        int failures = 0;
        for (int bit = 16; bit < raw.length * 8; bit++) {
            byte[] flipped = raw.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            var fresh = new Taking().whenNothingIsThere(() -> {});
            try {
                assertThat(fresh.all(open(flipped, 100), 100)).as("bit " + bit).isEqualTo(content);
            } catch (FailureException e) {
                assertThat(e.kind()).isEqualTo(MALFORMED_DATA);
                failures++;
            }
        }
        assertThat(failures).isGreaterThan(raw.length * 7);
    }

    @Test
    void corruptDataSaysWhere() {
        byte[] raw = Gzip.of(random(100_000));
        raw[70_000] ^= 1;
        assertThat(failure(raw).sentence())
                .matches("the gzip data is corrupt at byte [0-9]+: the checksum is wrong");
        byte[] header = Gzip.of(random(10));
        header[3] = (byte) 0xff;
        assertThat(failure(header).sentence())
                .isEqualTo("the gzip data is corrupt at byte 4: its header has unknown flags");
        byte[] method = Gzip.of(random(10));
        method[10] |= 6;
        assertThat(failure(method).sentence())
                .matches("the gzip data is corrupt at byte [0-9]+: it is not compressed data");
    }

    @Test
    void aWrongLengthIsCorrupt() {
        byte[] raw = Gzip.of(random(10));
        raw[raw.length - 1] ^= 1;
        assertThat(failure(raw).sentence())
                .isEqualTo(
                        "the gzip data is corrupt at byte " + raw.length + ": the length is wrong");
    }

    @Test
    void aWrongChecksumOfTheHeaderIsCorrupt() {
        byte[] raw = Gzip.withEveryField(random(10));
        raw[4] ^= 1;
        assertThat(failure(raw).sentence()).endsWith("the checksum of its header is wrong");
    }

    @Test
    void whatFollowsTheLastMemberMustBeZerosOrAMember() {
        byte[] member = Gzip.of(random(10));
        assertThat(failure(Gzip.join(member, "rubbish".getBytes(UTF_8))).sentence())
                .endsWith("something else follows it");
        assertThat(failure(Gzip.join(member, new byte[5], member)).sentence())
                .endsWith("something else follows it");
    }

    @Test
    void aBombIsDefusedAfterTheFirstTenMebibytes() {
        byte[] bomb = Gzip.zeros(1 << 30);
        Fetch fetch = open(bomb, 1_000);
        FailureException failure = taking.failure(fetch);
        assertThat(failure).hasMessage("the data decompresses to more than 200 times its size");
        assertThat(failure.kind()).isEqualTo(TOO_LARGE);
        assertThat(taking.taken()).hasSizeBetween((10 << 20) - 1_000, 10 << 20);
    }

    @Test
    void aHighRatioIsFineWhileItIsSmall() {
        byte[] zeros = new byte[10 << 20];
        assertThat(decoded(Gzip.of(zeros), 1_000_000, 1_000_000)).isEqualTo(zeros);
    }

    @Test
    void tooMuchOutputIsRefused() {
        var limits = new DecodeLimits(50_000, 200, 1 << 20);
        Fetch fetch =
                Codecs.decode(
                        new Dribble(Gzip.of(Gzip.text(50_001)), 1_000), limits, AS_IT_IS, () -> {});
        FailureException failure = taking.failure(fetch);
        assertThat(failure).hasMessage("decompressed, the data has more than 50000 bytes");
        assertThat(failure.kind()).isEqualTo(TOO_LARGE);
    }

    @Test
    void aZstdWindowOfMoreThanEightMebibytesIsRefused() throws IOException {
        for (int log : new int[] {23, 24}) {
            var raw = new ByteArrayOutputStream();
            try (var zstd = new ZstdOutputStream(raw).setLong(log)) {
                zstd.write(Gzip.text(100_000));
            }
            Fetch fetch = open(raw.toByteArray(), 1_000);
            if (log == 23) {
                assertThat(new Taking().whenNothingIsThere(() -> {}).all(fetch, 1_000))
                        .isEqualTo(Gzip.text(100_000));
            } else {
                FailureException failure = taking.failure(fetch);
                assertThat(failure.kind()).isEqualTo(TOO_LARGE);
                assertThat(failure)
                        .hasMessage(
                                "the zstd data needs a window of more than 8 MiB to decompress");
            }
        }
    }

    @Test
    void anXzDictionaryOfMoreThanSixtyFourMebibytesIsRefused() throws IOException {
        for (int mebibytes : new int[] {64, 65}) {
            var options = new LZMA2Options(0);
            options.setDictSize(mebibytes << 20);
            var raw = new ByteArrayOutputStream();
            try (var xz = new XZOutputStream(raw, options)) {
                xz.write(Gzip.text(1_000));
            }
            Fetch fetch = open(raw.toByteArray(), 1_000);
            if (mebibytes == 64) {
                assertThat(new Taking().whenNothingIsThere(() -> {}).all(fetch, 1_000))
                        .isEqualTo(Gzip.text(1_000));
            } else {
                FailureException failure = taking.failure(fetch);
                assertThat(failure.kind()).isEqualTo(TOO_LARGE);
                assertThat(failure.sentence()).contains("more than 64 MiB");
            }
        }
    }

    @Test
    void everyKindOfXzCheckIsCompared() throws IOException {
        int[] checks = {XZ.CHECK_NONE, XZ.CHECK_CRC32, XZ.CHECK_CRC64, XZ.CHECK_SHA256};
        for (int check : checks) {
            var raw = new ByteArrayOutputStream();
            try (var xz = new XZOutputStream(raw, new LZMA2Options(0), check)) {
                xz.write(Gzip.text(1_000));
                xz.endBlock();
                xz.write(random(50_000));
            }
            byte[] all = Gzip.join(raw.toByteArray(), new byte[8], raw.toByteArray(), new byte[4]);
            byte[] both = Gzip.join(Gzip.text(1_000), random(50_000));
            assertThat(decoded(all, 10, 1_000)).isEqualTo(Gzip.join(both, both));
        }
        assertThat(checks).hasSize(4);
    }

    @Test
    void endlessEmptyMembersAreRefused() {
        byte[] empty = Gzip.of(new byte[0]);
        byte[] raw = new byte[empty.length * 100_000];
        for (int at = 0; at < raw.length; at += empty.length) {
            System.arraycopy(empty, 0, raw, at, empty.length);
        }
        assertThat(failure(raw).sentence()).endsWith("nothing comes out of it");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 1_000})
    void whatIsCompressedTwiceIsRefused(int atOnce) {
        Fetch fetch = open(Gzip.of(Gzip.of(Gzip.text(10))), 1_000);
        byte[] target = new byte[atOnce];
        FailureException failure = null;
        for (int i = 0; i < 10 && failure == null; i++) {
            try {
                taking.once(fetch, target);
            } catch (FailureException e) {
                failure = e;
            }
        }
        assertThat(failure)
                .isNotNull()
                .hasMessage("the data is compressed twice, the inner time as gzip");
    }

    @ParameterizedTest
    @CsvSource({
        "1f9d900000000000, compress",
        "377abcaf271c0004, 7z",
        "526172211a070100, rar",
    })
    void otherFormatsAreNamed(String hex, String name) {
        assertThat(failure(HexFormat.of().parseHex(hex)).sentence())
                .isEqualTo(
                        "the data is compressed as "
                                + name
                                + ", which is not read; gzip, zstd, bzip2, xz, lz4 and zip are");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void lz4OfAnotherWriterIsRead(boolean isLinked) throws IOException {
        byte[] content = Gzip.text(3_000);
        var raw = new ByteArrayOutputStream();
        var parameters = new Parameters(BlockSize.K64, true, true, isLinked);
        try (var packed = new FramedLZ4CompressorOutputStream(raw, parameters)) {
            packed.write(content);
        }
        assertThat(decoded(raw.toByteArray(), 7, 100)).isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zstd", "lz4"})
    void framesToBeSkippedAreSkipped(String name) {
        byte[] skipped = HexFormat.of().parseHex("2a4d1805000000" + "0102030405");
        byte[] frame = (name.equals("zstd") ? Packing.ZSTD : Packing.LZ4).of(Gzip.text(100));
        byte[] beginning = HexFormat.of().parseHex("50");
        byte[] raw = Gzip.join(frame, beginning, skipped, frame, beginning, skipped);
        assertThat(decoded(raw, 3, 100)).isEqualTo(Gzip.join(Gzip.text(100), Gzip.text(100)));
        if (name.equals("zstd")) {
            byte[] early = Gzip.join(beginning, skipped, frame);
            assertThat(decoded(early, 3, 100)).isEqualTo(Gzip.text(100));
        }
    }

    @Test
    void aFailureStaysAFailure() {
        Fetch fetch = open(Arrays.copyOf(Gzip.of(Gzip.text(100)), 30), 1_000);
        assertThat(taking.failure(fetch)).isSameAs(taking.failure(fetch));
    }

    @Test
    void countsBytesAsTheyWereFetched() {
        byte[] raw = Gzip.of(Gzip.text(200_000));
        DecodedFetch fetch = Codecs.decode(new Dribble(raw, 1_000), LIMITS, AS_IT_IS, () -> {});
        assertThat(fetch.bytesFetched()).isZero();
        taking.once(fetch, new byte[1]);
        assertThat(fetch.bytesFetched()).isEqualTo(1_000);
        taking.all(fetch, 10_000);
        assertThat(fetch.bytesFetched()).isEqualTo(raw.length);
        assertThat(fetch.origin()).isEqualTo(Origin.ofBytes(raw.length));

        DecodedFetch plain =
                Codecs.decode(new Dribble(Gzip.text(5_000), 1_000), LIMITS, AS_IT_IS, () -> {});
        new Taking().whenNothingIsThere(() -> {}).all(plain, 300);
        assertThat(plain.bytesFetched()).isEqualTo(5_000);
    }

    @Test
    void closingClosesTheRawFetch() {
        var raw = new Dribble(Gzip.of(Gzip.text(10)), 5);
        Codecs.decode(raw, LIMITS, AS_IT_IS, () -> {}).close();
        assertThat(raw.isClosed()).isTrue();
    }

    private byte[] decoded(byte[] raw, int rawAtOnce, int atOnce) {
        return new Taking().whenNothingIsThere(() -> {}).all(open(raw, rawAtOnce), atOnce);
    }

    private FailureException failure(byte[] raw) {
        FailureException failure =
                new Taking().whenNothingIsThere(() -> {}).failure(open(raw, 1_000));
        assertThat(failure.kind()).isEqualTo(MALFORMED_DATA);
        return failure;
    }

    private static Fetch open(byte[] raw, int rawAtOnce) {
        return Codecs.decode(new Dribble(raw, rawAtOnce), LIMITS, AS_IT_IS, () -> {});
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(11).nextBytes(bytes);
        return bytes;
    }
}
