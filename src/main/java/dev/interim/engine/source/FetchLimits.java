package dev.interim.engine.source;

import java.time.Duration;

/// How much, how long and how slowly at worst something is fetched; times and rate are those of
/// servers.
///
/// @param mostBytes bytes fetched, as they come (compressed where the source is); also for files
///   and uploads
/// @param connectTimeout until a connection stands, for each address of a host
/// @param responseTimeout until the answer to a request begins, and between two arrivals of bytes
/// @param totalTime from opening until the last byte
/// @param leastBytesPerSecond what a server must send on average over each `responseTimeout` that
///   was spent waiting for it; time in which nobody took the bytes does not count; 0 for any
public record FetchLimits(
        long mostBytes,
        Duration connectTimeout,
        Duration responseTimeout,
        Duration totalTime,
        long leastBytesPerSecond) {
    /// 1 TB, 5 s, 30 s, 6 h, 1 kB/s.
    public static final FetchLimits STANDARD =
            new FetchLimits(
                    1_000_000_000_000L,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    Duration.ofHours(6),
                    1_000);

    /// Checks the ranges.
    public FetchLimits {
        if (mostBytes < 0 || leastBytesPerSecond < 0) {
            throw new IllegalArgumentException("limits of fetching must not be negative");
        }
        if (!connectTimeout.isPositive()
                || !responseTimeout.isPositive()
                || !totalTime.isPositive()) {
            throw new IllegalArgumentException("times of fetching must be positive");
        }
    }
}
