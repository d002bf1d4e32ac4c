package dev.interim.job;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Lets so many jobs run at a time on each executor; of the others the most urgent comes next, of
/// these one that has run before, and of equals the one that has waited longest.
///
/// A paused job has no place; one that is resumed, or changed to another executor, waits for one
/// like all others. Any thread.
final class Admission {
    private static final Comparator<Job> ORDER =
            Comparator.comparing((Job job) -> job.spec().priority())
                    .thenComparing(job -> !job.hasBegun());

    private final int places;
    private final Consumer<Job> teller;
    private final Set<Job> entered = new HashSet<>();
    private final List<Job> waiting = new ArrayList<>();

    /// The executor on which each running job has its place.
    private final Map<Job, String> running = new HashMap<>();

    private boolean isTelling;

    /// @param places how many jobs may run at a time on each executor
    /// @param teller tells a job to look whether it {@link #hasPlace}
    Admission(int places, Consumer<Job> teller) {
        this.places = places;
        this.teller = teller;
    }

    /// Lets a job run, now or when a place is free, until it ends.
    void enter(Job job) {
        note(job);
        job.ended().thenAccept(this::leave);
        review(job);
    }

    /// Takes the place of a job that was paused or changed to another executor, and lets one that
    /// was resumed or changed wait for a place; to be called after each of these.
    void review(Job job) {
        sort(job);
        admitAll();
        teller.accept(job);
    }

    /// Whether a job may run now.
    synchronized boolean hasPlace(Job job) {
        return running.containsKey(job);
    }

    private synchronized void note(Job job) {
        entered.add(job);
    }

    private void leave(Job job) {
        forget(job);
        admitAll();
    }

    private synchronized void forget(Job job) {
        entered.remove(job);
        waiting.remove(job);
        running.remove(job);
    }

    // INVARIANT: reads of a job only what needs no lock of it, since a job that ends comes here
    // with its own.
    private synchronized void sort(Job job) {
        boolean wantsPlace = entered.contains(job) && !job.isPauseWanted();
        if (!wantsPlace || !job.spec().executorName().equals(running.get(job))) {
            running.remove(job);
        }
        if (!wantsPlace) {
            waiting.remove(job);
        } else if (!running.containsKey(job) && !waiting.contains(job)) {
            waiting.add(job);
        }
    }

    /// One thread at a time tells jobs of their places, and others leave it theirs to tell: each
    /// may hold the lock of a job that ends, and would wait for that of another.
    private void admitAll() {
        if (!beginTelling()) {
            return;
        }
        boolean isDone = false;
        try {
            for (Job next = next(); next != null; next = next()) {
                teller.accept(next);
            }
            isDone = true;
        } finally {
            if (!isDone) {
                endTelling();
            }
        }
    }

    private synchronized boolean beginTelling() {
        boolean isFirst = !isTelling;
        isTelling = true;
        return isFirst;
    }

    private synchronized void endTelling() {
        isTelling = false;
    }

    private synchronized @Nullable Job next() {
        // min takes the first of equals
        var next = waiting.stream().filter(this::isStartable).min(ORDER).orElse(null);
        if (next == null) {
            // INVARIANT: whoever makes room after this tells by itself.
            isTelling = false;
            return null;
        }
        waiting.remove(next);
        running.put(next, next.spec().executorName());
        return next;
    }

    private boolean isStartable(Job job) {
        String executor = job.spec().executorName();
        return running.values().stream().filter(executor::equals).count() < places;
    }
}
