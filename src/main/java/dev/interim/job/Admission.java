package dev.interim.job;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Lets so many jobs run at a time; of the others the most urgent comes next, and of equals the one
/// that has waited longest. Any thread.
final class Admission {
    private final int places;
    private final Consumer<Job> starter;
    private final List<Job> waiting = new ArrayList<>();
    private final Set<Job> running = new HashSet<>();

    /// @param places how many jobs may run at a time
    /// @param starter starts a job; does nothing with one that has ended
    Admission(int places, Consumer<Job> starter) {
        this.places = places;
        this.starter = starter;
    }

    /// Lets a job run, now or when a place is free.
    void enter(Job job) {
        note(job);
        job.ended().thenAccept(this::leave);
        startAll();
    }

    private synchronized void note(Job job) {
        waiting.add(job);
    }

    private void leave(Job job) {
        forget(job);
        startAll();
    }

    private synchronized void forget(Job job) {
        waiting.remove(job);
        running.remove(job);
    }

    private void startAll() {
        for (Job next = next(); next != null; next = next()) {
            // INVARIANT: started without our lock, since a job has one of its own.
            starter.accept(next);
        }
    }

    private synchronized @Nullable Job next() {
        if (running.size() >= places || waiting.isEmpty()) {
            return null;
        }
        // min takes the first of equals
        Job next =
                waiting.stream()
                        .min(Comparator.comparing((Job job) -> job.spec().priority()))
                        .orElseThrow();
        waiting.remove(next);
        running.add(next);
        return next;
    }
}
