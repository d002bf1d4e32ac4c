package dev.interim.schedule;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// A task cut in turns, on one executor; every method may be called from any thread and at any
/// time.
///
/// What is asked of a lane takes effect between two turns; a turn that runs is never interrupted,
/// but [Turn#isOver()] tells it to hurry. Dependents of the stages returned here run on a worker or
/// on the caller: they must be quick.
public final class Lane {
    private static final long NOT_QUEUED = Long.MIN_VALUE;

    private final LaneSpec spec;
    private final Work work;
    private final TurnListener listener;
    private final Dispatcher dispatcher;
    private final CompletableFuture<LaneEnd> ended = new CompletableFuture<>();
    private final CompletionStage<LaneEnd> endedForOthers = ended.minimalCompletionStage();
    private volatile boolean isHeld;

    /// When it entered the run queue; written by the dispatcher under its lock, and by the worker
    /// that took it from there.
    private long queuedNanos = NOT_QUEUED;

    // The rest belongs to the dispatcher, which touches it only under its lock.
    final LaneState state = new LaneState();
    final Seat<Lane> seat;
    @Nullable Worker keeper;
    @Nullable CompletableFuture<@Nullable Void> quiet;

    Lane(LaneSpec spec, Work work, TurnListener listener, Dispatcher dispatcher) {
        this.spec = spec;
        this.work = work;
        this.listener = listener;
        this.dispatcher = dispatcher;
        this.seat = new Seat<>(this, spec.group(), spec.priority());
    }

    /// What it was made of; the priority may have changed since.
    public LaneSpec spec() {
        return spec;
    }

    /// Enters the run queue, once; on a closed executor the lane is retired instead.
    public void start() {
        dispatcher.start(this);
    }

    /// Tells that there is something to do: a parked lane takes a turn, a running one another, a
    /// paused one later. Whatever the caller did before is visible to a turn that begins after.
    public void signal() {
        dispatcher.change(this, LaneState::signal);
    }

    /// Lets no further turn begin until resumed; [#quiet()] tells when the running one has ended.
    public void pause() {
        dispatcher.change(this, LaneState::pause);
    }

    /// Lets turns begin again.
    public void resume() {
        dispatcher.change(this, LaneState::resume);
    }

    /// Moves to another class, from the next choice of a worker on.
    public void priority(Priority priority) {
        dispatcher.move(this, priority);
    }

    /// Lets no further turn begin, for good; completes when the running one, if any, has ended.
    public CompletionStage<LaneEnd> retire() {
        dispatcher.change(this, LaneState::retire);
        return ended();
    }

    /// Completes when the lane has ended, in whatever way.
    public CompletionStage<LaneEnd> ended() {
        return endedForOthers;
    }

    /// Completes when the turn that runs now has ended; is complete if none does.
    public CompletionStage<@Nullable Void> quiet() {
        return dispatcher.quiet(this);
    }

    /// Whether only a signal lets it take another turn: it neither runs nor is to run, is not
    /// paused and has not ended.
    public boolean isParked() {
        return dispatcher.isParked(this);
    }

    boolean isHeld() {
        return isHeld;
    }

    /// Under the dispatcher's lock, after every change of state.
    void stateChanged() {
        isHeld = state.isHeld();
    }

    /// Under the dispatcher's lock, when it enters the run queue.
    void queued(long nanos) {
        queuedNanos = nanos;
    }

    /// How long it stood in the run queue before a turn that began then; on the worker of the turn.
    long waitedNanos(long startNanos) {
        long since = queuedNanos;
        // INVARIANT: a lane is not in the run queue while it runs, so nobody else writes.
        queuedNanos = NOT_QUEUED;
        return since == NOT_QUEUED ? 0 : Math.max(0, startNanos - since);
    }

    Next run(Turn turn) throws InterruptedException {
        return work.turn(turn);
    }

    void tell(Span span) {
        listener.turnEnded(span);
    }

    /// Outside the dispatcher's lock, since others' code runs here.
    void complete(LaneEnd end) {
        ended.complete(end);
    }

    @Override
    public String toString() {
        return spec.group() + "/" + spec.name();
    }
}
