package dev.interim.job;

import dev.interim.engine.source.Origin;
import dev.interim.engine.stats.Snapshot;
import dev.interim.run.RunProgress;
import dev.interim.run.Strategy;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// A log that a test writes, of a job that there is not.
public final class OpenLog {
    private static final JobId ID = new JobId(new UUID(0x7000L, Long.MIN_VALUE));

    private final EventLog log = new EventLog(64);
    private long snapshots;

    /// The log, to be read.
    public EventLog log() {
        return log;
    }

    /// Adds a change of state.
    public void state() {
        log.append(new JobEvent.StateChanged(status()));
    }

    /// Adds progress.
    public void progress() {
        log.append(new JobEvent.Progressed(status().progress()));
    }

    /// Adds a snapshot.
    public void snapshot() {
        var empty =
                new Snapshot(
                        0, 0, 0, Snapshot.Scope.PREFIX, false, List.of(), Snapshot.Across.NOTHING);
        log.append(
                new JobEvent.SnapshotTaken(
                        new JobSnapshot(ID, ++snapshots, Instant.EPOCH, null, empty)));
    }

    /// Adds the end.
    public void done() {
        log.append(new JobEvent.Finished(status()));
    }

    private static JobStatus status() {
        return new JobStatus(
                ID,
                JobRig.spec(new Strategy.Parallel()),
                JobState.RUNNING,
                new JobStatus.Times(Instant.EPOCH, null, null, null),
                "sample:trips",
                Origin.UNKNOWN,
                new JobProgress(RunProgress.NONE, null, null),
                null);
    }
}
