package dev.interim.engine.source;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// A fetch whose bytes pass at a given rate, as over a slow link.
///
/// A bucket fills with bytes as time passes and holds at most 100 ms of them, so that a reader who
/// was away does not get everything at once. Bytes pass in grains of 20 ms; until the next one is
/// there, {@link #take} answers 0 and an alarm is set.
final class PacedFetch implements Fetch {
    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Fetch inner;
    private final Timing timing;
    private final Runnable ready;
    private final long bytesPerSecond;
    private final double grain;
    private final double most;
    private final AtomicBoolean isAlarmSet = new AtomicBoolean();
    private double bytesInBucket;
    private long filledAtNanos;
    private volatile boolean isClosed;

    /// @param inner belongs to this one from now on
    /// @param bytesPerSecond at least 1
    /// @param ready the same that `inner` got
    PacedFetch(Fetch inner, long bytesPerSecond, Timing timing, Runnable ready) {
        this.inner = inner;
        this.bytesPerSecond = bytesPerSecond;
        this.timing = timing;
        this.ready = ready;
        this.grain = Math.max(1, bytesPerSecond / 50.0);
        this.most = 5 * grain;
        this.filledAtNanos = timing.nanos();
    }

    @Override
    public int take(byte[] target, int offset, int length) {
        fill();
        if (bytesInBucket < grain && !isClosed) {
            askAgainLater();
            return 0;
        }
        int count = inner.take(target, offset, (int) Math.min(length, bytesInBucket));
        bytesInBucket -= Math.max(0, count);
        return count;
    }

    @Override
    public @Nullable String part() {
        return inner.part();
    }

    @Override
    public boolean hasNext() {
        return inner.hasNext();
    }

    @Override
    public void next() {
        inner.next();
    }

    @Override
    public Origin origin() {
        return inner.origin();
    }

    @Override
    public Retries retries() {
        return inner.retries();
    }

    @Override
    public void pause() {
        inner.pause();
    }

    @Override
    public void resume() {
        inner.resume();
    }

    @Override
    public void parallel(boolean isAllowed) {
        inner.parallel(isAllowed);
    }

    @Override
    public long memory() {
        return inner.memory();
    }

    @Override
    public void close() {
        isClosed = true;
        inner.close();
    }

    private void fill() {
        long now = timing.nanos();
        double arrived = (now - filledAtNanos) / NANOS_PER_SECOND * bytesPerSecond;
        bytesInBucket = Math.min(most, bytesInBucket + arrived);
        filledAtNanos = now;
    }

    private void askAgainLater() {
        if (isAlarmSet.compareAndSet(false, true)) {
            double nanos = (grain - bytesInBucket) / bytesPerSecond * NANOS_PER_SECOND;
            timing.alarm(Duration.ofNanos((long) nanos + 1), this::ring);
        }
    }

    private void ring() {
        isAlarmSet.set(false);
        ready.run();
    }
}
