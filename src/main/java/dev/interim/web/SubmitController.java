package dev.interim.web;

import dev.interim.access.Caller;
import dev.interim.access.Quotas;
import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.source.Source;
import dev.interim.engine.source.Sources;
import dev.interim.job.Job;
import dev.interim.job.JobId;
import dev.interim.job.JobService;
import dev.interim.job.JobSpec;
import dev.interim.job.Owner;
import dev.interim.web.Descriptions.StartsAJob;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.DigestInputStream;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// Starts jobs: from the query alone, from a spec, or from a dataset as body.
@RestController
@Tag(name = "Jobs")
class SubmitController {
    /// What is used when nothing is named: the bundled sample at the pace of a slow link, so that
    /// there is something to watch.
    static final String USUAL_URI = Sources.SAMPLE + "?rate=2MB";

    private final JobService jobs;
    private final Sources sources;
    private final Quotas quotas;
    private final BodyParser bodies;
    private final JsonMapper json;
    private final IdempotencyKeys keys;
    private final TableWriter tables;

    SubmitController(
            JobService jobs,
            Sources sources,
            Quotas quotas,
            BodyParser bodies,
            JsonMapper json,
            IdempotencyKeys keys,
            TableWriter tables) {
        this.jobs = jobs;
        this.sources = sources;
        this.quotas = quotas;
        this.bodies = bodies;
        this.json = json;
        this.keys = keys;
        this.tables = tables;
    }

    @PostMapping(
            path = "/jobs",
            produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_PLAIN_VALUE})
    @Operation(
            operationId = "startJob",
            summary = "Start a job",
            description =
                    """
                    Three ways: with a query only; with a spec as JSON; with the dataset itself as the \
                    body, in any other content type, whose statistics are computed while it is sent. \
                    Follow the job with `GET /jobs/{id}/events`, or at once with `?follow`.\
                    """)
    @StartsAJob
    void start(Caller caller, HttpServletRequest request, HttpServletResponse response)
            throws IOException, HttpMediaTypeNotAcceptableException {
        submit(Optional.empty(), caller, request, response);
    }

    @PutMapping(
            path = "/jobs",
            produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_PLAIN_VALUE})
    @Operation(
            operationId = "uploadDataset",
            summary = "Start a job, as curl -T does",
            description = "The same as `POST /jobs`: `curl -T flights.csv` sends `PUT`.")
    @StartsAJob
    void upload(Caller caller, HttpServletRequest request, HttpServletResponse response)
            throws IOException, HttpMediaTypeNotAcceptableException {
        submit(Optional.empty(), caller, request, response);
    }

    @PutMapping(
            path = "/jobs/{id}",
            produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_PLAIN_VALUE})
    @Operation(
            operationId = "uploadDatasetAs",
            summary = "Start a job under an id of the client's choice",
            description =
                    """
                    The same as `PUT /jobs`, for clients that hear no answer before they have sent all, as \
                    browsers do: who knows the id can follow the job meanwhile.\
                    """)
    @Parameter(
            name = "id",
            in = ParameterIn.PATH,
            required = true,
            description = "A new UUID of version 7; jobs are listed by its time",
            schema = @Schema(type = "string", format = "uuid"))
    @ApiResponse(
            responseCode = "409",
            description = "There is a job of this id already",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = Problem.class)))
    @StartsAJob
    void uploadAs(
            @PathVariable String id,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, HttpMediaTypeNotAcceptableException {
        submit(Optional.of(jobs.chosen(id)), caller, request, response);
    }

    private void submit(
            Optional<JobId> id,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, HttpMediaTypeNotAcceptableException {
        var query = new Query(request.getQueryString(), SpecReader.PARAMETERS);
        var follow = Follow.of(query.get("follow"));
        if (follow == Follow.NOT) {
            Accepted.require(request, MediaType.APPLICATION_JSON, MediaType.APPLICATION_JSON);
        } else {
            Accepted.require(request, MediaType.TEXT_PLAIN, MediaType.TEXT_PLAIN);
            tables.requirePlace(caller.owner());
        }
        var type = type(request);
        var answer = new Answer(follow, caller.owner(), request, response);
        if (type != null && type.isCompatibleWith(MediaType.APPLICATION_JSON)) {
            var text = new DigestInputStream(request.getInputStream(), Fingerprint.sha256());
            var body = bodies.parse(text, SpecBody.class);
            accept(id, new SpecReader(query, body), Fingerprint.of(text), answer);
        } else if (isUpload(request, type)) {
            upload(id, new SpecReader(query, SpecBody.EMPTY), answer);
        } else {
            accept(id, new SpecReader(query, SpecBody.EMPTY), "", answer);
        }
    }

    /// Whose a request is, and where its answer goes.
    private record Answer(
            Follow follow, Owner owner, HttpServletRequest request, HttpServletResponse response) {
        /// What is asked for; `content` stands for the body.
        Attempt attempt(String content) {
            return Attempt.of(owner, request, content);
        }
    }

    private void accept(Optional<JobId> id, SpecReader reader, String content, Answer answer)
            throws IOException {
        var spec = reader.spec();
        String uri = Objects.requireNonNullElse(reader.uri(), USUAL_URI);
        var started =
                keys.job(
                        answer.attempt(content),
                        () -> submit(answer.owner(), id, spec, source(uri, answer.owner())));
        answer(started.it(), () -> {}, answer);
    }

    /// Answers first, so that the client can follow the job while it sends, and then lets the bytes
    /// in; through a proxy the other way round, since many send no more of a body once an answer
    /// has begun. Of an upload that comes again under its key, nothing is read: the first one
    /// counts.
    private void upload(Optional<JobId> id, SpecReader reader, Answer answer) throws IOException {
        if (reader.uri() != null) {
            throw invalid("a request has either a dataset as its body or a uri, not both");
        }
        var spec = reader.spec();
        var upload = new Upload(sources, answer.request());
        var started =
                keys.job(
                        answer.attempt(Long.toString(upload.length())),
                        () -> submit(answer.owner(), id, spec, upload.open()));
        if (answer.follow() == Follow.NOT && Proxies.isBehindOne(answer.request())) {
            upload.letIn();
        }
        try {
            answer(started.it(), upload::letIn, answer);
        } finally {
            // Also when nobody hears the answer.
            upload.letIn();
        }
    }

    private Source source(String uri, Owner owner) {
        return sources.of(uri, owner.name());
    }

    private Job submit(Owner owner, Optional<JobId> id, JobSpec spec, Source source) {
        var charged = quotas.charged(owner, source);
        return id.isPresent()
                ? jobs.submit(owner, id.get(), spec, charged)
                : jobs.submit(owner, spec, charged);
    }

    /// Answers, and does the rest behind or beside that.
    private void answer(Job job, Runnable rest, Answer answer) throws IOException {
        if (answer.follow() == Follow.NOT) {
            answer(job, answer.response());
            rest.run();
        } else {
            tables.write(
                    answer.owner(),
                    job,
                    answer.follow() == Follow.REDRAWN,
                    rest,
                    answer.request(),
                    answer.response());
        }
    }

    private void answer(Job job, HttpServletResponse response) throws IOException {
        var view = JobView.of(job.status());
        byte[] body = json.writeValueAsBytes(view);
        response.setStatus(HttpStatus.ACCEPTED.value());
        response.setHeader(HttpHeaders.LOCATION, view.links().self());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }

    private static boolean isUpload(HttpServletRequest request, @Nullable MediaType type) {
        if (type != null && type.getType().equals("multipart")) {
            throw invalid("send the dataset itself as the body, not as a form");
        }
        return request.getContentLengthLong() > 0
                || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null
                || type != null
                || request.getMethod().equals("PUT");
    }

    private static @Nullable MediaType type(HttpServletRequest request) {
        String given = request.getContentType();
        try {
            return given == null ? null : MediaType.parseMediaType(given);
        } catch (InvalidMediaTypeException e) {
            throw new FailureException(
                    FailureKind.INVALID_REQUEST, "the content type cannot be read", e);
        }
    }

    private static FailureException invalid(String sentence) {
        return new FailureException(FailureKind.INVALID_REQUEST, sentence);
    }
}
