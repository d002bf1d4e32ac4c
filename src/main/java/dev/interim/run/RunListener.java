package dev.interim.run;

import dev.interim.engine.stats.Snapshot;
import dev.interim.schedule.Activity;
import java.time.Duration;

/// Hears what becomes of a run; called by workers, one call at a time for each method, and must be
/// quick.
public interface RunListener {
    /// The first turn has begun.
    void started();

    /// A turn ended: bytes or rows may have moved.
    void moved();

    /// There is a new snapshot; its numbers speak of more rows than those of the one before.
    void snapshotTaken(Snapshot snapshot);

    /// What the snapshot before cost: how long its taking kept a worker.
    default void snapshotCost(Duration cost) {}

    /// Something is odd with the data or the way it comes, which is not a failure; each code comes
    /// at most once, `fetch-retried` a few times.
    void warned(String code, String message);

    /// Something is done from now on; what this answers is run when it is over. By several workers
    /// at a time.
    default Runnable begun(Activity activity) {
        return Phases.OVER;
    }

    /// The run is over: nothing of it runs any more, all it held is released, and no other call
    /// follows.
    void ended(RunEnd end);
}
