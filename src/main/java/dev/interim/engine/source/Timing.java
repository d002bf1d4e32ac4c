package dev.interim.engine.source;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Time as fetching sees it: a clock that only moves forward, and an alarm.
public interface Timing {
    /// Nanoseconds since some fixed moment; never goes back.
    long nanos();

    /// Runs `task` once, `delay` from now, on another thread.
    ///
    /// @param task cheap, never blocks, throws nothing
    /// @return calls the alarm off, where it has not rung yet
    Runnable alarm(Duration delay, Runnable task);

    /// Time from a ticker such as `System::nanoTime`, with alarms on `executor`, which stays the
    /// caller's to close.
    static Timing of(LongSupplier nanos, ScheduledExecutorService executor) {
        return new Timing() {
            @Override
            public long nanos() {
                return nanos.getAsLong();
            }

            @Override
            public Runnable alarm(Duration delay, Runnable task) {
                var alarm = executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
                return () -> alarm.cancel(false);
            }
        };
    }
}
