package dev.interim.job;

import dev.interim.run.Strategy.Sequential;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One spec under several modes, to be compared.
///
/// @param isTogether whether the jobs run at the same time; else each starts when the one before
///   has ended, so that they do not disturb each other
/// @param jobs one for each mode, in the order in which they were asked for
public record Race(RaceId id, Instant created, boolean isTogether, List<Job> jobs) {
    /// The times of the two tasks, each by itself.
    ///
    /// @param fetch of fetch
    /// @param statistics of statistics, as workers' time
    /// @param isWaitingIncluded whether `fetch` holds the time of waiting for the source: it does
    ///   when the sequential run told it, which does nothing else meanwhile; otherwise it is
    ///   workers' time only
    public record Model(Duration fetch, Duration statistics, boolean isWaitingIncluded) {
        /// What one worker needs for both.
        public Duration sum() {
            return fetch.plus(statistics);
        }

        /// What it takes when both run at the same time.
        public Duration longer() {
            return fetch.compareTo(statistics) > 0 ? fetch : statistics;
        }
    }

    /// Copies the list.
    public Race {
        jobs = List.copyOf(jobs);
    }

    /// Whose it is.
    Owner owner() {
        return jobs.getFirst().owner();
    }

    /// Whether no job of it will run any more.
    boolean isEnded() {
        return jobs.stream().allMatch(job -> job.status().state().isEnded());
    }

    /// What the first jobs to succeed tell about the tasks, the sequential one above all; `null`
    /// before.
    public @Nullable Model model() {
        var ended =
                jobs.stream().filter(job -> job.status().state() == JobState.SUCCEEDED).toList();
        return ended.stream()
                .filter(job -> job.isBornAs(new Sequential()))
                .findFirst()
                .or(() -> ended.stream().findFirst())
                .map(Race::model)
                .orElse(null);
    }

    private static Model model(Job job) {
        var effort = job.effort();
        var untilFetched = effort.untilFetched();
        return job.isBornAs(new Sequential()) && untilFetched != null
                ? new Model(untilFetched, effort.statistics(), true)
                : new Model(effort.fetch(), effort.statistics(), false);
    }
}
