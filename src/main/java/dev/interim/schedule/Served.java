package dev.interim.schedule;

import java.util.Comparator;

/// Somebody with an account of service who can wait in a [Pool]: a lane, or a group of lanes.
abstract class Served {

    /// Served least first; among equals who came first.
    static final Comparator<Served> LEAST_FIRST =
            Comparator.<Served>comparingLong(served -> served.virtualNanos)
                    .thenComparingLong(served -> served.order);

    /// The service received, as the pool counts it: who slept is lifted to about what the others
    /// had meanwhile.
    long virtualNanos = Long.MIN_VALUE;

    /// When it came to its pool.
    long order;
}
