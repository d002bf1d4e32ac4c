package dev.interim.run;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.source.Origin;
import dev.interim.engine.source.Timing;
import dev.interim.schedule.Lane;
import dev.interim.schedule.LaneEnd;
import dev.interim.schedule.LaneExecutor;
import dev.interim.schedule.PackedSpans;
import dev.interim.schedule.Priority;
import dev.interim.schedule.Span;
import dev.interim.schedule.Timeline;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One dataset being computed: its lanes, and what may be done to them while they run.
///
/// Everything asked of a run takes effect between two turns. Any thread.
public final class Run implements RunView {
    /// More than a screen has pixels; 32 KB.
    private static final int MAX_KEPT_SPANS = 2048;

    private final RunSpec spec;
    private final RunListener listener;
    private final Account account;
    private final Timeline timeline;
    private final Pipeline pipeline;
    private List<Lane> lanes = List.of();
    private int laneCount;
    private Priority priority = Priority.NORMAL;
    private boolean isStarted;
    private boolean isCancelled;
    private boolean isPaused;
    private @Nullable Throwable broken;
    private @Nullable Runnable successor;

    /// A run that has not started.
    ///
    /// @param timing its alarms end a run whose time is up while it waits for its source
    public Run(RunSpec spec, RunLimits limits, RunListener listener, Timing timing) {
        this(spec, limits, listener, timing, RunMemory.Opening.UNLIMITED);
    }

    /// The same with an account for the memory it takes.
    public Run(
            RunSpec spec,
            RunLimits limits,
            RunListener listener,
            Timing timing,
            RunMemory.Opening memory) {
        this.spec = spec;
        this.listener = listener;
        account = new Account(spec.isMeasured());
        timeline = new Timeline(limits.timelineSpans());
        pipeline = new Pipeline(spec, limits, listener, timing, memory);
    }

    /// Charges the memory that it takes at first; answers whether it may start.
    public boolean admits() {
        return pipeline.memory().admitsStart();
    }

    /// Its place among those that have started and wait for memory, 0 when it does not.
    public int placeForMemory() {
        return pipeline.memory().place();
    }

    /// How many bytes of the memory budget it holds.
    public long charged() {
        return pipeline.memory().held();
    }

    /// Starts, once; after [#cancel()] it does nothing.
    public void start(Strategy strategy, LaneExecutor executor, Priority urgency) {
        synchronized (this) {
            if (isCancelled) {
                return;
            }
            isStarted = true;
            priority = urgency;
        }
        launch(strategy, executor);
    }

    private void launch(Strategy strategy, LaneExecutor executor) {
        List<Lane> made;
        try {
            made = made(strategy, executor);
        } catch (RuntimeException | Error e) {
            // No lane will tell the end.
            broke(e);
            listener.ended(conclude());
            return;
        }
        made.forEach(Lane::start);
        // Whoever cancelled or changed the run while it had no lanes found none to retire.
        if (isToLeave()) {
            made.forEach(Lane::retire);
        }
    }

    private synchronized boolean isToLeave() {
        return isCancelled || successor != null;
    }

    private synchronized List<Lane> made(Strategy strategy, LaneExecutor executor) {
        // INVARIANT: what could not be made leaves no lanes behind.
        lanes =
                new Lanes(pipeline, executor, this::turnEnded, spec.id(), priority, account)
                        .of(strategy);
        laneCount = lanes.size();
        if (isPaused) {
            lanes.forEach(Lane::pause);
        }
        lanes.forEach(lane -> lane.ended().thenAccept(this::laneEnded));
        return lanes;
    }

    /// Goes on under another strategy, without losing anything; before the start it does nothing.
    public void change(Strategy strategy, LaneExecutor executor) {
        // INVARIANT: nothing that may end a lane is called under our lock, because the end of the
        // last
        // lane is told to the listener, which has a lock of its own.
        succeeded(() -> launch(strategy, executor)).forEach(Lane::retire);
    }

    private synchronized List<Lane> succeeded(@Nullable Runnable next) {
        if (next != null && (isCancelled || !isStarted)) {
            return List.of();
        }
        successor = next;
        isCancelled = next == null;
        return lanes;
    }

    /// Lets no further turn begin.
    public synchronized void pause() {
        isPaused = true;
        pipeline.pause();
        lanes.forEach(Lane::pause);
    }

    /// Lets turns begin again.
    public synchronized void resume() {
        isPaused = false;
        pipeline.resume();
        lanes.forEach(Lane::resume);
    }

    /// Changes the urgency.
    public synchronized void priority(Priority urgency) {
        priority = urgency;
        lanes.forEach(lane -> lane.priority(urgency));
    }

    /// Ends it after the turns that run now; what was computed stays.
    public void cancel() {
        if (isCancelledBeforeStart()) {
            listener.ended(conclude());
        } else {
            succeeded(null).forEach(Lane::retire);
        }
    }

    private synchronized boolean isCancelledBeforeStart() {
        if (isStarted || isCancelled) {
            return false;
        }
        isCancelled = true;
        return true;
    }

    @Override
    public RunProgress progress() {
        return pipeline.progress();
    }

    @Override
    public Buffered buffered() {
        return pipeline.buffered();
    }

    @Override
    public Origin origin() {
        return pipeline.origin();
    }

    @Override
    public Effort effort() {
        return account.effort(pipeline.untilFetched());
    }

    @Override
    public byte @Nullable [] profile() {
        return pipeline.profile();
    }

    @Override
    public List<Span> timeline() {
        return timeline.spans();
    }

    /// What is to be kept of it once its end was told, so that it can be given up itself.
    public EndedRun ended() {
        return new EndedRun(
                progress(),
                origin(),
                effort(),
                PackedSpans.of(timeline(), MAX_KEPT_SPANS),
                pipeline.finalProfile());
    }

    /// What it does at this moment.
    public Standing standing() {
        var current = lanes();
        if (current.isEmpty()) {
            return Standing.NOWHERE;
        }
        var parked = current.stream().filter(Lane::isParked).toList();
        return new Standing(
                account.turns(),
                parked.size() == current.size(),
                pipeline.hasWork(),
                "lanes %s, of these parked %s; %s".formatted(current, parked, pipeline));
    }

    private synchronized List<Lane> lanes() {
        return lanes;
    }

    private void turnEnded(Span span) {
        timeline.turnEnded(span);
        listener.moved();
    }

    private void laneEnded(LaneEnd end) {
        if (end instanceof LaneEnd.Failed failed) {
            broke(failed.cause()).forEach(Lane::retire);
        }
        var next = afterLane();
        if (next != null) {
            next.run();
        }
    }

    private synchronized List<Lane> broke(Throwable cause) {
        broken = broken == null ? cause : broken;
        successor = null;
        return lanes;
    }

    /// Notes the end of a lane; answers what is to be done when it was the last one.
    private synchronized @Nullable Runnable afterLane() {
        if (--laneCount > 0) {
            return null;
        }
        var next = successor;
        successor = null;
        // INVARIANT: what a broken lane was working on is lost, so no other lanes can go on.
        return next == null || broken != null || pipeline.isOver()
                ? () -> listener.ended(conclude())
                : next;
    }

    private RunEnd conclude() {
        var failure = closed();
        releaseLanes();
        var cause = cause();
        if (cause != null) {
            return new RunEnd.Failed(internal(cause));
        }
        if (failure != null) {
            return new RunEnd.Failed(failure);
        }
        return pipeline.isOver() ? new RunEnd.Succeeded() : new RunEnd.Cancelled();
    }

    /// What a lane works with is much, and what has ended may be remembered for long.
    private synchronized void releaseLanes() {
        lanes = List.of();
    }

    private synchronized @Nullable Throwable cause() {
        return broken;
    }

    private @Nullable FailureException closed() {
        try {
            return pipeline.close();
        } catch (RuntimeException | Error e) {
            // The end is told in any case, or nobody would ever hear of it.
            return internal(e);
        }
    }

    private static FailureException internal(Throwable cause) {
        if (cause instanceof FailureException known) {
            return known;
        }
        return new FailureException(
                FailureKind.INTERNAL, "the job met a mistake of ours; see the log", cause);
    }
}
