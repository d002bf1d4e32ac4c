package dev.interim.engine.source;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/// Time that stands still until the test moves it; alarms ring on the thread that does.
public final class ManualTiming implements Timing {
    // As a real ticker may: neither at 0 nor above.
    private static final long START = -987_654_321_000L;

    private final PriorityQueue<Alarm> alarms =
            new PriorityQueue<>(Comparator.comparingLong(Alarm::at));
    private long now = START;

    @Override
    public synchronized long nanos() {
        return now;
    }

    @Override
    public synchronized Runnable alarm(Duration delay, Runnable task) {
        var alarm = new Alarm(now + delay.toNanos(), task);
        alarms.add(alarm);
        notifyAll();
        return () -> cancel(alarm);
    }

    /// Moves on, alarm by alarm.
    public void advance(Duration step) {
        long target = nanos() + step.toNanos();
        for (Alarm next = next(target); next != null; next = next(target)) {
            next.task().run();
        }
        reach(target);
    }

    /// How long it has been moved.
    public Duration elapsed() {
        return Duration.ofNanos(nanos() - START);
    }

    /// How many alarms are set.
    public synchronized int alarms() {
        return alarms.size();
    }

    /// Waits until an alarm is set that will not ring before so much time has passed.
    public synchronized void awaitAlarm(Duration atLeast) throws InterruptedException {
        while (alarms.stream().noneMatch(alarm -> alarm.at() - now >= atLeast.toNanos())) {
            wait();
        }
    }

    private synchronized Alarm next(long target) {
        Alarm first = alarms.peek();
        if (first == null || first.at() > target) {
            return null;
        }
        reach(first.at());
        return alarms.poll();
    }

    private synchronized void reach(long target) {
        now = Math.max(now, target);
    }

    private synchronized void cancel(Alarm alarm) {
        alarms.remove(alarm);
    }

    private record Alarm(long at, Runnable task) {}
}
