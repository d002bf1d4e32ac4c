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
    private Set<CompletableFuture<Void>> waiting = new HashSet<>();
    private boolean isEnded;

    /// Completes when the job has ended, or after that time.
    CompletableFuture<Void> await(Duration most) {
        var waiter = new CompletableFuture<Void>();
        synchronized (this) {
            if (isEnded) {
                return CompletableFuture.completedFuture(null);
            }
            waiting.add(waiter);
        }
        waiter.whenComplete((_, _) -> forget(waiter));
        return waiter.completeOnTimeout(null, most.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// The job has ended.
    void end() {
        List<CompletableFuture<Void>> all;
        synchronized (this) {
            isEnded = true;
            all = List.copyOf(waiting);
        }
        all.forEach(waiter -> waiter.complete(null));
    }

    /// How many wait now.
    synchronized int count() {
        return waiting.size();
    }

    private synchronized void forget(CompletableFuture<Void> waiter) {
        waiting.remove(waiter);
        if (waiting.isEmpty()) {
            // A set keeps the room for as many as it ever had.
            waiting = new HashSet<>();
        }
    }
}
