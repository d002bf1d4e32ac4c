package dev.interim.job;

import dev.interim.run.Strategy;
import java.time.Duration;

/// Hears what becomes of all jobs; called by any thread, by several at a time, and must be quick.
public interface JobListener {

    /// Hears nothing.
    JobListener NONE = new JobListener() {};

    /// A job was accepted.
    default void accepted(JobSpec spec) {}

    /// The first snapshot of a job was taken.
    ///
    /// @param after since the job was accepted
    default void firstResult(Strategy strategy, Duration after) {}

    /// A snapshot was taken.
    ///
    /// @param cost how long that kept a worker
    default void snapshotTaken(Strategy strategy, Duration cost) {}

    /// A job ended.
    ///
    /// @param after since the job was accepted
    default void ended(JobStatus status, Duration after) {}
}
