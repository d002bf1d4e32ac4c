package dev.interim.job;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.failure.Plain;
import dev.interim.engine.stats.Snapshot;
import dev.interim.run.Buffered;
import dev.interim.run.Effort;
import dev.interim.run.EndedRun;
import dev.interim.run.Run;
import dev.interim.run.RunEnd;
import dev.interim.run.RunListener;
import dev.interim.run.RunView;
import dev.interim.run.Standing;
import dev.interim.run.Strategy;
import dev.interim.schedule.Activity;
import dev.interim.schedule.LaneExecutor;
import dev.interim.schedule.Priority;
import dev.interim.schedule.Span;
import dev.interim.schedule.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One job: its state with the rules of what may follow what, its newest snapshot, and its events.
///
/// Any thread.
public final class Job {
    private static final Logger LOG = LoggerFactory.getLogger(Job.class);

    /// Under which structured logs have the id.
    private static final String LOG_KEY = "job";

    /// Of an ended job beside its snapshots and its profile: its timeline, states and warnings.
    private static final long KEPT_BYTES = 40_000;

    private final JobId id;
    private final Owner owner;
    private final String uri;
    private final Clocks clocks;
    private final JobListener listener;
    private final long acceptedNanos;
    private final Duration progressInterval;
    private final EventLog events;
    private final Pace pace = new Pace();
    private final CompletableFuture<Job> ended = new CompletableFuture<>();
    private final CompletionStage<Job> endedForOthers = ended.minimalCompletionStage();
    private final EndWaiters waiters = new EndWaiters();

    private volatile Function<Job, @Nullable JobQueue> queues = _ -> null;
    private final Strategy first;
    private volatile JobSpec spec;
    private volatile boolean isProfileForgotten;
    // INVARIANT: an ended job holds values only: no run, no source, no trace.
    private volatile RunView view;
    private volatile @Nullable Run run;
    private volatile JobTrace trace;
    private JobState state = JobState.QUEUED;
    private JobStatus.Times times;
    private long progressNanos;
    private long startedNanos;
    private @Nullable JobSnapshot newest;
    private @Nullable FailureException failure;
    private @Nullable JobProgress atEnd;

    /// What a job needs to know the time.
    ///
    /// @param wall for people
    /// @param ticker for intervals
    record Clocks(InstantSource wall, Ticker ticker) {}

    /// What a job is made from.
    ///
    /// @param owner whose it is
    /// @param uri the address of its source
    /// @param settings how it reports
    /// @param hearers who hears what becomes of it
    record Birth(
            JobId id,
            Owner owner,
            JobSpec spec,
            String uri,
            JobSettings settings,
            Clocks clocks,
            Hearers hearers) {}

    /// Who hears what becomes of jobs.
    ///
    /// @param listener of all together
    /// @param tracer of each
    record Hearers(JobListener listener, JobTracer tracer) {
        /// Nobody does.
        static final Hearers NONE = new Hearers(JobListener.NONE, JobTracer.NONE);
    }

    /// Makes the run that reports to a job.
    interface Runs {
        /// A run that has not started.
        Run with(RunListener listener);
    }

    Job(Birth birth, Runs runs) {
        id = birth.id();
        owner = birth.owner();
        spec = birth.spec();
        first = spec.strategy();
        uri = birth.uri();
        clocks = birth.clocks();
        listener = birth.hearers().listener();
        trace = birth.hearers().tracer().begin(id, spec);
        acceptedNanos = clocks.ticker().nanos();
        progressInterval = birth.settings().progressInterval();
        events = new EventLog(birth.settings().history());
        times = new JobStatus.Times(clocks.wall().instant(), null, null, null);
        progressNanos = acceptedNanos;
        startedNanos = progressNanos;
        var made = runs.with(new Reports());
        run = made;
        view = made;
        events.append(new JobEvent.StateChanged(status()));
    }

    /// Starts it, as its spec says by now.
    ///
    /// @param executors where the lanes of a spec run
    synchronized void start(Function<JobSpec, LaneExecutor> executors) {
        var waiting = run;
        if (waiting != null) {
            waiting.start(spec.strategy(), executors.apply(spec), spec.priority());
        }
    }

    /// What was asked for, with the changes since.
    JobSpec spec() {
        return spec;
    }

    /// Whether this was its strategy at first, whatever it is by now.
    public boolean isBornAs(Strategy strategy) {
        return first.equals(strategy);
    }

    /// What it has cost until now.
    public Effort effort() {
        return view.effort();
    }

    /// What it does at this moment, to find jobs that stand still.
    public Standing standing() {
        var running = run;
        return running == null ? Standing.NOWHERE : running.standing();
    }

    /// What it holds of bytes; nothing once it has ended.
    Buffered buffered() {
        return view.buffered();
    }

    /// Where it stands now.
    synchronized JobState state() {
        return state;
    }

    private Duration age() {
        return Duration.ofNanos(clocks.ticker().nanos() - acceptedNanos);
    }

    /// Says that something is done for it from now on; what this answers is to be run, once, when
    /// it is over.
    public Runnable begun(Activity activity) {
        return trace.begun(activity);
    }

    /// Its id.
    public JobId id() {
        return id;
    }

    /// Whose it is.
    public Owner owner() {
        return owner;
    }

    /// Its events.
    public EventLog events() {
        return events;
    }

    /// How it stands now.
    public synchronized JobStatus status() {
        return new JobStatus(
                id, spec, state, times, uri, view.origin(), progress(), failure, queue());
    }

    private @Nullable JobQueue queue() {
        var waiting = run;
        if (waiting == null) {
            return null;
        }
        int place = waiting.placeForMemory();
        return place > 0 ? new JobQueue(place, JobQueue.Reason.MEMORY) : queues.apply(this);
    }

    /// Says who knows what it waits for before it starts.
    void queuedBy(Function<Job, @Nullable JobQueue> known) {
        queues = known;
    }

    /// Charges the memory that it takes at first; answers whether it may start.
    boolean admits() {
        var waiting = run;
        return waiting == null || waiting.admits();
    }

    /// How many bytes of memory are kept of it once it has ended.
    long keptBytes() {
        return KEPT_BYTES + events.snapshotBytes();
    }

    private JobProgress progress() {
        var overall = atEnd;
        return overall == null ? pace.at(clocks.ticker().nanos(), view.progress()) : overall;
    }

    /// The newest snapshot, `null` while there is none.
    public synchronized @Nullable JobSnapshot snapshot() {
        return newest;
    }

    /// Completes when it has ended; dependents must be quick.
    public CompletionStage<Job> ended() {
        return endedForOthers;
    }

    /// Completes when it has ended, or after that time; then nothing of it is kept.
    public CompletableFuture<Void> ended(Duration most) {
        return waiters.await(most);
    }

    /// How many wait for its end by {@link #ended(Duration)}.
    public int waiting() {
        return waiters.count();
    }

    /// The mergeable state of its statistics as bytes, `null` while there is none.
    ///
    /// @throws FailureException `NOT_FOUND` when it has ended and the state is no longer kept
    public byte @Nullable [] profile() {
        byte[] bytes = view.profile();
        if (bytes == null && isProfileForgotten) {
            throw new FailureException(
                    FailureKind.NOT_FOUND, "the profile of the job is no longer kept");
        }
        return bytes;
    }

    /// Keeps the mergeable state no longer; for ended jobs.
    synchronized void forgetProfile() {
        if (view instanceof EndedRun past) {
            isProfileForgotten = true;
            view = past.withoutProfile();
        }
    }

    /// Who ran when.
    public List<Span> timeline() {
        return view.timeline();
    }

    /// Lets no further turn begin.
    synchronized void pause() {
        requireActive("paused");
        if (state != JobState.PAUSED) {
            enter(JobState.PAUSED);
            running().pause();
        }
    }

    /// Lets turns begin again.
    synchronized void resume() {
        requireActive("resumed");
        if (state == JobState.PAUSED) {
            pace.restart();
            enter(times.started() == null ? JobState.QUEUED : JobState.RUNNING);
            running().resume();
        }
    }

    /// Goes on with another urgency.
    synchronized void change(Priority priority) {
        requireActive("changed");
        if (!spec.priority().equals(priority)) {
            // First told, then done, here as everywhere: what is asked of a run may find its end
            // untold and tell it, and nothing follows that.
            specify(spec.with(priority));
            running().priority(priority);
        }
    }

    /// Goes on under another strategy.
    synchronized void change(Strategy strategy, LaneExecutor executor) {
        requireActive("changed");
        if (!spec.strategy().equals(strategy)) {
            specify(spec.with(strategy));
            running().change(strategy, executor);
        }
    }

    private void specify(JobSpec next) {
        spec = next;
        events.append(new JobEvent.StateChanged(status()));
    }

    /// Ends it after the turns that run now.
    void cancel() {
        var running = run;
        if (running != null) {
            running.cancel();
        }
    }

    private Run running() {
        return Objects.requireNonNull(run, "an active job has a run");
    }

    /// Tells all who follow it, unless it has ended.
    synchronized void warn(String code, String message) {
        if (!state.isEnded()) {
            events.append(new JobEvent.Warned(code, message));
        }
    }

    private void requireActive(String participle) {
        if (state.isEnded()) {
            throw new FailureException(
                    FailureKind.CONFLICT,
                    "the job has " + state.label() + " and cannot be " + participle);
        }
    }

    private void enter(JobState next) {
        state = next;
        events.append(new JobEvent.StateChanged(status()));
    }

    /// What the run tells.
    private final class Reports implements RunListener {
        @Override
        public void started() {
            synchronized (Job.this) {
                times = new JobStatus.Times(times.created(), now(), null, null);
                startedNanos = clocks.ticker().nanos();
                pace.restart();
                if (state == JobState.QUEUED) {
                    enter(JobState.RUNNING);
                }
            }
        }

        @Override
        public void moved() {
            synchronized (Job.this) {
                long nanos = clocks.ticker().nanos();
                if (state == JobState.RUNNING
                        && nanos - progressNanos >= progressInterval.toNanos()) {
                    progressNanos = nanos;
                    events.append(new JobEvent.Progressed(pace.at(nanos, view.progress())));
                }
            }
        }

        @Override
        public void snapshotTaken(Snapshot snapshot) {
            synchronized (Job.this) {
                var at = now();
                if (times.firstResult() == null) {
                    times = new JobStatus.Times(times.created(), times.started(), at, null);
                    listener.firstResult(spec.strategy(), age());
                }
                var taken =
                        new JobSnapshot(
                                id,
                                newest == null ? 1 : newest.sequence() + 1,
                                at,
                                view.progress().fraction(),
                                snapshot);
                newest = taken;
                events.append(new JobEvent.SnapshotTaken(taken));
            }
        }

        @Override
        public void snapshotCost(Duration cost) {
            listener.snapshotTaken(spec.strategy(), cost);
        }

        @Override
        public Runnable begun(Activity activity) {
            return trace.begun(activity);
        }

        @Override
        public void warned(String code, String message) {
            events.append(new JobEvent.Warned(code, message));
        }

        @Override
        public void ended(RunEnd end) {
            try {
                finish(end);
                listener.ended(status(), age());
                trace.ended(status());
                log();
            } finally {
                trace = JobTrace.NONE;
                ended.complete(Job.this);
                waiters.end();
            }
        }

        private void finish(RunEnd end) {
            synchronized (Job.this) {
                var past = running().ended();
                view = past;
                run = null;
                failure = end instanceof RunEnd.Failed failed ? failed.failure() : null;
                atEnd = Pace.overall(clocks.ticker().nanos() - startedNanos, past.progress());
                times =
                        new JobStatus.Times(
                                times.created(), times.started(), times.firstResult(), now());
                enter(
                        switch (end) {
                            case RunEnd.Succeeded _ -> JobState.SUCCEEDED;
                            case RunEnd.Failed _ -> JobState.FAILED;
                            case RunEnd.Cancelled _ -> JobState.CANCELLED;
                        });
                events.append(new JobEvent.Finished(status()));
            }
        }

        private Instant now() {
            return clocks.wall().instant();
        }
    }

    private void log() {
        var known = failure;
        if (known == null) {
            LOG.atInfo().addKeyValue(LOG_KEY, id).log("job {} {}", id, state.label());
        } else if (known.kind() == FailureKind.INTERNAL) {
            LOG.atError()
                    .addKeyValue(LOG_KEY, id)
                    .setCause(known)
                    .log("job {} failed: {}", id, Plain.text(known.sentence()));
        } else {
            LOG.atInfo()
                    .addKeyValue(LOG_KEY, id)
                    .log(
                            "job {} failed: {}: {} {}",
                            id,
                            known.kind().label(),
                            Plain.text(known.sentence()),
                            Plain.text(Objects.toString(known.getCause(), "")));
        }
    }
}
