package dev.interim.job;

import dev.interim.engine.codec.DecodeOptions;
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
/// @param decode how the bytes are made plain text
/// @param scan how that is read
/// @param measures what is computed
/// @param bounds where to end early
public record JobSpec(
        Strategy strategy,
        @Nullable String executor,
        Priority priority,
        DecodeOptions decode,
        ScanOptions scan,
        Measures measures,
        Bounds bounds) {
    /// All of the data, in a charset that is found out.
    public JobSpec(
            Strategy strategy,
            @Nullable String executor,
            Priority priority,
            ScanOptions scan,
            Measures measures) {
        this(strategy, executor, priority, DecodeOptions.AUTO, scan, measures, Bounds.NONE);
    }

    /// The name of the executor it runs on.
    public String executorName() {
        return executor == null ? strategy.usualExecutor() : executor;
    }

    /// The same under another strategy, on that one's usual executor unless one was named.
    JobSpec with(Strategy other) {
        return new JobSpec(other, executor, priority, decode, scan, measures, bounds);
    }

    /// The same with another urgency.
    JobSpec with(Priority other) {
        return new JobSpec(strategy, executor, other, decode, scan, measures, bounds);
    }
}
