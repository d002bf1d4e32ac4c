package dev.interim.engine.source;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.quantity.Durations;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// What stands behind `synthetic:` in an address: a kind, and options with their values.
final class SyntheticOptions {
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final int MOST_SLICES = 1_000;
    private static final Pattern SPEED = Pattern.compile("[0-9]{1,4}(?:\\.[0-9]{1,3})?");

    private final String kind;
    private final Map<String, String> values = new LinkedHashMap<>();

    /// Reads `essay?fetch=30s&slices=6`.
    ///
    /// @throws FailureException `INVALID_REQUEST`
    SyntheticOptions(String text) {
        int question = text.indexOf('?');
        kind = question < 0 ? text : text.substring(0, question);
        if (question >= 0) {
            for (String option : text.substring(question + 1).split("&", -1)) {
                add(option);
            }
        }
    }

    private void add(String option) {
        int equals = option.indexOf('=');
        if (equals < 0 || values.containsKey(option.substring(0, equals))) {
            throw invalid("an option is name=value, each name once, not '" + option + "'");
        }
        values.put(option.substring(0, equals), option.substring(equals + 1));
    }

    /// `work`, say.
    String kind() {
        return kind;
    }

    FailureException unknownKind() {
        return invalid("unknown synthetic source '" + kind + "'; there are work, essay");
    }

    /// Refuses any other option.
    void allow(String... known) {
        for (String name : values.keySet()) {
            if (!List.of(known).contains(name)) {
                throw invalid(
                        "unknown option '%s'; synthetic:%s takes %s"
                                .formatted(name, kind, String.join(", ", known)));
            }
        }
    }

    /// A duration, made shorter by `speed`.
    Duration duration(String name, Duration usual) {
        String given = values.get(name);
        var duration = given == null ? usual : parsed(name, given);
        return Duration.ofNanos(
                BigDecimal.valueOf(duration.toNanos()).divideToIntegralValue(speed()).longValue());
    }

    /// A number of slices.
    int count(String name, int usual) {
        String given = values.getOrDefault(name, Integer.toString(usual));
        if (!given.matches("[0-9]{1,4}")
                || Integer.parseInt(given) < 1
                || Integer.parseInt(given) > MOST_SLICES) {
            throw invalid(
                    "%s is a whole number from 1 to %d, not '%s'"
                            .formatted(name, MOST_SLICES, given));
        }
        return Integer.parseInt(given);
    }

    private static Duration parsed(String name, String given) {
        Duration duration;
        try {
            duration = Durations.parse(given);
        } catch (IllegalArgumentException e) {
            throw new FailureException(
                    FailureKind.INVALID_REQUEST, name + ": " + e.getMessage(), e);
        }
        if (duration.compareTo(LONGEST) > 0) {
            throw invalid("%s must be a day at most, not '%s'".formatted(name, given));
        }
        return duration;
    }

    private BigDecimal speed() {
        String given = values.getOrDefault("speed", "1");
        if (SPEED.matcher(given).matches() && new BigDecimal(given).signum() > 0) {
            return new BigDecimal(given);
        }
        throw invalid("speed is a number above 0, such as 60, not '" + given + "'");
    }

    private static FailureException invalid(String sentence) {
        return new FailureException(FailureKind.INVALID_REQUEST, sentence);
    }
}
