package dev.interim.engine.stats;

import org.jspecify.annotations.Nullable;

/// What of a computed number may be shown.
final class Numbers {
    private Numbers() {}

    /// The number, `null` where it is none or does not fit.
    static @Nullable Double finite(@Nullable Double value) {
        return value == null || !Double.isFinite(value) ? null : value;
    }
}
