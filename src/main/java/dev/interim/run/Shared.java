package dev.interim.run;

import dev.interim.engine.source.Toll;
import java.util.concurrent.atomic.AtomicLong;

/// All that the lane that fetches and the lanes of statistics have in common, whoever they are by
/// now; each of it is for any thread.
///
/// @param toll what slices cost
/// @param watch how long the run has been at work
/// @param phases what it is doing
/// @param handOver where fetch leaves pieces and statistics takes them
/// @param ledger where what was computed of them is added
/// @param memory what the run takes of the memory budget
/// @param credit what debts of pieces were paid too much
/// @param wakeFetch wakes the lane that fetches
/// @param wakeStatistics wakes the lanes of statistics
record Shared(
        Toll toll,
        Stopwatch watch,
        Phases phases,
        HandOver handOver,
        Ledger ledger,
        RunMemory memory,
        AtomicLong credit,
        Runnable wakeFetch,
        Runnable wakeStatistics) {}
