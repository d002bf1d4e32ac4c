package dev.interim.web;

import java.time.Duration;

/// How fast a body must arrive.
///
/// @param grace how long it is waited for before its rate counts
/// @param bytesPerSecond of the time spent waiting for it
record BodyPace(Duration grace, long bytesPerSecond) {
    private static final double NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

    /// Whether too few bytes have arrived in the time that was spent waiting for them.
    boolean isTooSlow(long bytes, long waitedNanos) {
        return waitedNanos >= grace.toNanos()
                && bytes < bytesPerSecond * (waitedNanos / NANOS_PER_SECOND);
    }

    @Override
    public String toString() {
        return "%d bytes a second after %d ms".formatted(bytesPerSecond, grace.toMillis());
    }
}
