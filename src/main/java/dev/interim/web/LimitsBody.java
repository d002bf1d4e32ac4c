package dev.interim.web;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.run.Bounds;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a job ends early.
///
/// @param maxRows good records; exact
/// @param maxBytes bytes as fetched, as in `500000`, `20MB` or `1GB` (decimal); only whole records
///   count
/// @param maxDuration as in `PT30S` or `30s`; pauses do not count
@Schema(name = "Limits", description = "Where a job ends early, as succeeded")
record LimitsBody(
        @Schema(types = "integer", format = "int64", minimum = "1", example = "1000000")
                @Nullable String maxRows,
        @Schema(example = "1GB") @Nullable String maxBytes,
        @Schema(example = "PT30S") @Nullable String maxDuration) {
    /// Nothing is said.
    static final LimitsBody EMPTY = new LimitsBody(null, null, null);

    private static final Pattern COUNT = Pattern.compile("[0-9]{1,18}");
    private static final Pattern SIZE =
            Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,3})?)(B|kB|KB|MB|GB|TB)?");
    private static final Map<String, Long> UNITS =
            Map.of(
                    "B", 1L,
                    "kB", 1_000L,
                    "KB", 1_000L,
                    "MB", 1_000_000L,
                    "GB", 1_000_000_000L,
                    "TB", 1_000_000_000_000L);

    /// These limits, where the query does not say otherwise.
    ///
    /// @throws FailureException `INVALID_REQUEST`
    Bounds over(Query query) {
        return new Bounds(
                rows(first(query.get("maxRows"), maxRows)),
                bytes(first(query.get("maxBytes"), maxBytes)),
                duration(first(query.get("maxDuration"), maxDuration)));
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
        throw invalid("maxRows is a whole number above 0, not '" + given + "'");
    }

    private static @Nullable Long bytes(@Nullable String given) {
        if (given == null) {
            return null;
        }
        var parts = SIZE.matcher(given);
        if (parts.matches()) {
            var unit = UNITS.getOrDefault(parts.group(2) == null ? "B" : parts.group(2), 1L);
            var bytes = new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(unit));
            if (bytes.signum() > 0 && bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) < 0) {
                return Math.max(1, bytes.longValue());
            }
        }
        throw invalid(
                "maxBytes is a number above 0, alone or with kB, MB, GB or TB, not '"
                        + given
                        + "'");
    }

    private static @Nullable Duration duration(@Nullable String given) {
        if (given == null) {
            return null;
        }
        try {
            var duration = Duration.parse(given.startsWith("P") ? given : "PT" + given);
            if (duration.isPositive() && duration.compareTo(Duration.ofDays(365)) <= 0) {
                return duration;
            }
        } catch (DateTimeException e) {
            // the same answer as for a duration out of range
        }
        throw invalid(
                "maxDuration is a duration above 0, such as PT30S or 30s, not '" + given + "'");
    }

    private static FailureException invalid(String sentence) {
        return new FailureException(FailureKind.INVALID_REQUEST, sentence);
    }
}
