package dev.interim.schedule;

/// Hears of every turn of a lane when it has ended, on the worker that ran it; must be quick.
@FunctionalInterface
public interface TurnListener {

    /// Hears nothing.
    TurnListener NONE = span -> {};

    /// A turn ended, also by a failure. What this throws fails the lane.
    void turnEnded(Span span);
}
