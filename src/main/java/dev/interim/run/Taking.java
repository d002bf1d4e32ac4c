package dev.interim.run;

import dev.interim.engine.stats.Reading;
import dev.interim.schedule.Ticker;
import java.time.Duration;

/// A snapshot that is being taken, step by step. One owner.
final class Taking {
    private final Reading reading;
    private final Runnable over;
    private long costNanos;

    /// @param over is run when nothing more is done
    Taking(Reading reading, Runnable over) {
        this.reading = reading;
        this.over = over;
    }

    /// Does a step; answers whether another is left.
    boolean next(Ticker ticker) {
        long before = ticker.nanos();
        boolean isLeft = reading.next();
        costNanos += ticker.nanos() - before;
        return isLeft;
    }

    /// Tells the snapshot once no step is left.
    void tell(RunListener listener) {
        var snapshot = reading.snapshot();
        over.run();
        listener.snapshotTaken(snapshot);
        listener.snapshotCost(Duration.ofNanos(costNanos));
    }

    /// Nobody wants to hear of it any more.
    void abandon() {
        over.run();
    }
}
