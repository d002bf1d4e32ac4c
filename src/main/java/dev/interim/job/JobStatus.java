package dev.interim.job;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.source.Origin;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A job at one moment.
///
/// @param uri the address of the source
/// @param origin what is known of the source
/// @param failure why it failed, `null` unless it has
/// @param queue what it waits for, `null` unless it does
public record JobStatus(
        JobId id,
        JobSpec spec,
        JobState state,
        Times times,
        String uri,
        Origin origin,
        JobProgress progress,
        @Nullable FailureException failure,
        @Nullable JobQueue queue) {
    /// One that waits for nothing.
    JobStatus(
            JobId id,
            JobSpec spec,
            JobState state,
            Times times,
            String uri,
            Origin origin,
            JobProgress progress,
            @Nullable FailureException failure) {
        this(id, spec, state, times, uri, origin, progress, failure, null);
    }

    /// When what happened to a job.
    ///
    /// @param started when its first turn began
    /// @param firstResult when its first snapshot was taken
    public record Times(
            Instant created,
            @Nullable Instant started,
            @Nullable Instant firstResult,
            @Nullable Instant ended) {}
}
