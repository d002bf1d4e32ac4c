package dev.interim.engine.source;

import java.time.Duration;
import java.util.Random;

/// How servers are treated.
///
/// @param retries how often in a row a server is asked again after something went wrong, 0 to 5
/// @param releaseAfter how long a pause lasts before the connection is given back, where the server
///   lets the fetch be resumed
/// @param ranges how many parts of a source are asked for at the same time, 1 to 8
/// @param backoff how long a server is left alone before it is asked again
public record FetchManners(int retries, Duration releaseAfter, int ranges, Backoff backoff) {
    private static final int MOST_RETRIES = 5;
    private static final int MOST_RANGES = 8;

    /// Checks the ranges.
    public FetchManners {
        if (retries < 0 || retries > MOST_RETRIES) {
            throw new IllegalArgumentException("a server is asked again 0 to 5 times");
        }
        if (ranges < 1 || ranges > MOST_RANGES) {
            throw new IllegalArgumentException("1 to 8 ranges are asked for at the same time");
        }
        if (!releaseAfter.isPositive()) {
            throw new IllegalArgumentException("a pause must last before connections are released");
        }
    }

    /// 5 retries, 10 s, 8 ranges.
    public static FetchManners standard() {
        return new FetchManners(
                MOST_RETRIES, Duration.ofSeconds(10), MOST_RANGES, Backoff.jittered(new Random()));
    }
}
