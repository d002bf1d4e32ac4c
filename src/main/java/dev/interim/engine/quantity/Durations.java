package dev.interim.engine.quantity;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads durations.
public final class Durations {
    /// What [#parse] reads, for messages.
    public static final String GRAMMAR =
            "numbers with ns, us, ms, s, m, h or d, such as 30s or 1h30m,"
                    + " or an ISO 8601 duration, such as PT30S";

    private static final String STEP = "([0-9]{1,9}(?:\\.[0-9]{1,9})?)(ns|us|ms|s|m|h|d)";
    private static final Pattern TEXT = Pattern.compile("(?:" + STEP + "){1,7}");
    private static final Pattern PART = Pattern.compile(STEP);

    private static final Map<String, Duration> UNITS =
            Map.of(
                    "ns", Duration.ofNanos(1),
                    "us", Duration.ofNanos(1_000),
                    "ms", Duration.ofMillis(1),
                    "s", Duration.ofSeconds(1),
                    "m", Duration.ofMinutes(1),
                    "h", Duration.ofHours(1),
                    "d", Duration.ofDays(1));

    private Durations() {}

    /// Reads `500ms`, `30s`, `1.5h`, `1h30m` or `PT30S`, in any case; a fraction of a nanosecond is
    /// cut off.
    ///
    /// @return 0 or more
    /// @throws IllegalArgumentException when the text is anything else: a number without a unit,
    ///   too
    public static Duration parse(String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        var duration = lower.startsWith("p") ? iso(text) : sum(text, lower);
        if (duration.isNegative()) {
            throw wrong(text, null);
        }
        return duration;
    }

    private static Duration iso(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            throw wrong(text, e);
        }
    }

    private static Duration sum(String text, String lower) {
        if (!TEXT.matcher(lower).matches()) {
            throw wrong(text, null);
        }
        return PART.matcher(lower)
                .results()
                .map(part -> times(part.group(1), UNITS.getOrDefault(part.group(2), Duration.ZERO)))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration times(String number, Duration unit) {
        var nanos =
                new BigDecimal(number).multiply(BigDecimal.valueOf(unit.toNanos())).toBigInteger();
        var parts = nanos.divideAndRemainder(BigDecimal.valueOf(1_000_000_000).toBigInteger());
        return Duration.ofSeconds(parts[0].longValueExact(), parts[1].longValueExact());
    }

    private static IllegalArgumentException wrong(String text, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "a duration is " + GRAMMAR + ", not '" + text + "'", cause);
    }
}
