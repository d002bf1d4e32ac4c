package dev.interim.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A spec as it comes in a request; what is absent has its usual value.
///
/// @param mode `sequential`, `concurrent` or `parallel`
/// @param source where the data is; a bundled sample without it
/// @param format what the data is
/// @param csv how separated values are told apart
/// @param json how the records of JSON are found
/// @param columns the names of the columns to look at
/// @param groupBy the name of a column by which rows are grouped
/// @param priority `interactive`, `normal` or `batch`
/// @param executor where it runs
/// @param statistics `basic`, `standard` or `complete`
/// @param limits where to end early
@Schema(name = "Spec", description = "What is to be computed of what")
record SpecBody(
        @Schema(
                        allowableValues = {"sequential", "concurrent", "parallel"},
                        defaultValue = "parallel",
                        description = "How fetch and statistics share time and workers")
                @Nullable String mode,
        @Schema(description = "Where the data is; without it the bundled sample is used")
                @Nullable SourceBody source,
        @Schema(
                        allowableValues = {"auto", "csv", "tsv", "ndjson", "json"},
                        defaultValue = "auto",
                        description =
                                "What the data is: separated values, JSON objects in lines, or a"
                                        + " JSON array of objects (or one object); `auto` goes by"
                                        + " its first bytes and also takes JSON objects one after"
                                        + " another. Data that is something else makes the job fail"
                                        + " as `malformed-data`")
                @Nullable String format,
        @Schema(description = "How separated values are told apart") @Nullable CsvBody csv,
        @Schema(description = "How the records of JSON are found") @Nullable JsonBody json,
        @Schema(
                        description =
                                "The columns to look at; all by default. In JSON a name like"
                                        + " `address.city` is a path, and that of an object or an"
                                        + " array stands for all that is in it",
                        example = "[\"fare\", \"tip\"]")
                @Nullable List<String> columns,
        @Schema(
                        description =
                                "A column by whose values rows are grouped: count, min, max, mean, sum"
                                        + " and stddev of every numeric column for each of them",
                        example = "station")
                @Nullable String groupBy,
        @Schema(
                        allowableValues = {"interactive", "normal", "batch"},
                        defaultValue = "normal")
                @Nullable String priority,
        @Schema(
                        description =
                                "The executor it runs on; the usual one of the mode by default",
                        example = "cores")
                @Nullable String executor,
        @Schema(
                        allowableValues = {"basic", "standard", "complete"},
                        defaultValue = "standard",
                        description = "How much is computed")
                @Nullable String statistics,
        @Schema(
                        description =
                                "Where to end early, with a last snapshot whose scope is `prefix`;"
                                        + " in the query under the same names")
                @Nullable LimitsBody limits) {
    /// Nothing is said.
    static final SpecBody EMPTY =
            new SpecBody(null, null, null, null, null, null, null, null, null, null, null);

    /// How the records of JSON are found.
    ///
    /// @param records the keys down to the array of records
    @Schema(name = "JsonSpec")
    record JsonBody(
            @Schema(
                            description =
                                    "The array whose elements are the records, where it stands in an"
                                            + " object: the keys down to it with dots between them."
                                            + " Without it, the only array of objects is taken, with"
                                            + " a warning event; in the query as `json.records`",
                            example = "result.records")
                    @Nullable String records) {}

    /// Where the data is.
    ///
    /// @param uri its address
    @Schema(name = "SourceSpec")
    record SourceBody(
            @Schema(
                            description =
                                    "http, https, file (below configured roots), sample or synthetic",
                            example = "sample:trips?rate=2MB")
                    @Nullable String uri) {}

    /// How separated values are told apart.
    ///
    /// @param delimiter one character, or `auto`
    /// @param quote one character; empty for none
    /// @param header `true`, `false` or `auto`
    /// @param charset the name of a charset, or `auto`
    /// @param invalidText `replace` or `fail`
    /// @param nulls the texts that stand for no value
    @Schema(name = "CsvSpec")
    record CsvBody(
            @Schema(defaultValue = "auto", example = ";") @Nullable String delimiter,
            @Schema(defaultValue = "\"") @Nullable String quote,
            @JsonProperty("header")
                    @Schema(
                            defaultValue = "auto",
                            allowableValues = {"auto", "true", "false"})
                    @Nullable String header,
            @Schema(
                            defaultValue = "auto",
                            description =
                                    "What the text is written in, whatever the format: `utf-8`,"
                                            + " `utf-16le`, `windows-1252`, `shift_jis`, …; in the query"
                                            + " as `charset`",
                            example = "windows-1252")
                    @Nullable String charset,
            @Schema(
                            defaultValue = "replace",
                            allowableValues = {"replace", "fail"},
                            description =
                                    "Whether bytes that are no text in the charset are counted and"
                                            + " replaced, or fail the job; in the query as"
                                            + " `invalidText`")
                    @Nullable String invalidText,
            @Schema(example = "[\"\", \"NA\", \"NULL\"]") @Nullable List<String> nulls) {
        /// Nothing is said.
        static final CsvBody EMPTY = new CsvBody(null, null, null, null, null, null);
    }
}
