package dev.interim.web;

import dev.interim.engine.failure.FailureException;
import dev.interim.job.JobQueue;
import dev.interim.job.JobStatus;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A job on the wire.
///
/// @param failure why it failed
/// @param queue what it waits for
/// @param links where to go on
@Schema(name = "Job", description = "A job at one moment")
record JobView(
        UUID id,
        @Schema(allowableValues = {"sequential", "concurrent", "parallel"}) String mode,
        @Schema(description = "Where its turns run") String executor,
        @Schema(allowableValues = {"interactive", "normal", "batch"}) String priority,
        @Schema(
                        allowableValues = {
                            "queued",
                            "running",
                            "paused",
                            "succeeded",
                            "failed",
                            "cancelled"
                        })
                String state,
        @Schema(description = "When it was accepted") Instant createdAt,
        @Schema(description = "When its first turn began") @Nullable Instant startedAt,
        @Schema(description = "When it ended") @Nullable Instant endedAt,
        @Schema(description = "When its first snapshot was taken") @Nullable Instant firstResultAt,
        SourceView source,
        ProgressView progress,
        @Schema(description = "Why it failed") @Nullable Problem failure,
        @Schema(description = "What it waits for; null unless it does") @Nullable QueueView queue,
        Links links) {
    /// The source of a job.
    ///
    /// @param bytes its length as fetched
    @Schema(name = "Source")
    record SourceView(String uri, @Nullable Long bytes, @Nullable String etag) {}

    /// What a job waits for.
    @Schema(name = "Queue", description = "What a job waits for")
    record QueueView(
            @Schema(description = "How many jobs that wait come before it, and itself") int place,
            @Schema(
                            allowableValues = {"places", "memory"},
                            description =
                                    "What there is not enough of: places for jobs that run, or memory"
                                            + " that others hold")
                    String reason) {
        static @Nullable QueueView of(@Nullable JobQueue queue) {
            return queue == null ? null : new QueueView(queue.place(), queue.reason().label());
        }
    }

    /// Where to go on.
    @Schema(name = "Links")
    record Links(String self, String events, String result, String timeline) {
        static Links of(UUID id) {
            String self = "/jobs/" + id;
            return new Links(self, self + "/events", self + "/result", self + "/timeline");
        }
    }

    static JobView of(JobStatus job) {
        var id = job.id().uuid();
        FailureException failure = job.failure();
        return new JobView(
                id,
                job.spec().strategy().mode(),
                job.spec().executorName(),
                Words.label(job.spec().priority()),
                job.state().label(),
                job.times().created(),
                job.times().started(),
                job.times().ended(),
                job.times().firstResult(),
                new SourceView(job.uri(), job.origin().bytes(), job.origin().etag()),
                ProgressView.of(job.progress()),
                failure == null ? null : Problems.of(failure, "/jobs/" + id),
                QueueView.of(job.queue()),
                Links.of(id));
    }
}
