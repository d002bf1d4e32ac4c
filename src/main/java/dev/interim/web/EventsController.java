package dev.interim.web;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.job.JobId;
import dev.interim.job.JobService;
import dev.interim.web.Descriptions.MayBeWrong;
import dev.interim.web.Descriptions.OfOneJob;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

/// The events of a job over HTTP.
@RestController
@Tag(name = "Events")
class EventsController {
    private final JobService jobs;
    private final WebSettings settings;
    private final StreamMeters meters;

    EventsController(JobService jobs, WebSettings settings, StreamMeters meters) {
        this.jobs = jobs;
        this.settings = settings;
        this.meters = meters;
    }

    @GetMapping(path = "/jobs/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            operationId = "followJob",
            summary = "Follow a job",
            description =
                    """
                    Server-sent events, from the first one on: `state`, `progress`, `snapshot`, `warning`, \
                    `gap` and, last, `done`; then the server closes the stream. Each has a number as its \
                    `id`. Whoever reads slowly gets the newest progress and snapshot, and misses no other \
                    event. In a terminal: `curl -N`.\
                    """)
    @ApiResponse(
            responseCode = "200",
            description = "The events as they come; a comment line when nothing happens for 15 s",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(implementation = EventSchema.class)))
    @ApiResponse(
            responseCode = "204",
            description = "The job has ended and the caller has seen its last event: do not return",
            content = @Content)
    @OfOneJob
    @MayBeWrong
    ResponseEntity<Flux<ServerSentEvent<Object>>> events(
            @PathVariable String id,
            @Parameter(
                            description = "The last event that was seen; those after it follow",
                            schema = @Schema(type = "integer", minimum = "0"))
                    @RequestHeader(name = "Last-Event-ID", required = false)
                    @Nullable String header,
            @Parameter(
                            description = "The same, for clients that cannot set headers",
                            schema = @Schema(type = "integer", minimum = "0"))
                    @RequestParam(name = "lastEventId", required = false)
                    @Nullable String parameter) {
        var log = jobs.get(JobId.parse(id)).events();
        long after = number(parameter == null ? header : parameter);
        if (after > 0 && log.isFinishedBy(after)) {
            return ResponseEntity.noContent().build();
        }
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .cacheControl(CacheControl.noStore().noTransform())
                .header("X-Accel-Buffering", "no")
                .body(meters.counted(EventStream.of(log, after, settings.heartbeat()), after));
    }

    private static long number(@Nullable String given) {
        if (given == null || given.isBlank()) {
            return 0;
        }
        try {
            return Math.max(0, Long.parseLong(given.strip()));
        } catch (NumberFormatException e) {
            throw new FailureException(
                    FailureKind.INVALID_REQUEST,
                    "the last event id must be a number, not '" + given + "'",
                    e);
        }
    }
}
