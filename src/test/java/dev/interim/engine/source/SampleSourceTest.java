package dev.interim.engine.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SampleSourceTest extends FetchContract {
    private final ManualTiming timing = new ManualTiming();

    @Override
    protected Fetch open(byte[] content) {
        return new SampleFetch(parts(content), content.length);
    }

    @Test
    void withARateItTakesItsTime() {
        var source = new SampleSource("sample:trips?rate=2MB", new Rate(2_000_000), timing);
        taking.whenNothingIsThere(() -> timing.advance(Duration.ofMillis(5)));
        try (Fetch fetch = source.open(taking.ready())) {
            assertThat(fetch.origin().bytes()).isEqualTo(SampleTrips.BYTES);
            assertThat((long) taking.all(fetch, 4_096).length).isEqualTo(SampleTrips.BYTES);
        }
        assertThat(timing.elapsed()).isBetween(Duration.ofMillis(1_985), Duration.ofMillis(2_050));
    }

    private static Supplier<byte[]> parts(byte[] content) {
        int[] at = {0};
        return () -> {
            int from = at[0];
            at[0] = Math.min(content.length, from + 1_000);
            return Arrays.copyOfRange(content, from, at[0]);
        };
    }
}
