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
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
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
    private static final String FRESH = "no-store, no-transform";

    /// Asks proxies to pass on what comes when it comes.
    private static final String UNBUFFERED = "X-Accel-Buffering";

    private final JobService jobs;
    private final WebSettings settings;
    private final Subscribers subscribers;
    private final StreamMeters meters;
    private final Framing serverSent;
    private final Framing lines;

    EventsController(
            JobService jobs,
            WebSettings settings,
            Subscribers subscribers,
            JsonMapper json,
            StreamMeters meters) {
        this.jobs = jobs;
        this.settings = settings;
        this.subscribers = subscribers;
        this.meters = meters;
        serverSent = Framing.serverSent(json);
        lines = Framing.lines(json);
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
    void events(
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
            HttpServletRequest http,
            HttpServletResponse response)
            throws HttpMediaTypeNotAcceptableException {
        Accepted.require(
                http,
                MediaType.TEXT_EVENT_STREAM,
                MediaType.TEXT_EVENT_STREAM,
                MediaType.APPLICATION_NDJSON,
                MediaType.TEXT_PLAIN);
        var asked = new EventQuery(parameter == null ? header : parameter, events, every).request();
        Function<EventLog, Flux<Frame>> stream =
                log -> frames(log, asked, serverSent).startWith(EventStream.GREETING);
        write(id, caller, asked, MediaType.TEXT_EVENT_STREAM, stream, http, response);
    }

    @GetMapping(path = "/jobs/{id}/events", produces = MediaType.APPLICATION_NDJSON_VALUE)
    @Operation(hidden = true) // the description has it beside server-sent events
    void lines(
            @PathVariable String id,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String header,
            @RequestParam(name = "lastEventId", required = false) @Nullable String parameter,
            @RequestParam(name = "events", required = false) @Nullable String events,
            @RequestParam(name = "every", required = false) @Nullable String every,
            Caller caller,
            HttpServletRequest http,
            HttpServletResponse response) {
        var asked = new EventQuery(parameter == null ? header : parameter, events, every).request();
        Function<EventLog, Flux<Frame>> stream = log -> frames(log, asked, lines);
        write(id, caller, asked, MediaType.APPLICATION_NDJSON, stream, http, response);
    }

    private Flux<Frame> frames(EventLog log, EventStream.Request asked, Framing framing) {
        return meters.counted(EventStream.of(log, asked, settings.heartbeat(), framing), asked);
    }

    private void write(
            String id,
            Caller caller,
            EventStream.Request asked,
            MediaType type,
            Function<EventLog, Flux<Frame>> stream,
            HttpServletRequest http,
            HttpServletResponse response) {
        var job = job(id, caller);
        if (asked.after() > 0 && job.events().isFinishedBy(asked.after())) {
            response.setStatus(HttpStatus.NO_CONTENT.value());
            return;
        }
        var admitted =
                subscribers.admit(
                        caller.owner(),
                        job.id(),
                        told(job, stream.apply(job.events())),
                        HangUp.on(http));
        response.setContentType(type.toString());
        response.setHeader(HttpHeaders.CACHE_CONTROL, FRESH);
        response.setHeader(UNBUFFERED, "no");
        response.setHeader(HttpHeaders.VARY, "Accept");
        SendBuffer.bound(http);
        FrameWriter.write(admitted, http, response);
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
        // Refused before there is an answer, if what it asks for is wrong.
        LiveTable.request(every, isRedrawn);
        var job = job(id, caller);
        var table = told(job, LiveTable.of(job.events(), every, isRedrawn, settings.heartbeat()));
        SendBuffer.bound(http);
        return ResponseEntity.ok()
                .contentType(LiveTable.TYPE)
                .header(HttpHeaders.CACHE_CONTROL, FRESH)
                .header(UNBUFFERED, "no")
                .varyBy("Accept")
                .body(subscribers.admit(caller.owner(), job.id(), table, HangUp.on(http)));
    }

    private Job job(String id, Caller caller) {
        return jobs.get(caller.viewer(), JobId.parse(id));
    }

    /// The same stream, of which who traces the job is told from its subscription to its end.
    static <T> Flux<T> told(Job job, Flux<T> stream) {
        return Flux.using(() -> job.begun(SEND), _ -> stream, (Runnable over) -> over.run());
    }
}
