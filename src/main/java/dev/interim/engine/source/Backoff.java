package dev.interim.engine.source;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long a server is left alone after something went wrong.
@FunctionalInterface
public interface Backoff {
    /// How long to wait now.
    ///
    /// @param failures how often it went wrong in a row, at least 1
    /// @param asked what the server asked for; zero when it did not say
    Duration after(int failures, Duration asked);

    /// What was asked for, and besides 200 ms, twice as long each time, at most 10 s; of that
    /// between the half and all, so that those who were sent away together do not come back
    /// together.
    ///
    /// @param random used by many threads
    static Backoff jittered(RandomGenerator random) {
        return (failures, asked) -> {
            double millis = Math.min(10_000, 200 * Math.pow(2, failures - 1.0));
            return asked.plusMillis((long) (millis * (0.5 + random.nextDouble() / 2)));
        };
    }
}
