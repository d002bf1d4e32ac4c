package dev.interim.engine.source;

import java.time.Duration;

/// Limits of which only one is narrow.
final class Limits {
    private static final FetchLimits WIDE = FetchLimits.STANDARD;

    private Limits() {}

    static FetchLimits ofBytes(long most) {
        return new FetchLimits(
                most, WIDE.connectTimeout(), WIDE.responseTimeout(), WIDE.totalTime(), 0);
    }

    static FetchLimits ofTotalTime(Duration most) {
        return new FetchLimits(
                WIDE.mostBytes(), WIDE.connectTimeout(), WIDE.responseTimeout(), most, 0);
    }

    static FetchLimits ofRate(long least) {
        return new FetchLimits(
                WIDE.mostBytes(),
                WIDE.connectTimeout(),
                WIDE.responseTimeout(),
                WIDE.totalTime(),
                least);
    }

    static FetchLimits ofResponse(Duration most) {
        return new FetchLimits(WIDE.mostBytes(), WIDE.connectTimeout(), most, WIDE.totalTime(), 0);
    }
}
