package dev.interim.web;

import dev.interim.engine.failure.FailureException;
import dev.interim.job.JobStatus;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A job on the wire.
///
/// @param failure why it failed
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
        Links links) {
    /// The source of a job.
    ///
    /// @param bytes its length as fetched
    @Schema(name = "Source")
    record SourceView(
            String uri, @Nullable String sent, @Nullable Long bytes, @Nullable String etag) {}

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
                new SourceView(
                        job.uri(), job.origin().sent(), job.origin().bytes(), job.origin().etag()),
                ProgressView.of(job.progress()),
                failure == null ? null : Problems.of(failure, "/jobs/" + id),
                Links.of(id));
    }
}
