package dev.interim.engine.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacedFetchTest extends FetchContract {
    private final ManualTiming timing = new ManualTiming();

    @Override
    protected Fetch open(byte[] content) {
        taking.whenNothingIsThere(() -> {
            timing.advance(Duration.ofMillis(21));
            taking.awaitReady();
        });
        return new PacedFetch(new BytesFetch(content), 2_000_000, timing, taking.ready());
    }

    @ParameterizedTest(name = "{0} bytes a second")
    @ValueSource(longs = {10, 1_000, 2_000_000, 5_000_000_000L})
    void bytesPassAtTheRate(long rate) {
        var ready = new AtomicInteger();
        byte[] content = content(50_000_000);
        byte[] target = new byte[1 << 20];
        var fetch = new PacedFetch(new BytesFetch(content), rate, timing, ready::incrementAndGet);
        long taken = 0;
        for (int hundredth = 0; hundredth < 200 && taken < content.length; hundredth++) {
            int count = fetch.take(target, 0, target.length);
            while (count > 0) {
                taken += count;
                count = fetch.take(target, 0, target.length);
            }
            double seconds = timing.elapsed().toNanos() / 1e9;
            double grain = Math.max(1, rate / 50.0);
            if (count == 0) {
                assertThat((double) taken)
                        .isBetween(seconds * rate - grain - 1, seconds * rate + 0.001);
            }
            timing.advance(Duration.ofMillis(10));
        }
        assertThat(taken).isGreaterThan(9);
        assertThat(ready).hasPositiveValue();
    }

    @Test
    void tellsWhenTheNextBytesAreThereAndNotBefore() {
        var ready = new AtomicInteger();
        var fetch =
                new PacedFetch(
                        new BytesFetch(content(1_000)), 1_000, timing, ready::incrementAndGet);
        assertThat(fetch.take(new byte[100], 0, 100)).isZero();
        timing.advance(Duration.ofMillis(19));
        assertThat(ready).hasValue(0);
        timing.advance(Duration.ofMillis(2));
        assertThat(ready).hasValue(1);
        assertThat(fetch.take(new byte[100], 0, 100)).isEqualTo(21);
    }

    @Test
    void askingOftenSetsOneAlarm() {
        var fetch = new PacedFetch(new BytesFetch(content(1_000)), 1_000, timing, () -> {});
        for (int i = 0; i < 100; i++) {
            assertThat(fetch.take(new byte[100], 0, 100)).isZero();
        }
        assertThat(timing.alarms()).isEqualTo(1);
    }

    @Test
    void whoeverWasAwayGetsATenthOfASecondAtOnce() {
        var fetch = new PacedFetch(new BytesFetch(content(100_000)), 1_000, timing, () -> {});
        timing.advance(Duration.ofHours(1));
        assertThat(fetch.take(new byte[100_000], 0, 100_000)).isEqualTo(100);
        assertThat(fetch.take(new byte[100_000], 0, 100_000)).isZero();
    }
}
