package dev.interim.web;

import dev.interim.access.Caller;
import dev.interim.access.Quotas;
import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.source.Sources;
import dev.interim.job.Owner;
import dev.interim.job.Race;
import dev.interim.job.RaceId;
import dev.interim.job.RaceService;
import dev.interim.web.Descriptions.OfOneRace;
import dev.interim.web.Descriptions.TakesAKey;
import dev.interim.web.Descriptions.TakesASpec;
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
import java.net.URI;
import java.util.Objects;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// The same spec under several modes.
@RestController
@Tag(name = "Races")
class RacesController {
    private final RaceService races;
    private final Sources sources;
    private final Quotas quotas;
    private final BodyParser bodies;
    private final IdempotencyKeys keys;

    RacesController(
            RaceService races,
            Sources sources,
            Quotas quotas,
            BodyParser bodies,
            IdempotencyKeys keys) {
        this.races = races;
        this.sources = sources;
        this.quotas = quotas;
        this.bodies = bodies;
        this.keys = keys;
    }

    @PostMapping(path = "/races", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "startRace",
            summary = "Race the modes",
            description =
                    "Runs one spec under several modes, one after another unless `together`. What"
                            + " stands in the query wins over the body; a dataset cannot be sent.",
            parameters = {
                @Parameter(
                        name = "modes",
                        in = ParameterIn.QUERY,
                        description = "The modes that race, separated by commas; all by default",
                        schema = @Schema(type = "string", example = "concurrent,parallel")),
                @Parameter(
                        name = "together",
                        in = ParameterIn.QUERY,
                        description = "Whether all run at the same time; `false` by default",
                        schema = @Schema(type = "boolean"))
            },
            requestBody =
                    @RequestBody(
                            description = "Nothing, or a spec without `mode`",
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = RaceSpec.Body.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "sample",
                                                            summary = "Two modes on the sample",
                                                            value =
                                                                    """
                                                                    {
                                                                      "source": {"uri": "sample:trips"},
                                                                      "modes": ["sequential", "parallel"],
                                                                      "together": false
                                                                    }\
                                                                    """))))
    @ApiResponse(
            responseCode = "202",
            description = "The race, with the job of each mode",
            headers =
                    @Header(
                            name = "Location",
                            description = "Where the race is",
                            schema = @Schema(type = "string", format = "uri-reference")),
            content = @Content(schema = @Schema(implementation = RaceView.class)))
    @TakesAKey
    @TakesASpec
    ResponseEntity<RaceView> start(Caller caller, HttpServletRequest request) throws IOException {
        var spec = RaceSpec.read(request, bodies);
        var attempt = Attempt.of(caller.owner(), request, spec.content());
        var started = keys.race(attempt, () -> start(caller.owner(), spec));
        var view = RaceView.of(started.it());
        return ResponseEntity.accepted().location(URI.create(view.links().self())).body(view);
    }

    private Race start(Owner owner, RaceSpec spec) {
        String uri = Objects.requireNonNullElse(spec.uri(), SubmitController.USUAL_URI);
        return races.start(
                owner,
                spec.spec(),
                spec.modes(),
                () -> quotas.charged(owner, sources.of(uri, owner.name())),
                spec.isTogether());
    }

    @GetMapping(path = "/races/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "getRace",
            summary = "Look at a race",
            description = "Measured times of each mode beside those that the model predicts.")
    @ApiResponse(responseCode = "200", description = "The race, with the jobs as they are now")
    @OfOneRace
    RaceView get(@PathVariable String id, Caller caller) {
        return RaceView.of(races.get(caller.viewer(), RaceId.parse(id)));
    }

    /// An upload is there once, so it cannot race.
    static FailureException noUploads() {
        return new FailureException(
                FailureKind.INVALID_REQUEST, "a race takes a spec as JSON or a query, no dataset");
    }
}
