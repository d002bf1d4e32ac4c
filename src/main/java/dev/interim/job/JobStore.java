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
    private final int activePerOwner;
    private final EndedJobs ended;
    private final ConcurrentMap<Key, Job> jobs = new ConcurrentHashMap<>();

    /// Under which a job is found. An id is unique among those of its owner only: who chooses one
    /// learns nothing of what others have chosen.
    private record Key(Owner owner, JobId id) {
        static Key of(Job job) {
            return new Key(job.owner(), job.id());
        }
    }

    /// @param kept how many ended jobs are remembered
    /// @param active how many jobs may not have ended
    /// @param activePerOwner how many of them may be of one owner
    /// @param ended what is kept of ended jobs
    JobStore(int kept, int active, int activePerOwner, EndedJobs ended) {
        this.kept = kept;
        this.active = active;
        this.activePerOwner = activePerOwner;
        this.ended = ended;
    }

    /// Remembers a new job.
    ///
    /// @throws FailureException `OVER_CAPACITY`, `CONFLICT` where its id is taken
    void add(Job job) {
        add(List.of(job));
    }

    /// Remembers several new jobs of one owner, or none of them.
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
        requireRoomFor(together);
        for (Job job : together) {
            jobs.put(Key.of(job), job);
            job.ended().thenAccept(it -> ended.add(it).forEach(this::remove));
        }
        forgetOldest();
    }

    private void requireRoomFor(List<Job> together) {
        var owner = together.getFirst().owner();
        long own =
                jobs.values().stream()
                        .filter(known -> known.owner().equals(owner) && !isEnded(known))
                        .count();
        if (own + together.size() > activePerOwner) {
            throw new FailureException(
                    FailureKind.OVER_CAPACITY,
                    "you have %d jobs that have not ended, and may have %d"
                            .formatted(own, activePerOwner));
        }
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
        if (jobs.containsKey(Key.of(job))) {
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

    /// The job of that id, as far as this viewer sees.
    ///
    /// @throws FailureException `NOT_FOUND`
    Job get(Viewer viewer, JobId id) {
        var own = jobs.get(new Key(viewer.owner(), id));
        if (own != null) {
            return own;
        }
        return jobs.values().stream()
                .filter(job -> job.id().equals(id) && viewer.sees(job.owner()))
                .findFirst()
                .orElseThrow(() -> noSuchJob(id));
    }

    private static FailureException noSuchJob(JobId id) {
        return new FailureException(FailureKind.NOT_FOUND, "there is no job " + id);
    }

    /// Forgets a job.
    ///
    /// @throws FailureException `NOT_FOUND` where it is forgotten already
    void forget(Job job) {
        if (!remove(job)) {
            throw noSuchJob(job.id());
        }
    }

    private boolean remove(Job job) {
        boolean wasThere = jobs.remove(Key.of(job), job);
        ended.remove(job);
        // A race may still know it.
        job.forgetProfile();
        return wasThere;
    }

    /// All jobs, newest first.
    List<Job> newestFirst() {
        return jobs.values().stream()
                .sorted(Comparator.comparing((Job job) -> job.id().toString()).reversed())
                .toList();
    }
}
