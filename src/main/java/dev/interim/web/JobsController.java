package dev.interim.web;

import dev.interim.access.Caller;
import dev.interim.job.Job;
import dev.interim.job.JobId;
import dev.interim.job.JobService;
import dev.interim.job.JobSnapshot;
import dev.interim.web.Descriptions.MayBeWrong;
import dev.interim.web.Descriptions.OfOneJob;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Jobs over HTTP: look, list, read the result, cancel.
@RestController
@RequestMapping(path = "/jobs", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Jobs")
class JobsController {
    private static final List<String> FILTERS = List.of("state", "mode", "limit", "cursor");
    private static final Pattern WAIT =
            Pattern.compile(
                    "(?:^|[,;\\s])wait\\s*=\\s*\"?(\\d{1,9})\"?(?:$|[,;\\s])",
                    Pattern.CASE_INSENSITIVE);
    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final String CSV = "text/csv;charset=UTF-8";
    private static final String MARKDOWN = "text/markdown;charset=UTF-8";
    private static final int LONGEST_WAIT_SECONDS = 60;

    private final JobService jobs;
    private final BodyParser bodies;

    JobsController(JobService jobs, BodyParser bodies) {
        this.jobs = jobs;
        this.bodies = bodies;
    }

    @GetMapping
    @Operation(
            operationId = "listJobs",
            summary = "List jobs, newest first",
            description = "Those that run, and of the ended ones the latest.",
            parameters = {
                @Parameter(
                        name = "state",
                        in = ParameterIn.QUERY,
                        description = "Only jobs in this state",
                        schema =
                                @Schema(
                                        allowableValues = {
                                            "queued",
                                            "running",
                                            "paused",
                                            "succeeded",
                                            "failed",
                                            "cancelled"
                                        })),
                @Parameter(
                        name = "mode",
                        in = ParameterIn.QUERY,
                        description = "Only jobs in this mode",
                        schema =
                                @Schema(
                                        allowableValues = {
                                            "sequential",
                                            "concurrent",
                                            "parallel"
                                        })),
                @Parameter(
                        name = "limit",
                        in = ParameterIn.QUERY,
                        description = "How many at most",
                        schema =
                                @Schema(
                                        type = "integer",
                                        minimum = "1",
                                        maximum = "500",
                                        defaultValue = "50")),
                @Parameter(
                        name = "cursor",
                        in = ParameterIn.QUERY,
                        description = "What stood in `next` on the page before",
                        schema = @Schema(type = "string", format = "uuid"))
            })
    @ApiResponse(responseCode = "200", description = "A page of jobs")
    @MayBeWrong
    JobPage list(@Parameter(hidden = true) HttpServletRequest request, Caller caller) {
        return JobPage.of(jobs.list(caller.viewer()), new Query(request.getQueryString(), FILTERS));
    }

    @GetMapping("/{id}")
    @Operation(
            operationId = "getJob",
            summary = "Look at a job",
            description = "Its state, how far it has come, and why it failed if it has.")
    @ApiResponse(responseCode = "200", description = "The job")
    @OfOneJob
    JobView get(@PathVariable String id, Caller caller) {
        return JobView.of(job(id, caller).status());
    }

    @PatchMapping(
            path = "/{id}",
            consumes = {MediaType.APPLICATION_JSON_VALUE, MERGE_PATCH})
    @Operation(
            operationId = "changeJob",
            summary = "Pause or resume a job, change its priority or its mode",
            description =
                    "Takes effect between two turns. What is absent stays as it is, and so does all when"
                            + " one word is wrong; the result does not depend on it.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = {
                                @Content(
                                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                                        schema = @Schema(implementation = ChangeBody.class),
                                        examples = {
                                            @ExampleObject(
                                                    name = "pause",
                                                    value = "{\"state\": \"paused\"}"),
                                            @ExampleObject(
                                                    name = "resume",
                                                    value = "{\"state\": \"running\"}"),
                                            @ExampleObject(
                                                    name = "hurry",
                                                    value =
                                                            "{\"priority\": \"interactive\", \"mode\": \"parallel\"}")
                                        }),
                                @Content(
                                        mediaType = MERGE_PATCH,
                                        schema = @Schema(implementation = ChangeBody.class),
                                        examples =
                                                @ExampleObject(
                                                        name = "pause",
                                                        value = "{\"state\": \"paused\"}"))
                            }))
    @ApiResponse(
            responseCode = "415",
            description = "The body is no JSON",
            headers =
                    @Header(
                            name = "Accept-Patch",
                            description = "The types that a change may have",
                            schema = @Schema(type = "string")),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = Problem.class)))
    @ApiResponse(responseCode = "200", description = "The job as it is now")
    @ApiResponse(
            responseCode = "409",
            description = "The job has ended",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = Problem.class)))
    @OfOneJob
    @MayBeWrong
    JobView change(@PathVariable String id, Caller caller, HttpServletRequest request)
            throws IOException {
        var job = job(id, caller);
        new Changes(jobs, bodies.parse(request.getInputStream(), ChangeBody.class)).applyTo(job);
        return JobView.of(job.status());
    }

    @DeleteMapping("/{id}")
    @Operation(
            operationId = "cancelJob",
            summary = "Cancel a job, or forget an ended one",
            description = "What is computed so far stays readable until the job is forgotten.")
    @ApiResponse(
            responseCode = "202",
            description = "It ends after the turns that run now",
            content = @Content(schema = @Schema(implementation = JobView.class)))
    @ApiResponse(
            responseCode = "204",
            description = "It had ended, and is forgotten",
            content = @Content)
    @OfOneJob
    ResponseEntity<JobView> delete(@PathVariable String id, Caller caller) {
        var job = job(id, caller);
        if (job.status().state().isEnded()) {
            jobs.forget(job);
            return ResponseEntity.noContent().build();
        }
        jobs.cancel(job);
        return ResponseEntity.accepted().body(JobView.of(job.status()));
    }

    @GetMapping("/{id}/result")
    @Operation(
            operationId = "getResult",
            summary = "Read the newest snapshot",
            description =
                    "Partial while the job runs, with `final: true` at its end; also after it"
                            + " failed or was cancelled. As CSV and as Markdown it is a table with"
                            + " one row for each column; in CSV a `'` stands before text that a"
                            + " spreadsheet would take for a formula.")
    @ApiResponse(
            responseCode = "200",
            description = "The newest snapshot",
            headers = {
                @Header(
                        name = "ETag",
                        description = "Changes with every snapshot; for `If-None-Match`",
                        schema = @Schema(type = "string")),
                @Header(
                        name = "Cache-Control",
                        description =
                                "`no-cache, private`: whoever asked may keep it, and asks again",
                        schema = @Schema(type = "string")),
                @Header(
                        name = "Preference-Applied",
                        description = "With `Prefer: wait`: how many seconds it waited at most",
                        schema = @Schema(type = "string"))
            },
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schema = @Schema(implementation = SnapshotView.class)),
                @Content(mediaType = CSV, schema = @Schema(type = "string")),
                @Content(mediaType = MARKDOWN, schema = @Schema(type = "string"))
            })
    @ApiResponse(
            responseCode = "204",
            description = "There is no snapshot yet, or the job ended without one",
            content = @Content)
    @ApiResponse(
            responseCode = "304",
            description = "There is none but that of `If-None-Match`",
            headers =
                    @Header(
                            name = "ETag",
                            description = "That of the snapshot there is",
                            schema = @Schema(type = "string")),
            content = @Content)
    @OfOneJob
    CompletableFuture<ResponseEntity<SnapshotView>> result(
            @PathVariable String id,
            Caller caller,
            @Parameter(
                            description =
                                    "`wait=10` waits for the end of the job up to ten seconds; 60"
                                            + " at most",
                            example = "wait=10")
                    @RequestHeader(name = "Prefer", required = false)
                    @Nullable String prefer,
            @Parameter(
                            description =
                                    "The `ETag` of the snapshot that is known already: while it is"
                                            + " the newest, the answer is 304")
                    @RequestHeader(name = "If-None-Match", required = false)
                    @Nullable String known) {
        return answer(job(id, caller), prefer, "", SnapshotView::of);
    }

    @GetMapping(path = "/{id}/result", produces = CSV)
    @Operation(hidden = true) // the description has it beside JSON
    CompletableFuture<ResponseEntity<String>> csv(
            @PathVariable String id,
            Caller caller,
            @RequestHeader(name = "Prefer", required = false) @Nullable String prefer) {
        return answer(job(id, caller), prefer, "-csv", taken -> ResultTable.csv(taken.snapshot()));
    }

    @GetMapping(path = "/{id}/result", produces = MARKDOWN)
    @Operation(hidden = true) // the description has it beside JSON
    CompletableFuture<ResponseEntity<String>> markdown(
            @PathVariable String id,
            Caller caller,
            @RequestHeader(name = "Prefer", required = false) @Nullable String prefer) {
        return answer(
                job(id, caller),
                prefer,
                "-markdown",
                taken -> ResultTable.markdown(taken.snapshot()));
    }

    private <T> CompletableFuture<ResponseEntity<T>> answer(
            Job job, @Nullable String prefer, String shape, Function<JobSnapshot, T> body) {
        int seconds = waitSeconds(prefer);
        if (seconds == 0) {
            return CompletableFuture.completedFuture(answer(job, seconds, shape, body));
        }
        var ended = new CompletableFuture<Job>();
        // Whoever has waited long enough leaves nothing behind at a job that runs on.
        var leave = job.whenEnded(() -> ended.complete(job));
        return ended.completeOnTimeout(job, seconds, TimeUnit.SECONDS)
                .thenApply(it -> {
                    leave.run();
                    return answer(it, seconds, shape, body);
                });
    }

    private static int waitSeconds(@Nullable String prefer) {
        var wait = WAIT.matcher(Objects.requireNonNullElse(prefer, ""));
        return wait.find() ? Math.min(Integer.parseInt(wait.group(1)), LONGEST_WAIT_SECONDS) : 0;
    }

    private static <T> ResponseEntity<T> answer(
            Job job, int seconds, String shape, Function<JobSnapshot, T> body) {
        var snapshot = job.snapshot();
        var applied = new HttpHeaders();
        if (seconds > 0) {
            applied.set("Preference-Applied", "wait=" + seconds);
        }
        if (snapshot == null) {
            return ResponseEntity.noContent().headers(applied).build();
        }
        // Nobody on the way keeps it; whoever does asks whether there is a newer one.
        return ResponseEntity.ok()
                .headers(applied)
                .cacheControl(CacheControl.noCache().cachePrivate())
                .eTag("\"" + snapshot.sequence() + shape + "\"")
                .varyBy("Accept")
                .body(body.apply(snapshot));
    }

    private Job job(String id, Caller caller) {
        return jobs.get(caller.viewer(), JobId.parse(id));
    }
}
