package dev.interim.schedule;

import java.time.Duration;

/// One turn while it runs: what is left of its time, and what was done in it. Only for the thread
/// of the turn.
public final class Turn {
    private final Lane lane;
    private final WorkerThreads threads;
    private final long startNanos;
    private final long quantumNanos;
    private Activity activity = Activity.NONE;
    private long bytes;
    private long rows;

    Turn(Lane lane, WorkerThreads threads, long quantumNanos) {
        this.lane = lane;
        this.threads = threads;
        this.quantumNanos = quantumNanos;
        this.startNanos = threads.ticker().nanos();
    }

    /// Whether to return soon: the quantum is used up, or the lane was paused or retired meanwhile.
    public boolean isOver() {
        return lane.isHeld() || remainingNanos() <= 0;
    }

    /// What is left of the quantum; zero when the turn is over.
    public Duration remaining() {
        return isOver() ? Duration.ZERO : Duration.ofNanos(Math.max(0, remainingNanos()));
    }

    /// Adds to what this turn did. A turn has one activity: the one named last.
    public void did(Activity what, long moreBytes, long moreRows) {
        activity = what;
        bytes += moreBytes;
        rows += moreRows;
    }

    /// Keeps this worker busy that long: a real one burns its processor, a simulated one lets
    /// simulated time pass.
    public void busy(Duration duration) throws InterruptedException {
        threads.busy(duration);
    }

    /// The time in which this turn runs.
    public Ticker ticker() {
        return threads.ticker();
    }

    long startNanos() {
        return startNanos;
    }

    /// This turn as the timeline and the listeners see it.
    Span span(String worker, long endNanos) {
        var track = new Track(worker, lane.spec().name(), activity);
        return new Span(
                track, startNanos, endNanos, new Tally(1, endNanos - startNanos, bytes, rows));
    }

    private long remainingNanos() {
        return quantumNanos - (threads.ticker().nanos() - startNanos);
    }
}
