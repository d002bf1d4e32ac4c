package dev.interim.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.source.Fetch;
import dev.interim.fixture.ScriptedSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A fetch that runs ahead gives the same bytes as one that does not, and leaves nothing behind.
class SpoolTest {
    private static final int BLOCK = 256 * 1024;
    private static final long NO_MEMORY = 0;
    private final FailureException broken =
            new FailureException(FailureKind.SOURCE_UNAVAILABLE, "the source broke off");

    @TempDir Path directory;

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    @AfterEach
    void leavesNothingBehind() throws IOException {
        try (var files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whateverWasFilledIsTakenInOrder(long seed) throws IOException {
        var random = new Random(seed);
        byte[] bytes = bytes(random.nextInt(6 * BLOCK), random);
        var source =
                new ScriptedSource().thenRandomly(bytes, 1 + random.nextInt(2 * BLOCK), 20, random);
        long memory = random.nextInt(4) * (long) BLOCK;
        try (var spool = new Spool(source.open(() -> {}), memory, directory)) {
            var taken = new ByteArrayOutputStream();
            byte[] target = new byte[BLOCK];
            int count = 0;
            while (count != Fetch.END) {
                if (random.nextInt(3) > 0) {
                    spool.fill();
                } else {
                    count = spool.take(target, 7, 1 + random.nextInt(BLOCK - 7));
                    taken.write(target, 7, Math.max(0, count));
                }
            }
            assertThat(taken.toByteArray()).isEqualTo(bytes);
            assertThat(spool.fetched()).isEqualTo(bytes.length);
            leavesNothingBehind();
        }
        assertThat(source.isClosed()).isTrue();
    }

    @Test
    void withoutFillingItPassesBytesThrough() {
        var source = new ScriptedSource().then("abc").thenNothing().then("d");
        try (var spool = new Spool(source.open(() -> {}), NO_MEMORY, unusable())) {
            byte[] target = new byte[8];
            assertThat(spool.take(target, 0, 8)).isEqualTo(3);
            assertThat(spool.take(target, 3, 5)).isZero();
            assertThat(spool.take(target, 3, 5)).isEqualTo(1);
            assertThat(spool.take(target, 4, 4)).isEqualTo(Fetch.END);
            assertThat(new String(target, 0, 4, StandardCharsets.UTF_8)).isEqualTo("abcd");
            assertThat(spool.isAhead()).isFalse();
        }
    }

    @Test
    void diskIsNotTouchedWhileMemoryIsEnough() {
        byte[] bytes = bytes(3 * BLOCK, new Random(1));
        try (var spool = new Spool(source(bytes), 3L * BLOCK, unusable())) {
            fillAll(spool);
            assertThat(spool.isAhead()).isTrue();
            assertThat(takeAll(spool)).isEqualTo(bytes);
        }
    }

    @Test
    void manySmallPortionsUseNoMoreMemoryThanTheirBytes() {
        byte[] bytes = bytes(2 * BLOCK, new Random(1));
        var source = new ScriptedSource().thenRandomly(bytes, 100, 0, new Random(2));
        try (var spool = new Spool(source.open(() -> {}), 3L * BLOCK, unusable())) {
            fillAll(spool);
            assertThat(takeAll(spool)).isEqualTo(bytes);
        }
    }

    @Test
    void memoryIsLeftForDiskBeyondTheLimit() {
        byte[] bytes = bytes(3 * BLOCK, new Random(1));
        try (var spool = new Spool(source(bytes), 2L * BLOCK, unusable())) {
            fillAll(spool);
            assertThatThrownBy(() -> takeAll(spool))
                    .isInstanceOfSatisfying(
                            FailureException.class,
                            e -> assertThat(e.kind()).isEqualTo(FailureKind.INTERNAL))
                    .hasMessage("what was fetched could not be kept on disk");
        }
    }

    @ParameterizedTest(name = "with {0} bytes of memory")
    @ValueSource(longs = {NO_MEMORY, 10L * BLOCK})
    void failureComesBehindTheBytesBeforeIt(long memory) {
        byte[] bytes = bytes(2 * BLOCK, new Random(1));
        var source = new ScriptedSource().then(bytes).thenFail(broken);
        try (var spool = new Spool(source.open(() -> {}), memory, directory)) {
            fillAll(spool);
            byte[] taken = new byte[bytes.length];
            for (int at = 0; at < taken.length; ) {
                at += spool.take(taken, at, taken.length - at);
            }
            assertThat(taken).isEqualTo(bytes);
            assertThatThrownBy(() -> spool.take(taken, 0, 1)).isSameAs(broken);
            assertThatThrownBy(() -> spool.take(taken, 0, 1)).isSameAs(broken);
        }
    }

    @Test
    void closingBeforeTheEndReleasesEverything() {
        var source = new ScriptedSource().then(bytes(2 * BLOCK, new Random(1)));
        var spool = new Spool(source.open(() -> {}), NO_MEMORY, directory);
        spool.fill();
        spool.close();
        spool.close();
        assertThat(source.isClosed()).isTrue();
    }

    /// A place where no file can be made.
    private Path unusable() {
        return Path.of("/dev/null/nowhere");
    }

    private static Fetch source(byte[] bytes) {
        return new ScriptedSource().then(bytes).open(() -> {});
    }

    private static byte[] bytes(int length, Random random) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static void fillAll(Spool spool) {
        int fills = 0;
        while (spool.fill() != Fetch.END) {
            fills++;
        }
        assertThat(fills).isPositive();
    }

    private static byte[] takeAll(Spool spool) {
        var all = new ByteArrayOutputStream();
        byte[] target = new byte[1000];
        for (int count = spool.take(target, 0, 1000);
                count != Fetch.END;
                count = spool.take(target, 0, 1000)) {
            all.write(target, 0, count);
        }
        return all.toByteArray();
    }
}
