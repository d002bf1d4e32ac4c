package dev.interim.web;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.quantity.ByteSize;
import dev.interim.engine.quantity.Durations;
import dev.interim.engine.scan.MalformedLimit;
import dev.interim.run.Bounds;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a job ends early.
///
/// @param maxRows good records; exact
/// @param maxBytes bytes as fetched, as in `500000`, `20MB` or `1GiB`, see [ByteSize#valueOf]; only
///   whole records count
/// @param maxDuration as in `PT30S` or `30s`, see [Durations#parse]; pauses do not count
/// @param maxMalformed as in `100`, `5%` or `0.05`, see [MalformedLimit#of]
@Schema(name = "Limits", description = "Where a job ends early, as succeeded")
record LimitsBody(
        @Schema(types = "integer", format = "int64", minimum = "1", example = "1000000")
                @Nullable String maxRows,
        @Schema(example = "1GB") @Nullable String maxBytes,
        @Schema(example = "PT30S") @Nullable String maxDuration,
        @Schema(
                        defaultValue = "50%",
                        description =
                                "How many records may be malformed before the job fails: a number, or"
                                        + " a share of all as in `5%` or `0.05`",
                        example = "5%")
                @Nullable String maxMalformed) {
    /// Nothing is said.
    static final LimitsBody EMPTY = new LimitsBody(null, null, null, null);

    private static final Duration MAX_DURATION = Duration.ofDays(365);
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,18}");

    /// These limits, where the query does not say otherwise.
    ///
    /// @throws FailureException `INVALID_REQUEST`
    Bounds over(Query query) {
        return new Bounds(
                rows(first(query.get("maxRows"), maxRows)),
                bytes(first(query.get("maxBytes"), maxBytes)),
                duration(first(query.get("maxDuration"), maxDuration)));
    }

    /// How many records may be malformed.
    ///
    /// @throws FailureException `INVALID_REQUEST`
    MalformedLimit malformed(Query query) {
        String given = first(query.get("maxMalformed"), maxMalformed);
        return given == null
                ? MalformedLimit.HALF
                : read("maxMalformed", given, MalformedLimit::of);
    }

    private static @Nullable String first(@Nullable String given, @Nullable String other) {
        return given == null ? other : given;
    }

    private static @Nullable Long rows(@Nullable String given) {
        if (given == null) {
            return null;
        }
        if (COUNT.matcher(given).matches() && Long.parseLong(given) > 0) {
            return Long.valueOf(given);
        }
        throw invalid("maxRows is a whole number above 0, not '" + given + "'", null);
    }

    private static @Nullable Long bytes(@Nullable String given) {
        if (given == null) {
            return null;
        }
        long bytes = read("maxBytes", given, text -> ByteSize.valueOf(text).bytes());
        if (bytes > 0) {
            return bytes;
        }
        throw invalid("maxBytes must be at least 1 byte, not '" + given + "'", null);
    }

    private static @Nullable Duration duration(@Nullable String given) {
        if (given == null) {
            return null;
        }
        var duration = read("maxDuration", given, Durations::parse);
        if (duration.isPositive() && duration.compareTo(MAX_DURATION) <= 0) {
            return duration;
        }
        throw invalid(
                "maxDuration must be above 0 and at most 365 days, not '" + given + "'", null);
    }

    private static <T> T read(String name, String given, Function<String, T> grammar) {
        try {
            return grammar.apply(given);
        } catch (IllegalArgumentException e) {
            throw invalid(name + ": " + e.getMessage(), e);
        }
    }

    private static FailureException invalid(String sentence, @Nullable Throwable cause) {
        return new FailureException(FailureKind.INVALID_REQUEST, sentence, cause);
    }
}
