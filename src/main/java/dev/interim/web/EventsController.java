package dev.interim.web;

import dev.interim.access.Caller;
import dev.interim.job.EventLog;
import dev.interim.job.Job;
import dev.interim.job.JobId;
import dev.interim.job.JobService;
import dev.interim.schedule.Activity;
import dev.interim.web.Descriptions.MayBeWrong;
import dev.interim.web.Descriptions.OfOneJob;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

/// The events of a job over HTTP.
@RestController
@Tag(name = "Events")
class EventsController {
    private static final Activity SEND = new Activity("send");

    private final JobService jobs;
    private final WebSettings settings;
    private final Subscribers subscribers;
    private final JsonMapper json;
    private final StreamMeters meters;

    EventsController(
            JobService jobs,
            WebSettings settings,
            Subscribers subscribers,
            JsonMapper json,
            StreamMeters meters) {
        this.jobs = jobs;
        this.settings = settings;
        this.subscribers = subscribers;
        this.json = json;
        this.meters = meters;
    }

    /// Names no type that it produces: so it is the one for those who accept anything.
    @GetMapping("/jobs/{id}/events")
    @Operation(
            operationId = "followJob",
            summary = "Follow a job",
            description =
                    """
                    Server-sent events, from the first one on: `state`, `progress`, `snapshot`, `warning`, \
                    `gap` and, last, `done`; then the server closes the stream. Each has a number as its \
                    `id`. Whoever reads slowly gets the newest progress and snapshot, and misses no other \
                    event; who does not read at all is cut off. In a terminal: `curl -N`. \
                    As NDJSON the same events are lines `{id, event, data}`, and an empty line is the \
                    heartbeat; as plain text they are a table for people, with one line for each column.\
                    """)
    @ApiResponse(
            responseCode = "200",
            description = "The events as they come; a comment line when nothing happens for 15 s",
            headers = {
                @Header(
                        name = "Cache-Control",
                        description = "`no-store, no-transform`: nobody keeps or compresses it",
                        schema = @Schema(type = "string")),
                @Header(
                        name = "X-Accel-Buffering",
                        description = "`no`: proxies pass each event on as it comes",
                        schema = @Schema(type = "string"))
            },
            content = {
                @Content(
                        mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                        schema = @Schema(implementation = EventSchema.class)),
                @Content(
                        mediaType = MediaType.APPLICATION_NDJSON_VALUE,
                        schema = @Schema(implementation = EventSchema.class)),
                @Content(mediaType = MediaType.TEXT_PLAIN_VALUE, schema = @Schema(type = "string"))
            })
    @ApiResponse(
            responseCode = "204",
            description = "The job has ended and the caller has seen its last event: do not return",
            content = @Content)
    @ApiResponse(
            responseCode = "503",
            description = "All places for those who follow are taken",
            headers =
                    @Header(
                            name = "Retry-After",
                            description = "After how many seconds to try again",
                            schema = @Schema(type = "integer")),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = Problem.class)))
    @Parameter(
            name = "redraw",
            in = ParameterIn.QUERY,
            description =
                    "Of the table: whether it is drawn over itself with the escape codes of a"
                            + " terminal; without, it is printed anew every two seconds",
            schema = @Schema(type = "boolean"))
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
                    @Nullable String parameter,
            @Parameter(
                            description =
                                    "Only these: `state`, `progress`, `snapshot` and `warning`,"
                                            + " separated by commas. `gap` and `done` always come,"
                                            + " and ids stay those of the whole",
                            example = "snapshot,done",
                            schema = @Schema(type = "string"))
                    @RequestParam(name = "events", required = false)
                    @Nullable String events,
            @Parameter(
                            description =
                                    "The least time between two of `progress`, and of `snapshot`:"
                                            + " `1s`, `500ms`; at most an hour. What was replaced"
                                            + " meanwhile is left out, and nothing waits when a"
                                            + " `state`, a `warning` or the end comes",
                            example = "1s",
                            schema = @Schema(type = "string"))
                    @RequestParam(name = "every", required = false)
                    @Nullable String every,
            Caller caller,
            HttpServletRequest http)
            throws HttpMediaTypeNotAcceptableException {
        Accepted.require(
                http,
                MediaType.TEXT_EVENT_STREAM,
                MediaType.TEXT_EVENT_STREAM,
                MediaType.APPLICATION_NDJSON,
                MediaType.TEXT_PLAIN);
        var asked = new EventQuery(parameter == null ? header : parameter, events, every).request();
        return answer(
                job(id, caller),
                caller,
                asked,
                MediaType.TEXT_EVENT_STREAM,
                log -> meters.counted(EventStream.of(log, asked, settings.heartbeat()), asked),
                http);
    }

    @GetMapping(path = "/jobs/{id}/events", produces = MediaType.APPLICATION_NDJSON_VALUE)
    @Operation(hidden = true) // the description has it beside server-sent events
    ResponseEntity<Flux<String>> lines(
            @PathVariable String id,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String header,
            @RequestParam(name = "lastEventId", required = false) @Nullable String parameter,
            @RequestParam(name = "events", required = false) @Nullable String events,
            @RequestParam(name = "every", required = false) @Nullable String every,
            Caller caller,
            HttpServletRequest http) {
        var asked = new EventQuery(parameter == null ? header : parameter, events, every).request();
        Function<EventLog.Entry, String> line =
                entry -> json.writeValueAsString(EventView.Line.of(entry)) + "\n";
        return answer(
                job(id, caller),
                caller,
                asked,
                MediaType.APPLICATION_NDJSON,
                log -> EventStream.of(log, asked, settings.heartbeat(), line, () -> "\n"),
                http);
    }

    @GetMapping(path = "/jobs/{id}/events", produces = MediaType.TEXT_PLAIN_VALUE)
    @Operation(hidden = true) // the description has it beside server-sent events
    ResponseEntity<Flux<String>> table(
            @PathVariable String id,
            @RequestParam(name = "every", required = false) @Nullable String every,
            @RequestParam(name = "redraw", required = false) @Nullable String redraw,
            Caller caller,
            HttpServletRequest http) {
        boolean isRedrawn = Words.flag("redraw", redraw);
        return answer(
                job(id, caller),
                caller,
                LiveTable.request(every, isRedrawn),
                LiveTable.TYPE,
                log -> LiveTable.of(log, every, isRedrawn, settings.heartbeat()),
                http);
    }

    private Job job(String id, Caller caller) {
        return jobs.get(caller.viewer(), JobId.parse(id));
    }

    private <T> ResponseEntity<Flux<T>> answer(
            Job job,
            Caller caller,
            EventStream.Request asked,
            MediaType type,
            Function<EventLog, Flux<T>> stream,
            HttpServletRequest http) {
        var log = job.events();
        if (asked.after() > 0 && log.isFinishedBy(asked.after())) {
            return ResponseEntity.noContent().build();
        }
        var admitted =
                subscribers.admit(
                        caller.owner(),
                        job.id(),
                        told(job, stream.apply(log)),
                        HangUp.on(http));
        return ResponseEntity.ok()
                .contentType(type)
                .cacheControl(CacheControl.noStore().noTransform())
                .header("X-Accel-Buffering", "no")
                .varyBy("Accept")
                .body(admitted);
    }

    /// The same stream, of which who traces the job is told from its subscription to its end.
    static <T> Flux<T> told(Job job, Flux<T> stream) {
        return Flux.using(() -> job.begun(SEND), _ -> stream, (Runnable over) -> over.run());
    }
}
