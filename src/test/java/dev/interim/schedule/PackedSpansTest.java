package dev.interim.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Packed spans are the same spans in less memory.
class PackedSpansTest {
    private static final int SPANS = 4_096;
    private static final int MOST = 2_048;

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anySpansComeBack(long seed) {
        var random = new Random(seed);
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            var tally = new Tally(any(random), any(random), any(random), any(random));
            spans.add(new Span(track(random), any(random), any(random), tally));
        }
        assertThat(new PackedSpans(spans).spans()).isEqualTo(spans);
    }

    /// Small and large ones, of either sign.
    private static long any(Random random) {
        return random.nextLong() >> random.nextInt(Long.SIZE);
    }

    private static Track track(Random random) {
        return new Track(
                "cores-" + random.nextInt(4),
                "statistics-" + random.nextInt(4),
                new Activity("statistics"));
    }

    @Test
    void noneComeBackAsNone() {
        assertThat(new PackedSpans(List.of()).spans()).isEmpty();
    }

    @Test
    void usualTurnsTakeLessThanTwentyBytesEach() {
        var random = new Random(1);
        List<Span> spans = new ArrayList<>();
        long at = random.nextLong(1L << 50);
        for (int i = 0; i < SPANS; i++) {
            long nanos = 1_000_000L + random.nextInt(9_000_000);
            var tally = new Tally(1, nanos, random.nextInt(1 << 19), random.nextInt(10_000));
            spans.add(new Span(track(random), at, at + nanos, tally));
            at += random.nextInt(10_000_000);
        }
        assertThat(new PackedSpans(spans).memory()).isLessThan(20 * SPANS);

        var fewer = PackedSpans.of(spans, MOST);
        assertThat(fewer.spans()).hasSizeBetween(MOST / 2, MOST);
        assertThat(fewer.spans().stream().mapToLong(span -> span.tally().turns()).sum())
                .isEqualTo(SPANS);
        assertThat(fewer.memory()).isLessThan(20 * MOST);
    }
}
