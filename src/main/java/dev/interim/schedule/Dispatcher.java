package dev.interim.schedule;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Brings lanes and workers of one executor together; every change of either happens here, under
/// one lock.
///
/// Workers are woken and stages completed outside the lock.
final class Dispatcher {
    private final ReentrantLock lock = new ReentrantLock();
    private final RunQueue<Lane> queue;
    private final WorkerThreads threads;
    private final IdleWorkers idle = new IdleWorkers();
    private final Set<Lane> lanes = new LinkedHashSet<>();
    private volatile ExecutorListener listener = ExecutorListener.NONE;
    private boolean isClosed;
    private long turns;
    private long busyNanos;

    Dispatcher(RunQueue<Lane> queue, WorkerThreads threads) {
        this.queue = queue;
        this.threads = threads;
    }

    void listen(ExecutorListener hearer) {
        listener = hearer;
    }

    void tell(Span span, long waitedNanos) {
        listener.turnEnded(span, waitedNanos);
    }

    /// A new worker that waits for lanes.
    Worker hire(String name, Duration quantum) {
        var worker = new Worker(name, this, threads, quantum);
        worker.start();
        return worker;
    }

    void start(Lane lane) {
        change(
                lane,
                state -> {
                    if (state.isStarted() || state.end() != null) {
                        return;
                    }
                    state.start();
                    lanes.add(lane);
                    queue.join(lane.seat);
                    if (isClosed) {
                        state.retire();
                    }
                });
    }

    /// Changes a lane's state and does what follows from it.
    void change(Lane lane, Consumer<LaneState> change) {
        Worker toWake;
        LaneEnd end;
        lock.lock();
        try {
            change.accept(lane.state);
            toWake = settle(lane);
            end = lane.state.end();
        } finally {
            lock.unlock();
        }
        if (toWake != null) {
            toWake.wake();
        }
        if (end != null) {
            lane.complete(end);
        }
    }

    /// Moves a lane to another class.
    void move(Lane lane, Priority priority) {
        change(lane, state -> moveSeat(lane, priority));
    }

    CompletionStage<@Nullable Void> quiet(Lane lane) {
        lock.lock();
        try {
            if (!lane.state.isRunning()) {
                return CompletableFuture.completedStage(null);
            }
            if (lane.quiet == null) {
                lane.quiet = new CompletableFuture<>();
            }
            return lane.quiet.minimalCompletionStage();
        } finally {
            lock.unlock();
        }
    }

    boolean isParked(Lane lane) {
        lock.lock();
        try {
            return lane.state.isParked();
        } finally {
            lock.unlock();
        }
    }

    /// Waits for a lane whose turn this worker may begin, and begins it; null when the executor has
    /// closed.
    @Nullable Lane take(Worker worker) {
        while (true) {
            lock.lock();
            try {
                idle.leave(worker);
                if (isClosed) {
                    worker.lane = null;
                    return null;
                }
                Lane next = choose(worker);
                if (next != null) {
                    next.state.beginTurn();
                    return next;
                }
            } finally {
                lock.unlock();
            }
            threads.park();
        }
    }

    /// Ends the turn that [#take] began.
    void endTurn(Worker worker, Lane lane, long nanos, Next next, @Nullable Throwable failure) {
        CompletableFuture<@Nullable Void> quiet;
        LaneEnd end;
        lock.lock();
        try {
            turns++;
            busyNanos += nanos;
            queue.charge(lane.seat, nanos);
            if (failure == null) {
                lane.state.endTurn(next);
            } else {
                lane.state.failTurn(failure);
            }
            if (!lane.state.isRunnable()) {
                lane.keeper = null;
            }
            if (lane.keeper == null) {
                worker.lane = null;
            }
            // INVARIANT: this worker asks for a lane right after, so nobody needs to be woken for
            // the one it puts back.
            settleQueue(lane);
            end = lane.state.end();
            quiet = lane.quiet;
            lane.quiet = null;
        } finally {
            lock.unlock();
        }
        if (quiet != null) {
            quiet.complete(null);
        }
        if (end != null) {
            lane.complete(end);
        }
    }

    void close(Collection<Worker> workers) {
        List<Lane> left;
        lock.lock();
        try {
            isClosed = true;
            left = List.copyOf(lanes);
        } finally {
            lock.unlock();
        }
        left.forEach(lane -> change(lane, LaneState::retire));
        workers.forEach(Worker::wake);
    }

    ExecutorStatistics statistics(ExecutorSpec spec, Collection<Worker> workers) {
        lock.lock();
        try {
            int busy = (int) workers.stream().filter(worker -> worker.lane != null).count();
            return new ExecutorStatistics(
                    spec, busy, queue.size(), lanes.size(), turns, Duration.ofNanos(busyNanos));
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Lane choose(Worker worker) {
        Lane kept = worker.lane;
        if (kept != null && kept.state.isRunnable()) {
            return stay(kept);
        }
        if (kept != null) {
            kept.keeper = null;
            worker.lane = null;
        }
        Seat<Lane> seat = queue.poll();
        if (seat == null) {
            idle.enter(worker);
            return null;
        }
        Lane next = seat.occupant;
        worker.lane = next;
        if (next.spec().keepsWorker()) {
            next.keeper = worker;
        }
        return next;
    }

    private Lane stay(Lane kept) {
        queue.stay(kept.seat);
        return kept;
    }

    private void moveSeat(Lane lane, Priority priority) {
        if (lane.seat.priority == priority) {
            return;
        }
        if (lanes.contains(lane)) {
            queue.move(lane.seat, priority);
        } else {
            lane.seat.priority = priority;
        }
    }

    /// Brings run queue and workers in line with the lane's state; returns the worker to wake for
    /// it. The one that keeps the lane needs no waking: it looks for its next lane by itself.
    private @Nullable Worker settle(Lane lane) {
        return settleQueue(lane) ? idle.next() : null;
    }

    // INVARIANT: after every change a lane stands in the queue exactly while it is runnable and no
    // worker keeps it.
    private boolean settleQueue(Lane lane) {
        LaneState state = lane.state;
        Seat<Lane> seat = lane.seat;
        lane.stateChanged();
        boolean waits = state.isRunnable() && lane.keeper == null;
        boolean enters = waits && !seat.isWaiting;
        if (enters) {
            queue.add(seat);
            lane.queued(threads.ticker().nanos());
        } else if (!waits && seat.isWaiting) {
            queue.remove(seat);
        }
        if (state.end() != null && lanes.remove(lane)) {
            queue.part(seat);
        }
        return enters;
    }
}
