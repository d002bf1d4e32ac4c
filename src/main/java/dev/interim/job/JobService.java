package dev.interim.job;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.memory.MemoryBudget;
import dev.interim.engine.source.Source;
import dev.interim.engine.source.Timing;
import dev.interim.run.Buffered;
import dev.interim.run.Run;
import dev.interim.run.RunLimits;
import dev.interim.run.RunMemory;
import dev.interim.run.RunSpec;
import dev.interim.run.Strategy;
import dev.interim.schedule.Activity;
import dev.interim.schedule.ExecutorRegistry;
import dev.interim.schedule.ExecutorStatistics;
import dev.interim.schedule.LaneExecutor;
import dev.interim.schedule.Priority;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Service;

/// What can be done with jobs.
@Service
public final class JobService {
    private static final long HEAP = Runtime.getRuntime().maxMemory();
    private static final Activity SUBMIT = new Activity("submit");

    private final ExecutorRegistry executors;
    private final JobSettings settings;
    private final RunLimits limits;
    private final Job.Clocks clocks;
    private final Timing timing;
    private final JobStore store;
    private final Admission admission;
    private final MemoryBudget budget;
    private volatile JobListener listener = JobListener.NONE;
    private volatile JobTracer tracer = JobTracer.NONE;
    private volatile boolean isClosed;

    JobService(
            ExecutorRegistry executors,
            JobSettings settings,
            RunLimits limits,
            InstantSource wall,
            Timing timing) {
        this(executors, settings, limits, wall, timing, MemoryBudget.unlimited());
    }

    @Autowired
    JobService(
            ExecutorRegistry executors,
            JobSettings settings,
            RunLimits limits,
            InstantSource wall,
            Timing timing,
            MemoryBudget budget) {
        this.budget = budget;
        this.executors = executors;
        this.settings = settings;
        this.limits = limits;
        this.timing = timing;
        clocks = new Job.Clocks(wall, timing::nanos);
        var ended = new EndedJobs(settings.profileMemory().bytes(), budget);
        store =
                new JobStore(
                        settings.kept(),
                        settings.active(),
                        Objects.requireNonNullElse(settings.activePerOwner(), settings.active()),
                        ended);
        admission =
                new Admission(settings.running(), Job::admits, job -> job.start(this::executor));
        budget.listen(admission::startAll);
    }

    /// Says who hears of all jobs that are accepted from now on; there is one such listener.
    public void listen(JobListener hearer) {
        listener = hearer;
    }

    /// Says who traces all jobs that are made from now on; there is one such tracer.
    public void trace(JobTracer follower) {
        tracer = follower;
    }

    /// Whether jobs are taken: not while the service stops, nor while there are as many as may be.
    public boolean isOpen() {
        return !isClosed && store.hasRoom();
    }

    /// How many jobs of this strategy are in this state.
    public long count(Strategy strategy, JobState state) {
        return store.count(strategy, state);
    }

    /// What all jobs together hold of bytes.
    public Buffered buffered() {
        return store.buffered();
    }

    /// Accepts a job and lets it run, now or when there is a place.
    ///
    /// @throws FailureException `INVALID_REQUEST` where the executor does not exist,
    ///   `OVER_CAPACITY`
    public Job submit(Owner owner, JobSpec spec, Source source) {
        return submit(owner, newId(), spec, source);
    }

    /// The same under an id that a client chose.
    ///
    /// @throws FailureException also `CONFLICT` where this owner has a job of this id
    public Job submit(Owner owner, JobId id, JobSpec spec, Source source) {
        requireOpen();
        var job = job(owner, id, spec, source, false);
        var submitted = job.begun(SUBMIT);
        try {
            store.add(job);
            listener.accepted(spec);
            enter(job);
            return job;
        } finally {
            submitted.run();
        }
    }

    /// Accepts several jobs, or none, and measures what they cost; none runs before it is told to
    /// [#enter].
    List<Job> acceptMeasured(Owner owner, List<JobSpec> specs, Supplier<Source> source) {
        requireOpen();
        var jobs =
                specs.stream().map(spec -> job(owner, newId(), spec, source.get(), true)).toList();
        store.add(jobs);
        specs.forEach(listener::accepted);
        return jobs;
    }

    /// Lets an accepted job run, now or when there is a place.
    void enter(Job job) {
        admission.enter(job);
        // Who comes while the service stops may have been overlooked.
        if (isClosed) {
            job.cancel();
        }
    }

    /// The id that a client chose for a job of its own.
    ///
    /// @throws FailureException `INVALID_REQUEST` when it is no UUID of version 7 of this hour
    public JobId chosen(String text) {
        return JobId.chosen(text, clocks.wall().instant());
    }

    JobId newId() {
        return JobId.of(clocks.wall().instant(), UUID.randomUUID());
    }

    private Job job(Owner owner, JobId id, JobSpec spec, Source source, boolean isMeasured) {
        executor(spec);
        var runSpec =
                new RunSpec(
                        id.toString(),
                        source,
                        spec.decode(),
                        spec.scan().wantedUpTo(spec.measures().mostColumns(HEAP)),
                        spec.measures().withGroupsUpTo(settings.groups()),
                        spec.bounds(),
                        isMeasured);
        var hearers = new Job.Hearers(listener, tracer);
        var made = new AtomicReference<@Nullable Job>();
        var memory = RunMemory.Opening.of(budget, owner.name(), () -> urgency(made.get(), spec));
        var job =
                new Job(
                        new Job.Birth(id, owner, spec, source.uri(), settings, clocks, hearers),
                        listener -> new Run(runSpec, limits, listener, timing, memory));
        made.set(job);
        job.queuedBy(admission::queue);
        return job;
    }

    private static int urgency(@Nullable Job job, JobSpec spec) {
        return switch ((job == null ? spec : job.spec()).priority()) {
            case INTERACTIVE -> 0;
            case NORMAL -> 1;
            case BATCH -> 2;
        };
    }

    /// How much memory all jobs together may take, and take.
    public MemoryBudget memory() {
        return budget;
    }

    private void requireOpen() {
        if (isClosed) {
            throw new FailureException(
                    FailureKind.OVER_CAPACITY, "the service is stopping and takes no more jobs");
        }
    }

    /// Takes jobs, also after a stop.
    void open() {
        isClosed = false;
    }

    /// Takes no more jobs and cancels those there are; waits for the turns that run, but not for
    /// ever.
    void close() {
        isClosed = true;
        var left =
                store.newestFirst().stream()
                        .filter(job -> !job.status().state().isEnded())
                        .toList();
        left.forEach(job ->
                job.warn("shutdown", "the service is stopping; the job ends with what it has"));
        left.forEach(Job::cancel);
        CompletableFuture.allOf(
                        left.stream()
                                .map(job -> job.ended().toCompletableFuture())
                                .toArray(CompletableFuture<?>[]::new))
                .completeOnTimeout(null, settings.grace().toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /// The job of that id, as far as this viewer sees; what is done with jobs is done with one that
    /// was got here.
    ///
    /// @throws FailureException `NOT_FOUND`
    public Job get(Viewer viewer, JobId id) {
        return store.get(viewer, id);
    }

    /// All jobs that this viewer sees, newest first.
    public List<Job> list(Viewer viewer) {
        return store.newestFirst().stream().filter(job -> viewer.sees(job.owner())).toList();
    }

    /// Lets no further turn of the job begin until it is resumed.
    ///
    /// @throws FailureException `CONFLICT` where it has ended
    public void pause(Job job) {
        job.pause();
    }

    /// Lets turns of the job begin again.
    ///
    /// @throws FailureException `CONFLICT` where it has ended
    public void resume(Job job) {
        job.resume();
    }

    /// Changes the urgency of the job.
    ///
    /// @throws FailureException `CONFLICT` where it has ended
    public void change(Job job, Priority priority) {
        job.change(priority);
    }

    /// Lets the job go on in another mode.
    ///
    /// @throws FailureException `CONFLICT` where it has ended
    public void change(Job job, Strategy strategy) {
        job.change(strategy, executor(job.status().spec().with(strategy)));
    }

    /// Ends the job after the turns that run now; what it has computed stays readable.
    public void cancel(Job job) {
        job.cancel();
    }

    /// Forgets an ended job.
    ///
    /// @throws FailureException `NOT_FOUND` where it is forgotten already, `CONFLICT` where it has
    ///   not ended
    public void forget(Job job) {
        if (!job.status().state().isEnded()) {
            throw new FailureException(FailureKind.CONFLICT, "the job has not ended");
        }
        store.forget(job);
    }

    /// All executors, and how busy they are.
    public List<ExecutorStatistics> executors() {
        return executors.all().stream().map(LaneExecutor::statistics).toList();
    }

    private LaneExecutor executor(JobSpec spec) {
        try {
            return executors.named(spec.executorName());
        } catch (IllegalArgumentException e) {
            throw new FailureException(
                    FailureKind.INVALID_REQUEST, String.valueOf(e.getMessage()), e);
        }
    }
}
