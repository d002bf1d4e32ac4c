package dev.interim.web;

import dev.interim.access.Caller;
import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.stats.StoredProfile;
import dev.interim.job.JobId;
import dev.interim.job.JobService;
import dev.interim.web.Descriptions.MayBeWrong;
import dev.interim.web.Descriptions.OfOneJob;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/// Profiles, the mergeable state of statistics, as files.
@RestController
@Tag(name = "Profiles")
class ProfilesController {
    private final JobService jobs;
    private final InstantSource clock;

    ProfilesController(JobService jobs, InstantSource clock) {
        this.jobs = jobs;
        this.clock = clock;
    }

    @GetMapping(path = "/jobs/{id}/profile", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @Operation(
            operationId = "getProfile",
            summary = "Download the profile of a job",
            description =
                    "The mergeable state of its statistics, of the rows seen so far. It is kept for"
                            + " the latest jobs that have ended.")
    @ApiResponse(
            responseCode = "200",
            description = "The profile",
            headers =
                    @Header(
                            name = "Content-Disposition",
                            description = "Names a file to keep it in, `{id}.iprf`",
                            schema = @Schema(type = "string")),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
                            schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(
            responseCode = "204",
            description = "There is no profile yet, or the job ended without one",
            content = @Content)
    @OfOneJob
    ResponseEntity<byte[]> profile(@PathVariable String id, Caller caller) {
        var job = jobs.get(caller.viewer(), JobId.parse(id));
        byte[] bytes = job.profile();
        if (bytes == null) {
            return ResponseEntity.noContent().build();
        }
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + job.id() + ".iprf\"")
                .body(bytes);
    }

    @PostMapping(
            path = "/profiles/merge",
            consumes = MediaType.MULTIPART_FORM_DATA_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "mergeProfiles",
            summary = "Merge profiles into one snapshot",
            description =
                    "The snapshot of all rows that any of them has seen. They must be about the same"
                            + " columns and the same statistics.")
    @ApiResponse(
            responseCode = "200",
            description = "The snapshot of the whole; it belongs to no job",
            content = @Content(schema = @Schema(implementation = SnapshotView.class)))
    @ApiResponse(
            responseCode = "413",
            description = "A file is larger than 32 MiB, or all together larger than 64 MiB",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = Problem.class)))
    @ApiResponse(
            responseCode = "422",
            description = "One of the files is no profile",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = Problem.class)))
    @MayBeWrong
    SnapshotView merge(
            @RequestPart(name = "profile", required = false) @Nullable List<MultipartFile> profile)
            throws IOException {
        if (profile == null || profile.isEmpty()) {
            throw new FailureException(
                    FailureKind.INVALID_REQUEST,
                    "there is no profile to merge; the parts of the form are called 'profile'");
        }
        var parts = new ArrayList<StoredProfile>();
        for (var file : profile) {
            parts.add(StoredProfile.of(file.getBytes()));
        }
        var whole = StoredProfile.merged(parts);
        return SnapshotView.of(whole.profile().snapshot(whole.scope(), true), clock.instant());
    }
}
