package dev.interim.run;

import java.util.List;
import java.util.Locale;

/// How a job's two tasks, fetch and statistics, share time and workers; *mode* on the wire.
public sealed interface Strategy {
    /// All of fetch, then all of statistics, on one worker that is kept while there are bytes: what
    /// batch tools do.
    record Sequential() implements Strategy {}

    /// Fetch and statistics take turns on one worker.
    record Concurrent() implements Strategy {}

    /// Fetch beside as many statistics lanes as the executor has workers.
    record Parallel() implements Strategy {}

    /// All there are, in the order in which they are explained.
    static List<Strategy> all() {
        return List.of(new Sequential(), new Concurrent(), new Parallel());
    }

    /// The mode as it stands on the wire: `parallel`.
    default String mode() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /// What it does, in a sentence for people.
    default String meaning() {
        return switch (this) {
            case Sequential _ ->
                    "All of fetch, then all of statistics, on one worker that is kept while there are bytes; the result comes at the end.";
            case Concurrent _ ->
                    "Fetch and statistics take turns on one worker; results come after the first slice.";
            case Parallel _ ->
                    "Fetch beside as many statistics lanes as there are workers; results come after the first slice.";
        };
    }

    /// The executor for jobs that name none.
    default String usualExecutor() {
        return switch (this) {
            case Sequential _, Concurrent _ -> "turns";
            case Parallel _ -> "cores";
        };
    }
}
