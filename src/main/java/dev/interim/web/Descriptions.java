package dev.interim.web;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.http.MediaType;

/// Parts of the API's description that several endpoints share, as annotations.
final class Descriptions {
    private static final String PROBLEM = MediaType.APPLICATION_PROBLEM_JSON_VALUE;

    private Descriptions() {}

    /// The id of a job in the path.
    @Parameter(
            name = "id",
            in = ParameterIn.PATH,
            required = true,
            description = "The id of a job, as in its `Location`",
            schema = @Schema(type = "string", format = "uuid"))
    @ApiResponse(
            responseCode = "404",
            description = "There is no such job, or it was forgotten",
            content =
                    @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface OfOneJob {}

    /// The id of a race in the path.
    @Parameter(
            name = "id",
            in = ParameterIn.PATH,
            required = true,
            description = "The id of a race, as in its `Location`",
            schema = @Schema(type = "string", format = "uuid"))
    @ApiResponse(
            responseCode = "404",
            description = "There is no such race, or it was forgotten",
            content =
                    @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface OfOneRace {}

    /// A request that can be wrong in itself.
    @ApiResponse(
            responseCode = "400",
            description = "The request is wrong: an unknown word, field or parameter",
            content =
                    @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
    @Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
    @Retention(RetentionPolicy.RUNTIME)
    @interface MayBeWrong {}

    /// What says what is to be computed, and may fail in all the ways that this can.
    @Parameter(
            name = "uri",
            in = ParameterIn.QUERY,
            description =
                    "Where the data is: `http:`, `https:`, `file:` (only below configured"
                            + " directories; `*` stands for any part of a name), `sample:trips` or"
                            + " `synthetic:…`;"
                            + " `#member=a.csv` names a file of a zip archive. With neither this nor a body it"
                            + " is the bundled sample, at the pace of a slow link",
            schema = @Schema(type = "string"))
    @Parameter(
            name = "format",
            in = ParameterIn.QUERY,
            description =
                    "What the data is: separated values, JSON objects in lines (`ndjson`), or a JSON"
                            + " array of objects (`json`); `auto`, the default, goes by its first"
                            + " bytes",
            schema = @Schema(allowableValues = {"auto", "csv", "tsv", "ndjson", "json"}))
    @Parameter(
            name = "json.records",
            in = ParameterIn.QUERY,
            description =
                    "The keys down to the array whose elements are the records, where it stands in a"
                            + " JSON object: `result.records`; by default the only array of objects,"
                            + " with a warning event",
            schema = @Schema(type = "string"))
    @Parameter(
            name = "charset",
            in = ParameterIn.QUERY,
            description =
                    "What the text is written in: `utf-8`, `utf-16le`, `windows-1252`, …; by default"
                            + " found out, with a warning event where it is a guess",
            schema = @Schema(type = "string"))
    @Parameter(
            name = "invalidText",
            in = ParameterIn.QUERY,
            description =
                    "Whether bytes that are no text are counted and replaced, or fail the job;"
                            + " `replace` by default",
            schema = @Schema(allowableValues = {"replace", "fail"}))
    @Parameter(
            name = "columns",
            in = ParameterIn.QUERY,
            description =
                    "The columns to look at, separated by commas; all by default. In JSON a name like"
                            + " `address.city` is a path, and that of an object or an array stands"
                            + " for all that is in it",
            schema = @Schema(type = "string"))
    @Parameter(
            name = "groupBy",
            in = ParameterIn.QUERY,
            description = "A column by whose values rows are grouped",
            schema = @Schema(type = "string"))
    @Parameter(
            name = "priority",
            in = ParameterIn.QUERY,
            description = "How urgent it is; `normal` by default",
            schema = @Schema(allowableValues = {"interactive", "normal", "batch"}))
    @Parameter(
            name = "executor",
            in = ParameterIn.QUERY,
            description = "Where its turns run; the usual one of the mode by default",
            schema = @Schema(type = "string"))
    @Parameter(
            name = "statistics",
            in = ParameterIn.QUERY,
            description = "How much is computed; `standard` by default",
            schema = @Schema(allowableValues = {"basic", "standard", "complete"}))
    @Parameter(
            name = "maxRows",
            in = ParameterIn.QUERY,
            description = "After how many good records to end early",
            schema = @Schema(type = "integer", format = "int64", minimum = "1"))
    @Parameter(
            name = "maxBytes",
            in = ParameterIn.QUERY,
            description = "After how many fetched bytes to end early: `500000`, `20MB`, `1GB`",
            schema = @Schema(type = "string"))
    @Parameter(
            name = "maxDuration",
            in = ParameterIn.QUERY,
            description = "After how long to end early: `30s`, `PT30S`; pauses do not count",
            schema = @Schema(type = "string"))
    @ApiResponse(
            responseCode = "403",
            description = "The source may not be read from here",
            content =
                    @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
    @ApiResponse(
            responseCode = "413",
            description = "The spec is longer than 1 MiB",
            content =
                    @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
    @ApiResponse(
            responseCode = "429",
            description = "There are too many jobs; later there will be room",
            headers =
                    @Header(
                            name = "Retry-After",
                            description = "After how many seconds to try again",
                            schema = @Schema(type = "integer")),
            content =
                    @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
    @ApiResponse(
            responseCode = "502",
            description = "The file is not there; of other sources the job tells that later",
            content =
                    @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
    @MayBeWrong
    @Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
    @Retention(RetentionPolicy.RUNTIME)
    @interface TakesASpec {}

    /// What may be sent twice and starts something once.
    @Parameter(
            name = IdempotencyKeys.HEADER,
            in = ParameterIn.HEADER,
            description =
                    "Any text of the client's choice, up to 200 characters: the same key and the same"
                            + " request give the same job, or the same race. Uploads are the same"
                            + " when their address, type and length are; the content of the first"
                            + " one counts that came whole",
            schema = @Schema(type = "string", minLength = 1, maxLength = 200))
    @ApiResponse(
            responseCode = "422",
            description = "The idempotency key came with another request before",
            content =
                    @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
    @Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
    @Retention(RetentionPolicy.RUNTIME)
    @interface TakesAKey {}

    /// What starts a job.
    @Parameter(
            name = "mode",
            in = ParameterIn.QUERY,
            description =
                    "How fetch and statistics share time and workers; see `GET /modes`; `parallel` by default",
            schema = @Schema(allowableValues = {"sequential", "concurrent", "parallel"}))
    @Parameter(
            name = "follow",
            in = ParameterIn.QUERY,
            description =
                    "Answers with the job as a table for people, every two seconds until it has ended;"
                            + " `redraw` draws it over itself, for terminals. The trailer `Job-State`"
                            + " says how it ended; without `TE: trailers` the answer breaks off"
                            + " unless the job succeeded, so that `curl` ends with an error",
            schema = @Schema(allowableValues = {"true", "false", "redraw"}))
    @RequestBody(
            description =
                    "Nothing, a spec, or the dataset itself in any other type (plain or"
                            + " compressed with gzip, zstd, bzip2, xz, lz4 or zip); parameters win over a spec",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schema = @Schema(implementation = SpecBody.class),
                        examples = {
                            @ExampleObject(
                                    name = "sample",
                                    summary = "The bundled sample at full speed",
                                    value = "{\"source\": {\"uri\": \"sample:trips\"}}"),
                            @ExampleObject(
                                    name = "columns",
                                    summary = "Two columns of it, as over a slow link",
                                    value =
                                            """
                                            {
                                              "mode": "concurrent",
                                              "source": {"uri": "sample:trips?rate=2MB"},
                                              "columns": ["fare", "tip"],
                                              "priority": "interactive"
                                            }\
                                            """),
                            @ExampleObject(
                                    name = "everything",
                                    summary = "Everything that can be said",
                                    value =
                                            """
                                            {
                                              "mode": "parallel",
                                              "source": {"uri": "sample:trips"},
                                              "format": "csv",
                                              "csv": {
                                                "delimiter": ",",
                                                "quote": "\\"",
                                                "header": "true",
                                                "charset": "utf-8",
                                                "nulls": ["", "NA", "NULL"]
                                              },
                                              "columns": ["fare", "tip", "rating"],
                                              "priority": "normal",
                                              "executor": "cores",
                                              "statistics": "standard"
                                            }\
                                            """)
                        }),
                @Content(
                        mediaType = "text/csv",
                        schema = @Schema(type = "string"),
                        examples =
                                @ExampleObject(
                                        name = "csv",
                                        summary = "A small dataset",
                                        value = "city,fare\nBonn,2.40\nJena,3.10\n")),
                @Content(
                        mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
                        schema = @Schema(type = "string", format = "binary"))
            })
    @ApiResponse(
            responseCode = "202",
            description = "The job was accepted; a dataset in the body is read from now on",
            headers = {
                @Header(
                        name = "Location",
                        description = "Where the job is",
                        schema = @Schema(type = "string", format = "uri-reference")),
                @Header(
                        name = "Trailer",
                        description =
                                "With `follow`: `Job-State`, which comes behind the table and is"
                                        + " `succeeded`, `failed` or `cancelled`",
                        schema = @Schema(type = "string"))
            },
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schema = @Schema(implementation = JobView.class)),
                @Content(mediaType = MediaType.TEXT_PLAIN_VALUE, schema = @Schema(type = "string"))
            })
    @ApiResponse(
            responseCode = "503",
            description = "With `follow`: all places for those who follow are taken",
            headers =
                    @Header(
                            name = "Retry-After",
                            description = "After how many seconds to try again",
                            schema = @Schema(type = "integer")),
            content =
                    @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
    @TakesAKey
    @TakesASpec
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface StartsAJob {}
}
