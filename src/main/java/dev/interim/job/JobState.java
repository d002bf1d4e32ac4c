package dev.interim.job;

import java.util.Locale;

/// Where a job stands.
public enum JobState {
    /// Waits for a place among the running: for the first time, or anew after it was resumed or
    /// changed to another executor.
    QUEUED,
    /// Takes turns.
    RUNNING,
    /// Takes no turns until it is resumed.
    PAUSED,
    /// Ended with all that was asked for.
    SUCCEEDED,
    /// Ended by a failure.
    FAILED,
    /// Ended because somebody wanted it to.
    CANCELLED;

    /// Whether nothing changes any more.
    public boolean isEnded() {
        return switch (this) {
            case QUEUED, RUNNING, PAUSED -> false;
            case SUCCEEDED, FAILED, CANCELLED -> true;
        };
    }

    /// The state as it stands on the wire: `running`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
