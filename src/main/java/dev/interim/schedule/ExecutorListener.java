package dev.interim.schedule;

/// Hears of every turn that one executor serves, whatever lane it is of; must be quick.
@FunctionalInterface
public interface ExecutorListener {

    /// Hears nothing.
    ExecutorListener NONE = (span, waitedNanos) -> {};

    /// A turn ended, also by a failure; called on the worker that ran it, by several at a time.
    /// What this throws fails the lane.
    ///
    /// @param waitedNanos how long the lane stood in the run queue before; zero for one that keeps
    ///   its worker
    void turnEnded(Span span, long waitedNanos);
}
