package dev.interim.job;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.run.Buffered;
import dev.interim.run.Strategy;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// All jobs that are remembered, in memory: those that run, and of the ended ones the latest. Any
/// thread.
final class JobStore {
    private final int kept;
    private final int active;
    private final EndedJobs ended;
    private final ConcurrentMap<JobId, Job> jobs = new ConcurrentHashMap<>();

    /// @param kept how many ended jobs are remembered
    /// @param active how many jobs may not have ended
    /// @param ended what is kept of ended jobs
    JobStore(int kept, int active, EndedJobs ended) {
        this.kept = kept;
        this.active = active;
        this.ended = ended;
    }

    /// Remembers a new job.
    ///
    /// @throws FailureException `OVER_CAPACITY`, `CONFLICT` where its id is taken
    void add(Job job) {
        add(List.of(job));
    }

    /// Remembers several new jobs, or none of them.
    ///
    /// @throws FailureException `OVER_CAPACITY`, `CONFLICT` where an id is taken
    synchronized void add(List<Job> together) {
        together.forEach(this::requireNew);
        long running = running();
        if (running + together.size() > active) {
            throw new FailureException(
                    FailureKind.OVER_CAPACITY,
                    "there are %d jobs already; try again later".formatted(running));
        }
        for (Job job : together) {
            jobs.put(job.id(), job);
            job.ended().thenAccept(ended::add);
        }
        forgetOldest();
    }

    private long running() {
        return jobs.values().stream().filter(known -> !isEnded(known)).count();
    }

    /// Whether another job would be taken.
    boolean hasRoom() {
        return running() < active;
    }

    /// How many jobs of this strategy are in this state.
    long count(Strategy strategy, JobState state) {
        return jobs.values().stream()
                .filter(job -> job.state() == state && job.spec().strategy().equals(strategy))
                .count();
    }

    /// What all jobs together hold of bytes.
    Buffered buffered() {
        return jobs.values().stream().map(Job::buffered).reduce(Buffered.NOTHING, Buffered::plus);
    }

    private void requireNew(Job job) {
        if (jobs.containsKey(job.id())) {
            throw new FailureException(
                    FailureKind.CONFLICT, "there is a job " + job.id() + " already");
        }
    }

    private void forgetOldest() {
        newestFirst().stream().filter(JobStore::isEnded).skip(kept).toList().forEach(this::remove);
    }

    private static boolean isEnded(Job job) {
        return job.state().isEnded();
    }

    /// The job of that id.
    ///
    /// @throws FailureException `NOT_FOUND`
    Job get(JobId id) {
        var job = jobs.get(id);
        if (job == null) {
            throw new FailureException(FailureKind.NOT_FOUND, "there is no job " + id);
        }
        return job;
    }

    /// Forgets a job.
    void remove(Job job) {
        jobs.remove(job.id());
        ended.remove(job);
    }

    /// All jobs, newest first.
    List<Job> newestFirst() {
        return jobs.values().stream()
                .sorted(Comparator.comparing((Job job) -> job.id().toString()).reversed())
                .toList();
    }
}
