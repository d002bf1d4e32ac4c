package dev.interim.web;

import dev.interim.access.Caller;
import dev.interim.job.Job;
import dev.interim.job.JobId;
import dev.interim.job.JobService;
import dev.interim.schedule.Span;
import dev.interim.web.Descriptions.OfOneJob;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// Who ran when.
@RestController
@Tag(name = "Timeline")
class TimelineController {
    private static final double NANOS_PER_SECOND = 1e9;

    private final JobService jobs;

    TimelineController(JobService jobs) {
        this.jobs = jobs;
    }

    /// A timeline.
    ///
    /// @param spans in the order of their starts
    @Schema(name = "Timeline", description = "Who ran when, in seconds from the first turn")
    record TimelineView(UUID jobId, List<SpanView> spans) {}

    /// One turn, or several neighbouring ones that were merged.
    ///
    /// @param start in seconds from the first turn
    /// @param end in seconds from the first turn
    /// @param busy seconds of work in it; less than its length when turns were merged
    @Schema(name = "Span")
    record SpanView(
            String worker,
            String lane,
            String activity,
            double start,
            double end,
            double busy,
            long turns,
            long bytes,
            long rows) {
        static SpanView of(Span span, long zero) {
            return new SpanView(
                    span.track().worker(),
                    span.track().lane(),
                    span.track().activity().name(),
                    (span.startNanos() - zero) / NANOS_PER_SECOND,
                    (span.endNanos() - zero) / NANOS_PER_SECOND,
                    span.tally().busyNanos() / NANOS_PER_SECOND,
                    span.tally().turns(),
                    span.tally().bytes(),
                    span.tally().rows());
        }
    }

    @GetMapping(path = "/jobs/{id}/timeline", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "getTimeline",
            summary = "See who ran when",
            description =
                    "The turns of a job: which worker, which lane, what it did, from when to when."
                            + " As a Chrome trace it opens in Perfetto and in chrome://tracing.")
    @ApiResponse(
            responseCode = "200",
            description = "The timeline so far",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schema = @Schema(implementation = TimelineView.class)),
                @Content(
                        mediaType = TraceController.TRACE,
                        schema = @Schema(implementation = TraceView.class))
            })
    @OfOneJob
    TimelineView timeline(@PathVariable String id, Caller caller) {
        Job job = jobs.get(caller.viewer(), JobId.parse(id));
        var spans = job.timeline();
        long zero = spans.isEmpty() ? 0 : spans.getFirst().startNanos();
        return new TimelineView(
                job.id().uuid(), spans.stream().map(span -> SpanView.of(span, zero)).toList());
    }
}
