package dev.interim.engine.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.interim.engine.failure.FailureException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every fetch keeps; each implementation inherits these tests.
@Timeout(60)
public abstract class FetchContract {
    /// How the test takes; to be given to {@link Source#open}.
    protected final Taking taking = new Taking();

    /// A fetch of `content`, opened with `taking.ready()`.
    protected abstract Fetch open(byte[] content) throws Exception;

    /// How many bytes are fetched for `content`.
    protected long rawLength(byte[] content) {
        return content.length;
    }

    /// Bytes that are easy to tell apart, the same each time.
    protected static byte[] content(int length) {
        byte[] content = new byte[length];
        new Random(7).nextBytes(content);
        return content;
    }

    @ParameterizedTest(name = "{0} at once")
    @ValueSource(ints = {1, 7, 1_000, 300_000})
    void bringsAllBytesInOrder(int atOnce) throws Exception {
        byte[] content = content(atOnce == 1 ? 3_000 : 700_001);
        try (Fetch fetch = open(content)) {
            assertThat(taking.all(fetch, atOnce)).isEqualTo(content);
        }
    }

    @Test
    void pausesAndSeveralConnectionsChangeNoByte() throws Exception {
        byte[] content = content(700_001);
        try (Fetch fetch = open(content)) {
            fetch.resume();
            fetch.parallel(true);
            byte[] first = new byte[1];
            assertThat(taking.once(fetch, first)).isEqualTo(1);
            fetch.pause();
            fetch.pause();
            fetch.resume();
            fetch.parallel(false);
            byte[] rest = taking.all(fetch, 10_000);
            assertThat(first[0]).isEqualTo(content[0]);
            assertThat(rest).isEqualTo(Arrays.copyOfRange(content, 1, content.length));
        }
    }

    @Test
    void theEndStaysTheEnd() throws Exception {
        try (Fetch fetch = open(content(10))) {
            taking.all(fetch, 100);
            assertThat(taking.once(fetch, new byte[5])).isEqualTo(Fetch.END);
            assertThat(taking.once(fetch, new byte[5])).isEqualTo(Fetch.END);
        }
    }

    @Test
    void nothingIsTheEndAtOnce() throws Exception {
        try (Fetch fetch = open(new byte[0])) {
            assertThat(taking.all(fetch, 100)).isEmpty();
        }
    }

    @Test
    void storesNothingOutsideTheRange() throws Exception {
        byte[] content = content(50);
        byte[] target = new byte[60];
        try (Fetch fetch = open(content)) {
            taking.once(fetch, new byte[20]);
            int count = taking.once(fetch, target, 40, 10);
            assertThat(count).isBetween(1, 10);
            assertThat(Arrays.copyOf(target, 40)).containsOnly(0);
            assertThat(Arrays.copyOfRange(target, 40 + count, 60)).containsOnly(0);
        }
    }

    @Test
    void knowsItsLengthOrSaysThatItDoesNot() throws Exception {
        byte[] content = content(500);
        try (Fetch fetch = open(content)) {
            taking.all(fetch, 100);
            assertThat(fetch.origin().bytes()).isIn(rawLength(content), null);
        }
    }

    @Test
    void takingAfterClosingFails() throws Exception {
        Fetch fetch = open(content(500_000));
        taking.once(fetch, new byte[10]);
        fetch.close();
        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(() -> fetch.take(new byte[10], 0, 10));
    }

    @Test
    void closingAgainIsHarmless() throws Exception {
        Fetch fetch = open(content(500_000));
        fetch.close();
        fetch.close();
        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(() -> fetch.take(new byte[10], 0, 10));
    }

    @Test
    void anotherThreadMayClose() throws Exception {
        Fetch fetch = open(content(500_000));
        Thread closing = Thread.ofVirtual().start(fetch::close);
        byte[] target = new byte[10];
        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(() -> {
                    while (true) {
                        taking.once(fetch, target);
                    }
                });
        closing.join();
    }
}
