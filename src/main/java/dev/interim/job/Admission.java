package dev.interim.job;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Lets so many jobs run at a time; of the others the most urgent comes next, and of equals the one
/// that has waited longest. One for which there is no memory lets those behind it go first. Any
/// thread.
final class Admission {
    private final int places;
    private final Predicate<Job> memory;
    private final Consumer<Job> starter;
    private final List<Job> waiting = new ArrayList<>();
    private final Set<Job> running = new HashSet<>();

    /// @param places how many jobs may run at a time
    /// @param memory charges the memory that a job takes at first; whether it was there
    /// @param starter starts a job; does nothing with one that has ended
    Admission(int places, Predicate<Job> memory, Consumer<Job> starter) {
        this.places = places;
        this.memory = memory;
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

    /// What a job waits for, `null` when it does not.
    synchronized @Nullable JobQueue queue(Job job) {
        int at = waiting.indexOf(job);
        if (at < 0) {
            return null;
        }
        var urgency = job.spec().priority();
        int before = 0;
        for (int i = 0; i < waiting.size(); i++) {
            int order = waiting.get(i).spec().priority().compareTo(urgency);
            before += order < 0 || (order == 0 && i < at) ? 1 : 0;
        }
        boolean isFull = running.size() >= places;
        return new JobQueue(before + 1, isFull ? JobQueue.Reason.PLACES : JobQueue.Reason.MEMORY);
    }

    /// Lets those run for which there is room by now.
    void startAll() {
        for (Job next = next(); next != null; next = next()) {
            // INVARIANT: started without our lock, since a job has one of its own.
            starter.accept(next);
        }
    }

    private synchronized @Nullable Job next() {
        if (running.size() >= places || waiting.isEmpty()) {
            return null;
        }
        // the order of equals stays
        Job next =
                waiting.stream()
                        .sorted(Comparator.comparing((Job job) -> job.spec().priority()))
                        .filter(memory)
                        .findFirst()
                        .orElse(null);
        if (next != null) {
            waiting.remove(next);
            running.add(next);
        }
        return next;
    }
}
