package dev.interim.job;

import dev.interim.schedule.Activity;

/// Hears what is done for one job, and how long; called by any thread, by several at a time, and
/// must be quick.
public interface JobTrace {

    /// Hears nothing.
    JobTrace NONE =
            new JobTrace() {
                @Override
                public Runnable begun(Activity activity) {
                    return () -> {};
                }

                @Override
                public void ended(JobStatus status) {}
            };

    /// Something is done from now on; what this answers is run, once, when it is over.
    Runnable begun(Activity activity);

    /// The job has ended.
    void ended(JobStatus status);
}
