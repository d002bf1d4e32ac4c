package dev.interim.engine.source;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The times in which a fetch wants nothing of its server: before it tries again, and while a pause
/// lasts. Its threads wait here; any thread tells.
final class Breaks implements AutoCloseable {
    private final Timing timing;
    private final Duration releaseAfter;
    private final Runnable release;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long openedAt;
    private long pausedAt;
    private long longSince;
    private boolean isPaused;
    private boolean isLong;
    private boolean isClosed;
    private @Nullable Runnable alarm;

    /// @param releaseAfter when a pause is long
    /// @param release called when one has become so; cheap, never blocks
    Breaks(Timing timing, Duration releaseAfter, Runnable release) {
        this.timing = timing;
        this.releaseAfter = releaseAfter;
        this.release = release;
        openedAt = timing.nanos();
    }

    /// When it all began, later by the long pauses since.
    long openedAt() {
        lock.lock();
        try {
            return openedAt;
        } finally {
            lock.unlock();
        }
    }

    /// Lets a time pass.
    ///
    /// @return whether the fetch goes on
    boolean pass(Duration time) throws InterruptedException {
        if (!time.isPositive()) {
            return !isClosed();
        }
        var isOver = new AtomicBoolean();
        Runnable callOff = timing.alarm(time, () -> change(() -> isOver.set(true)));
        lock.lockInterruptibly();
        try {
            while (!isOver.get() && !isClosed) {
                changed.await();
            }
            return !isClosed;
        } finally {
            lock.unlock();
            callOff.run();
        }
    }

    /// Waits while a pause is long.
    ///
    /// @return whether the fetch goes on
    boolean passPause() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (isLong && !isClosed) {
                changed.await();
            }
            return !isClosed;
        } finally {
            lock.unlock();
        }
    }

    /// A pause begins; no more where there is one.
    void pause() {
        change(() -> {
            if (!isPaused && !isClosed) {
                isPaused = true;
                pausedAt = timing.nanos();
                alarm = timing.alarm(releaseAfter, this::lasts);
            }
        });
    }

    /// The pause is over, where there was one.
    void resume() {
        change(() -> {
            callOff();
            isPaused = false;
            if (isLong) {
                isLong = false;
                openedAt += timing.nanos() - longSince;
            }
        });
    }

    /// Whether the fetch is over.
    boolean isClosed() {
        lock.lock();
        try {
            return isClosed;
        } finally {
            lock.unlock();
        }
    }

    /// Ends all waiting, for good.
    @Override
    public void close() {
        change(() -> {
            isClosed = true;
            callOff();
        });
    }

    private void lasts() {
        var isStill = new AtomicBoolean();
        change(() -> {
            long now = timing.nanos();
            // An alarm that rang as it was called off belongs to an earlier pause.
            boolean isOld = now - pausedAt < releaseAfter.toNanos();
            if (isPaused && !isOld && !isClosed && !isLong) {
                isLong = true;
                longSince = now;
                isStill.set(true);
            }
        });
        if (isStill.get()) {
            release.run();
        }
    }

    private void callOff() {
        if (alarm != null) {
            alarm.run();
            alarm = null;
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
