package dev.interim.engine.codec;

import static dev.interim.engine.failure.FailureKind.MALFORMED_DATA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.source.Taking;
import dev.interim.fixture.Packing;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Gzip in blocks, which others may help to decompress; what all formats do is tested elsewhere.
@Timeout(60)
class BgzfTest {
    private static final DecodeLimits LIMITS = DecodeLimits.STANDARD;
    private static final DecodeOptions AUTO = DecodeOptions.AUTO;
    private static final byte[] EMPTY =
            HexFormat.of().parseHex("1f8b08040000000000ff0600424302001b0003000000000000000000");
    private static final byte[] CONTENT = Gzip.text(5_000_000);
    private static final byte[] RAW = Packing.BGZF.of(CONTENT);

    @Test
    void endsWithTheEmptyBlockThatIsPrescribed() {
        assertThat(Packing.BGZF.of(new byte[0])).isEqualTo(EMPTY);
    }

    @ParameterizedTest(name = "raw bytes {0} at a time, {1} helpers")
    @CsvSource({"1000, 0", "1000, 1", "1000, 3", "10000000, 1", "10000000, 3"})
    void comesOutTheSameWhoeverHelps(int rawAtOnce, int helpers) throws Exception {
        var taking = new Taking();
        var fetch = open(RAW, rawAtOnce, taking.ready());
        assertThat(helped(fetch, helpers, () -> taking.all(fetch, 300_000))).isEqualTo(CONTENT);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void failsAtTheSameByteWhoeverHelps(int helpers) throws Exception {
        byte[] raw = RAW.clone();
        int block = blockBehind(raw, raw.length / 2);
        raw[block + 2_000] ^= 1;
        var taking = new Taking();
        var fetch = open(raw, 1_000_000, taking.ready());
        var failure = helped(fetch, helpers, () -> taking.failure(fetch));
        assertThat(failure.sentence())
                .matches("the gzip data is corrupt at byte [0-9]+: .*")
                .isEqualTo(failureAlone(raw).sentence());
        assertThat(taking.taken())
                .as("the blocks before")
                .isEqualTo(Arrays.copyOf(CONTENT, blocksBefore(raw, block) * 65_280));
    }

    @Test
    void blocksWaitForHelpOnlyWhereItIsAllowed() {
        var taking = new Taking().whenNothingIsThere(() -> {});
        var alone = Codecs.decode(new Dribble(RAW, RAW.length), LIMITS, AUTO, () -> {});
        taking.once(alone, new byte[1]);
        assertThat(alone.isHelpWanted()).isFalse();
        assertThat(alone.help()).isFalse();
        var shared = Codecs.decode(new Plenty(), LIMITS, AUTO, () -> {});
        shared.share(true);
        taking.once(shared, new byte[1]);
        int parcels = 0;
        while (shared.isHelpWanted()) {
            assertThat(shared.help()).isTrue();
            parcels++;
        }
        assertThat(parcels).isEqualTo(Parcels.MOST - 1);
        assertThat(shared.help()).isFalse();
    }

    @Test
    void whoWaitsForABlockOfAnotherIsTold() throws Exception {
        var taking = new Taking();
        for (int round = 0; round < 20; round++) {
            var fetch = Codecs.decode(new Plenty(), LIMITS, AUTO, taking.ready());
            fetch.share(true);
            var all = new Taking().whenNothingIsThere(taking::awaitReady);
            byte[] content = helped(fetch, 2, () -> all.all(fetch, 1_000_000));
            assertThat(Arrays.equals(content, CONTENT)).isTrue();
        }
    }

    @Test
    void membersThatDoNotSayTheirLengthMayFollow() {
        byte[] raw = Gzip.join(RAW, Gzip.of(Gzip.text(1_000)), RAW, new byte[30]);
        assertThat(decoded(raw)).isEqualTo(Gzip.join(CONTENT, Gzip.text(1_000), CONTENT));
    }

    @Test
    void cutBetweenTwoBlocksItFails() {
        byte[] raw = Arrays.copyOf(RAW, blockBehind(RAW, RAW.length / 2));
        assertThat(failureAlone(raw).sentence())
                .isEqualTo("the gzip data is cut off at byte " + raw.length);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, 300, 5_000})
    void aBlockThatLiesAboutItsLengthIsNamed(int more) {
        byte[] raw = RAW.clone();
        int block = blockBehind(raw, raw.length / 2);
        int length = length(raw, block) + more;
        raw[block + 16] = (byte) (length - 1);
        raw[block + 17] = (byte) ((length - 1) >> 8);
        var taking = new Taking().whenNothingIsThere(() -> {});
        var failure =
                taking.failure(Codecs.decode(new Dribble(raw, 10_000), LIMITS, AUTO, () -> {}));
        assertThat(failure.kind()).isEqualTo(MALFORMED_DATA);
        assertThat(failure.sentence())
                .matches("the gzip data is (cut off|corrupt) at byte [0-9]+.*");
        assertThat(taking.taken())
                .isEqualTo(Arrays.copyOf(CONTENT, blocksBefore(RAW, block) * 65_280));
    }

    @Test
    void aBlockThatHoldsMoreThanItMayIsNamed() {
        byte[] member = Gzip.of(new byte[65_537]);
        byte[] raw = Gzip.join(blockOf(Gzip.of(new byte[65_536])), blockOf(member), EMPTY);
        assertThat(failureAlone(raw).sentence())
                .matches(
                        "the gzip data is corrupt at byte [0-9]+: more than 64 KiB are in a block");
        byte[] good = Gzip.join(blockOf(Gzip.of(new byte[65_536])), EMPTY);
        assertThat(decoded(good)).isEqualTo(new byte[65_536]);
    }

    @Test
    void endlessEmptyBlocksAreRefused() {
        byte[] raw = new byte[EMPTY.length * 100_000];
        for (int at = 0; at < raw.length; at += EMPTY.length) {
            System.arraycopy(EMPTY, 0, raw, at, EMPTY.length);
        }
        assertThat(failureAlone(raw).sentence()).endsWith("nothing comes out of it");
    }

    @Test
    void whatCameBeforeAFailureOfTheSourceComesOut() {
        int end = blockBehind(RAW, RAW.length / 2);
        var raw =
                new Dribble(Arrays.copyOf(RAW, end + 100), RAW.length) {
                    @Override
                    public int take(byte[] target, int offset, int length) {
                        int count = super.take(target, offset, length);
                        if (count == END) {
                            throw new FailureException(FailureKind.SOURCE_UNAVAILABLE, "broken");
                        }
                        return count;
                    }
                };
        var taking = new Taking().whenNothingIsThere(() -> {});
        var fetch = Codecs.decode(raw, LIMITS, AUTO, () -> {});
        fetch.share(true);
        assertThat(taking.failure(fetch)).hasMessage("broken");
        assertThat(taking.taken())
                .isEqualTo(Arrays.copyOf(CONTENT, blocksBefore(RAW, end) * 65_280));
    }

    /// All of it, without a pause.
    private static final class Plenty extends Dribble {
        Plenty() {
            super(RAW, RAW.length);
        }

        @Override
        public int take(byte[] target, int offset, int length) {
            int count = super.take(target, offset, length);
            return count == 0 ? super.take(target, offset, length) : count;
        }
    }

    private interface Work<T> {
        T done() throws Exception;
    }

    /// Does the work while so many threads help.
    private static <T> T helped(DecodedFetch fetch, int helpers, Work<T> work) throws Exception {
        var isOver = new AtomicBoolean();
        Thread[] threads = new Thread[helpers];
        for (int i = 0; i < helpers; i++) {
            threads[i] =
                    Thread.ofPlatform()
                            .start(() -> {
                                while (!isOver.get()) {
                                    if (!fetch.help()) {
                                        Thread.onSpinWait();
                                    }
                                }
                            });
        }
        try {
            return work.done();
        } finally {
            isOver.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
            fetch.close();
        }
    }

    private static DecodedFetch open(byte[] raw, int rawAtOnce, Runnable ready) {
        var waiting =
                new Dribble(raw, rawAtOnce) {
                    @Override
                    public int take(byte[] target, int offset, int length) {
                        int count = super.take(target, offset, length);
                        if (count == 0) {
                            ready.run();
                        }
                        return count;
                    }
                };
        var fetch = Codecs.decode(waiting, LIMITS, AUTO, ready);
        fetch.share(true);
        return fetch;
    }

    private static byte[] decoded(byte[] raw) {
        var fetch = Codecs.decode(new Dribble(raw, 10_000), LIMITS, AUTO, () -> {});
        return new Taking().whenNothingIsThere(() -> {}).all(fetch, 100_000);
    }

    private static FailureException failureAlone(byte[] raw) {
        var fetch = Codecs.decode(new Dribble(raw, 10_000), LIMITS, AUTO, () -> {});
        return new Taking().whenNothingIsThere(() -> {}).failure(fetch);
    }

    /// The member as a block; it has no other field.
    private static byte[] blockOf(byte[] member) {
        byte[] block =
                Gzip.join(Arrays.copyOf(EMPTY, 18), Arrays.copyOfRange(member, 10, member.length));
        block[16] = (byte) (block.length - 1);
        block[17] = (byte) ((block.length - 1) >> 8);
        return block;
    }

    /// Where the first block behind this byte begins.
    private static int blockBehind(byte[] raw, int position) {
        int at = 0;
        while (at < position) {
            at += length(raw, at);
        }
        return at;
    }

    private static int blocksBefore(byte[] raw, int end) {
        int blocks = 0;
        for (int at = 0; at < end; at += length(raw, at)) {
            blocks++;
        }
        return blocks;
    }

    private static int length(byte[] raw, int block) {
        return ((raw[block + 17] & 0xff) << 8 | (raw[block + 16] & 0xff)) + 1;
    }
}
