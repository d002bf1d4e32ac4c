package dev.interim.job;

import java.util.Locale;

/// What a job waits for.
///
/// @param place how many come before it, and itself
/// @param reason what there is not enough of
public record JobQueue(int place, Reason reason) {
    /// What there is not enough of.
    public enum Reason {
        /// So many jobs run as may at the same time.
        PLACES,
        /// Others hold the memory that it needs.
        MEMORY;

        /// The reason as it stands on the wire: `memory`.
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
