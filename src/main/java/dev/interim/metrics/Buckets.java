package dev.interim.metrics;

import java.time.Duration;
import java.util.stream.LongStream;

/// Where the buckets of our histograms end.
final class Buckets {
    private Buckets() {}

    /// For turns, which last 20 ms at most as a rule, and for what is as short.
    static Duration[] ofTurns() {
        return of(
                100, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 500_000, 2_000_000);
    }

    /// For what a person waits for.
    static Duration[] ofJobs() {
        return of(
                50_000,
                100_000,
                250_000,
                500_000,
                1_000_000,
                2_500_000,
                5_000_000,
                10_000_000,
                30_000_000,
                60_000_000,
                300_000_000,
                1_800_000_000);
    }

    private static Duration[] of(long... micros) {
        return LongStream.of(micros)
                .mapToObj(micro -> Duration.ofNanos(1_000 * micro))
                .toArray(Duration[]::new);
    }
}
