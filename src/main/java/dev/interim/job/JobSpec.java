package dev.interim.job;

import dev.interim.engine.scan.ScanOptions;
import dev.interim.engine.stats.Measures;
import dev.interim.run.Bounds;
import dev.interim.run.Strategy;
import dev.interim.schedule.Priority;
import org.jspecify.annotations.Nullable;

/// What a client asks for.
///
/// @param strategy how fetch and statistics share time and workers
/// @param executor where the lanes run; `null` for the strategy's usual one
/// @param priority how urgent it is
/// @param scan how the bytes are read
/// @param measures what is computed
/// @param bounds where to end early
public record JobSpec(
        Strategy strategy,
        @Nullable String executor,
        Priority priority,
        ScanOptions scan,
        Measures measures,
        Bounds bounds) {
    /// All of the data.
    public JobSpec(
            Strategy strategy,
            @Nullable String executor,
            Priority priority,
            ScanOptions scan,
            Measures measures) {
        this(strategy, executor, priority, scan, measures, Bounds.NONE);
    }

    /// The name of the executor it runs on.
    public String executorName() {
        return executor == null ? strategy.usualExecutor() : executor;
    }

    /// The same under another strategy, on that one's usual executor unless one was named.
    JobSpec with(Strategy other) {
        return new JobSpec(other, executor, priority, scan, measures, bounds);
    }

    /// The same with another urgency.
    JobSpec with(Priority other) {
        return new JobSpec(strategy, executor, other, scan, measures, bounds);
    }
}
