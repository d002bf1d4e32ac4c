package dev.interim.run;

import dev.interim.engine.source.Timing;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How long a run has been at work, pauses not counted, and whether that is long enough. Any
/// thread.
final class Stopwatch {
    private final Timing timing;
    private final @Nullable Duration most;
    private @Nullable Runnable alarm;
    private boolean isClosed;
    private boolean isStarted;
    private boolean isPaused;
    private long sinceNanos;
    private long beforeNanos;

    /// @param most how long it may be, `null` for ever
    Stopwatch(Timing timing, @Nullable Duration most) {
        this.timing = timing;
        this.most = most;
    }

    synchronized void start() {
        isStarted = true;
        sinceNanos = timing.nanos();
    }

    synchronized void pause() {
        beforeNanos = elapsedNanos();
        isPaused = true;
    }

    synchronized void resume() {
        if (isPaused) {
            isPaused = false;
            sinceNanos = timing.nanos();
        }
    }

    synchronized long elapsedNanos() {
        return isStarted && !isPaused ? beforeNanos + timing.nanos() - sinceNanos : beforeNanos;
    }

    /// Whether the time is up.
    boolean isPast() {
        return most != null && elapsedNanos() >= most.toNanos();
    }

    /// Wakes somebody who is about to wait, when the time is up; not before the last one was woken.
    synchronized void wakeWhenPast(Runnable sleeper) {
        if (most != null && alarm == null && !isClosed) {
            var rest = Duration.ofNanos(Math.max(1, most.toNanos() - elapsedNanos()));
            alarm = timing.alarm(rest, () -> wake(sleeper));
        }
    }

    private void wake(Runnable sleeper) {
        synchronized (this) {
            alarm = null;
        }
        sleeper.run();
    }

    /// Calls the alarm off, for good.
    synchronized void close() {
        isClosed = true;
        if (alarm != null) {
            alarm.run();
        }
    }
}
