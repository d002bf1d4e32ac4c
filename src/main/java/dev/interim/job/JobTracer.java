package dev.interim.job;

/// Begins the trace of each job; called by any thread, by several at a time, and must be quick.
@FunctionalInterface
public interface JobTracer {

    /// Traces nothing.
    JobTracer NONE = (id, spec) -> JobTrace.NONE;

    /// The trace of a job that was just made. A job that is not accepted in the end never ends.
    JobTrace begin(JobId id, JobSpec spec);
}
