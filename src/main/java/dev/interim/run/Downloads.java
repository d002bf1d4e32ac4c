package dev.interim.run;

import dev.interim.schedule.Ticker;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads something that lanes need as well, one reader at a time and a quarter of the time at most,
/// so that any number of clients slows a run by a third and no more. Any thread.
final class Downloads {
    private static final int REST = 3;
    private static final long MAX_REST_NANOS = 1_000_000_000;

    // Fair, so that no client waits for ever.
    private final ReentrantLock one = new ReentrantLock(true);
    private final Ticker ticker;
    private long restUntilNanos;
    private boolean hasRead;

    Downloads(Ticker ticker) {
        this.ticker = ticker;
    }

    /// Waits until the readers before have rested, then reads.
    <T extends @Nullable Object> T read(Supplier<T> reading) {
        one.lock();
        try {
            if (hasRead) {
                LockSupport.parkNanos(restUntilNanos - ticker.nanos());
            }
            long before = ticker.nanos();
            try {
                return reading.get();
            } finally {
                long after = ticker.nanos();
                restUntilNanos = after + Math.min(MAX_REST_NANOS, REST * (after - before));
                hasRead = true;
            }
        } finally {
            one.unlock();
        }
    }
}
