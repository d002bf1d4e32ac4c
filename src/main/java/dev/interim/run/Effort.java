package dev.interim.run;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a run has cost until now.
///
/// @param turns how many turns its lanes had
/// @param fetch workers' time in turns of fetch; not the time in which no lane ran because nothing
///   had arrived
/// @param statistics workers' time in turns of statistics, and of decompressing
/// @param untilFetched from the first turn to the last byte, pauses not counted, waiting for the
///   source included and, unless the mode keeps them apart, statistics in between; `null` before
/// @param cpu processor time of its turns; `null` where that was not asked for or cannot be known
public record Effort(
        long turns,
        Duration fetch,
        Duration statistics,
        @Nullable Duration untilFetched,
        @Nullable Duration cpu) {}
