package dev.interim.web;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.job.Job;
import dev.interim.job.JobService;
import dev.interim.run.Strategy;
import dev.interim.schedule.Priority;
import org.jspecify.annotations.Nullable;

/// Changes to a job, all checked before the first is made.
final class Changes {
    private final JobService jobs;
    private final @Nullable Boolean isPaused;
    private final @Nullable Priority priority;
    private final @Nullable Strategy strategy;

    /// @throws FailureException `INVALID_REQUEST` where a word is not known or nothing is to change
    Changes(JobService jobs, ChangeBody body) {
        this.jobs = jobs;
        isPaused = body.state() == null ? null : isPaused(body.state());
        priority = body.priority() == null ? null : SpecReader.priority(body.priority());
        strategy = body.mode() == null ? null : SpecReader.strategy(body.mode());
        if (isPaused == null && priority == null && strategy == null) {
            throw new FailureException(
                    FailureKind.INVALID_REQUEST,
                    "nothing is to change; known are state, priority, mode");
        }
    }

    /// Makes the changes.
    void applyTo(Job job) {
        if (priority != null) {
            jobs.change(job, priority);
        }
        if (strategy != null) {
            jobs.change(job, strategy);
        }
        if (isPaused != null) {
            change(job, isPaused);
        }
    }

    private void change(Job job, boolean toPaused) {
        if (toPaused) {
            jobs.pause(job);
        } else {
            jobs.resume(job);
        }
    }

    private static boolean isPaused(String state) {
        return switch (state) {
            case "paused" -> true;
            case "running" -> false;
            default ->
                    throw new FailureException(
                            FailureKind.INVALID_REQUEST,
                            "unknown state '" + state + "'; known are paused, running");
        };
    }
}
