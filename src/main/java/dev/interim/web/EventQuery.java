package dev.interim.web;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.failure.Plain;
import dev.interim.engine.quantity.Durations;
import dev.interim.job.EventLog;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a request for events says, or what is wrong with it.
///
/// @param lastEventId the last event that was seen
/// @param events the types that are wanted, separated by commas
/// @param every the least time between two of a type
record EventQuery(@Nullable String lastEventId, @Nullable String events, @Nullable String every) {
    private static final List<String> TYPES =
            List.of("state", "progress", "snapshot", "warning", "gap", "done");
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int LONGEST_WORD = 100;
    private static final String WRONG_PAUSE =
            "every must be a time like 500ms, 1s or PT1S, above 0 and up to an hour, not '%s'";

    /// What is asked for.
    ///
    /// @throws FailureException `INVALID_REQUEST` with what is wrong
    EventStream.Request request() {
        var pause = pause();
        return new EventStream.Request(
                number(), new EventLog.Wish(types(), pause.isPositive()), pause);
    }

    private long number() {
        if (lastEventId == null || lastEventId.isBlank()) {
            return 0;
        }
        try {
            return Math.max(0, Long.parseLong(lastEventId.strip()));
        } catch (NumberFormatException e) {
            throw invalid("the last event id must be a number, not '%s'", lastEventId, e);
        }
    }

    private Set<String> types() {
        if (events == null) {
            return EventLog.Wish.ALL.types();
        }
        var types = new TreeSet<String>();
        for (String type : events.split(",", -1)) {
            if (!TYPES.contains(type)) {
                throw invalid(
                        "unknown event '%s'; known are " + String.join(", ", TYPES), type, null);
            }
            types.add(type);
        }
        return types;
    }

    private Duration pause() {
        if (every == null) {
            return Duration.ZERO;
        }
        try {
            var pause = Durations.parse(every);
            if (pause.isPositive() && pause.compareTo(LONGEST) <= 0) {
                return pause;
            }
        } catch (IllegalArgumentException e) {
            throw invalid(WRONG_PAUSE, every, e);
        }
        throw invalid(WRONG_PAUSE, every, null);
    }

    private static FailureException invalid(
            String sentence, String given, @Nullable Throwable cause) {
        return new FailureException(
                FailureKind.INVALID_REQUEST,
                sentence.formatted(Plain.text(given, LONGEST_WORD)),
                cause);
    }
}
