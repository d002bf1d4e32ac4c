package dev.interim.engine.stats;

import java.security.SecureRandom;

/// Where hashes have their places in a table: not where somebody wants them who has chosen the
/// values.
///
/// The highest bits of a product with an odd number that every process makes up for itself
/// (Dietzfelbinger and others, 1997). No result may depend on places.
final class Slots {
    private static final long SECRET = new SecureRandom().nextLong() | 1;

    private Slots() {}

    /// What [#of] takes for a table of so many slots, a power of two and at least two.
    static int shift(int slots) {
        return Long.SIZE - Integer.numberOfTrailingZeros(slots);
    }

    /// The first slot that may hold the hash.
    static int of(long hash, int shift) {
        return (int) ((hash * SECRET) >>> shift);
    }
}
