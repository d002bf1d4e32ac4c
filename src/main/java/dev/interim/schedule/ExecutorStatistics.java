package dev.interim.schedule;

import java.time.Duration;

/// An executor at one moment.
///
/// @param busyWorkers workers that run a turn or are kept by a lane
/// @param queueLength lanes that wait for a worker
/// @param lanes lanes that have started and not ended, whatever they do
/// @param turns turns served since the start
/// @param busyTime what these turns took together
public record ExecutorStatistics(
        ExecutorSpec spec,
        int busyWorkers,
        int queueLength,
        int lanes,
        long turns,
        Duration busyTime) {

    /// Lanes that run or want to, for each worker; above 1 somebody waits.
    public double load() {
        return (double) (busyWorkers + queueLength) / spec.workers();
    }
}
