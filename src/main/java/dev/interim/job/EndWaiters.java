package dev.interim.job;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// The requests that wait for the end of a job for a while; one that has waited long enough is
/// forgotten, so that a job that runs for days keeps nothing of those that asked.
///
/// Any thread.
final class EndWaiters {
    private Set<Waiter> waiting = new HashSet<>();
    private boolean isEnded;

    /// One of them; two are never equal.
    private static final class Waiter {
        private final CompletableFuture<Void> end = new CompletableFuture<>();
    }

    /// Completes when the job has ended, or after that time.
    CompletableFuture<Void> await(Duration most) {
        var waiter = new Waiter();
        synchronized (this) {
            if (isEnded) {
                return CompletableFuture.completedFuture(null);
            }
            waiting.add(waiter);
        }
        var _ = waiter.end.whenComplete((_, _) -> forget(waiter));
        return waiter.end.completeOnTimeout(null, most.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// The job has ended.
    void end() {
        List<Waiter> all;
        synchronized (this) {
            isEnded = true;
            all = List.copyOf(waiting);
        }
        all.forEach(waiter -> waiter.end.complete(null));
    }

    /// How many wait now.
    synchronized int count() {
        return waiting.size();
    }

    private synchronized void forget(Waiter waiter) {
        waiting.remove(waiter);
        if (waiting.isEmpty()) {
            // A set keeps the room for as many as it ever had.
            waiting = new HashSet<>();
        }
    }
}
