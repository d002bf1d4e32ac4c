package dev.interim.schedule;

/// What is to become of a lane after a turn.
public enum Next {
    /// Has more to do: goes back to the run queue.
    AGAIN,
    /// Has nothing to do until it is signalled; a signal that came during the turn counts.
    PARK,
    /// Is over.
    END
}
