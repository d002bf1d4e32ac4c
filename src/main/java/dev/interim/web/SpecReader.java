package dev.interim.web;

import dev.interim.engine.codec.Charsets;
import dev.interim.engine.codec.DecodeOptions;
import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.scan.CsvOptions;
import dev.interim.engine.scan.DataFormat;
import dev.interim.engine.scan.JsonOptions;
import dev.interim.engine.scan.ScanLimits;
import dev.interim.engine.scan.ScanOptions;
import dev.interim.engine.stats.Measures;
import dev.interim.engine.stats.Statistics;
import dev.interim.job.JobSpec;
import dev.interim.run.Strategy;
import dev.interim.schedule.Priority;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Turns what a request says into a spec, or says what is wrong with it.
final class SpecReader {
    /// The parameters a new job may have in its query.
    static final List<String> PARAMETERS =
            List.of(
                    "mode",
                    "uri",
                    "format",
                    "json.records",
                    "charset",
                    "invalidText",
                    "columns",
                    "groupBy",
                    "priority",
                    "executor",
                    "statistics",
                    "maxRows",
                    "maxBytes",
                    "maxDuration",
                    "follow");

    private final Query query;
    private final SpecBody body;

    /// @param query wins over the body
    SpecReader(Query query, SpecBody body) {
        this.query = query;
        this.body = body;
    }

    /// The spec.
    ///
    /// @throws FailureException `INVALID_REQUEST` with what is wrong
    JobSpec spec() {
        return new JobSpec(
                strategy(text("mode", body.mode(), "parallel")),
                executor(),
                priority(text("priority", body.priority(), "normal")),
                decode(),
                new ScanOptions(format(), csv(), json(), columns(), ScanLimits.USUAL),
                measures(),
                Objects.requireNonNullElse(body.limits(), LimitsBody.EMPTY).over(query));
    }

    /// The address of the source, `null` when none is given.
    @Nullable String uri() {
        String given = query.get("uri");
        return given == null && body.source() != null ? body.source().uri() : given;
    }

    private String text(String name, @Nullable String inBody, String usual) {
        String given = query.get(name);
        return given != null ? given : Objects.requireNonNullElse(inBody, usual);
    }

    private @Nullable String executor() {
        String given = query.get("executor");
        return given == null ? body.executor() : given;
    }

    /// The strategy of that name.
    static Strategy strategy(String mode) {
        return Strategy.all().stream()
                .filter(strategy -> strategy.mode().equals(mode))
                .findFirst()
                .orElseThrow(
                        () -> unknown("mode", mode, Strategy.all().stream().map(Strategy::mode)));
    }

    /// The priority of that name.
    static Priority priority(String name) {
        return word("priority", name, Priority.values());
    }

    private Measures measures() {
        String name = text("statistics", body.statistics(), "standard");
        String column = groupBy();
        return new Measures(
                word("statistics", name, Statistics.values()),
                column == null ? null : new Measures.Grouping(column));
    }

    private @Nullable String groupBy() {
        String given = query.get("groupBy");
        String column = given == null ? body.groupBy() : given;
        if (column != null && column.isEmpty()) {
            throw invalid("groupBy must be the name of a column");
        }
        return column;
    }

    private static <E extends Enum<E>> E word(String what, String given, E[] known) {
        return Arrays.stream(known)
                .filter(word -> Words.label(word).equals(given))
                .findFirst()
                .orElseThrow(() -> unknown(what, given, Arrays.stream(known).map(Words::label)));
    }

    private List<String> columns() {
        String given = query.get("columns");
        var columns = given == null ? body.columns() : List.of(given.split(",", -1));
        if (columns == null) {
            return List.of();
        }
        if (columns.stream().anyMatch(name -> name == null || name.isEmpty())) {
            throw invalid("columns must hold names of columns, none of them empty");
        }
        String key = groupBy();
        if (key == null || columns.contains(key)) {
            return columns;
        }
        return Stream.concat(columns.stream(), Stream.of(key)).toList();
    }

    private String formatName() {
        return text("format", body.format(), "auto");
    }

    private DataFormat format() {
        String name = formatName();
        return switch (name) {
            case "auto" -> DataFormat.AUTO;
            case "csv", "tsv" -> DataFormat.CSV;
            case "ndjson" -> DataFormat.NDJSON;
            case "json" -> DataFormat.JSON;
            default ->
                    throw unknown(
                            "format", name, Stream.of("auto", "csv", "tsv", "ndjson", "json"));
        };
    }

    private CsvOptions csv() {
        var given = Objects.requireNonNullElse(body.csv(), SpecBody.CsvBody.EMPTY);
        var nulls = given.nulls();
        if (nulls != null && nulls.stream().anyMatch(Objects::isNull)) {
            throw invalid("csv.nulls must hold texts, \"\" for the empty one");
        }
        try {
            return new CsvOptions(
                    delimiter(given.delimiter()),
                    quote(given.quote()),
                    header(given.header()),
                    nulls);
        } catch (IllegalArgumentException e) {
            throw new FailureException(FailureKind.INVALID_REQUEST, "csv: " + e.getMessage(), e);
        }
    }

    private JsonOptions json() {
        String given = query.get("json.records");
        String records = given == null && body.json() != null ? body.json().records() : given;
        if (records != null && format() != DataFormat.AUTO && format() != DataFormat.JSON) {
            throw invalid(
                    "json.records is for one JSON value, which is the format auto or json, not '%s'"
                            .formatted(formatName()));
        }
        try {
            return new JsonOptions(records);
        } catch (IllegalArgumentException e) {
            throw new FailureException(FailureKind.INVALID_REQUEST, "json." + e.getMessage(), e);
        }
    }

    private @Nullable Byte delimiter(@Nullable String given) {
        if (given == null || given.equals("auto")) {
            return formatName().equals("tsv") ? (byte) '\t' : null;
        }
        return character("csv.delimiter", given);
    }

    private static byte quote(@Nullable String given) {
        if (given == null) {
            return '"';
        }
        return given.isEmpty() ? 0 : character("csv.quote", given);
    }

    private static byte character(String what, String given) {
        if (given.length() != 1 || given.charAt(0) > 0x7E) {
            throw invalid(what + " must be one ASCII character, not '" + given + "'");
        }
        return (byte) given.charAt(0);
    }

    private static @Nullable Boolean header(@Nullable String given) {
        return switch (Objects.requireNonNullElse(given, "auto")) {
            case "auto" -> null;
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default ->
                    throw unknown(
                            "csv.header",
                            String.valueOf(given),
                            Stream.of("auto", "true", "false"));
        };
    }

    private DecodeOptions decode() {
        var csv = Objects.requireNonNullElse(body.csv(), SpecBody.CsvBody.EMPTY);
        return new DecodeOptions(
                null,
                charset(text("charset", csv.charset(), "auto")),
                word(
                        "invalidText",
                        text("invalidText", csv.invalidText(), "replace"),
                        DecodeOptions.InvalidText.values()));
    }

    private static @Nullable Charset charset(String given) {
        if (given.equals("auto")) {
            return null;
        }
        Charset known = Charsets.named(given);
        if (known == null) {
            throw unknown(
                    "charset", given, Stream.concat(Stream.of("auto"), Charsets.names().stream()));
        }
        return known;
    }

    private static FailureException unknown(String what, String given, Stream<String> known) {
        return invalid(
                "unknown %s '%s'; known are %s"
                        .formatted(what, given, known.collect(Collectors.joining(", "))));
    }

    private static FailureException invalid(String sentence) {
        return new FailureException(FailureKind.INVALID_REQUEST, sentence);
    }
}
