package dev.interim.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A named, bounded place where lanes run: some workers and one run queue.
public final class LaneExecutor implements AutoCloseable {
    private static final Duration STANDARD_GRACE = Duration.ofSeconds(10);

    private final ExecutorSpec spec;
    private final WorkerThreads threads;
    private final Dispatcher dispatcher;
    private final List<Worker> workers = new ArrayList<>();

    /// An executor on threads of the system; its workers wait for lanes from now on.
    public LaneExecutor(ExecutorSpec spec) {
        this(spec, new SystemThreads(spec.threads()));
    }

    /// An executor on other threads, for simulations.
    public LaneExecutor(ExecutorSpec spec, WorkerThreads threads) {
        this.spec = spec;
        this.threads = threads;
        this.dispatcher = new Dispatcher(RunQueue.of(spec), threads);
        for (int i = 1; i <= spec.workers(); i++) {
            workers.add(dispatcher.hire(spec.name() + "-" + i, spec.quantum()));
        }
    }

    /// What this executor is.
    public ExecutorSpec spec() {
        return spec;
    }

    /// A new lane that nobody hears of.
    public Lane lane(LaneSpec laneSpec, Work work) {
        return lane(laneSpec, work, TurnListener.NONE);
    }

    /// A new lane; nothing happens before [Lane#start()].
    public Lane lane(LaneSpec laneSpec, Work work, TurnListener listener) {
        return new Lane(laneSpec, work, listener, dispatcher);
    }

    /// Says who hears of all turns from now on; there is one such listener.
    public void listen(ExecutorListener listener) {
        dispatcher.listen(listener);
    }

    /// What it does at this moment.
    public ExecutorStatistics statistics() {
        return dispatcher.statistics(spec, workers);
    }

    /// Lets no further turn begin and retires every lane, without waiting for turns that run.
    public void stop() {
        dispatcher.close(workers);
    }

    /// Stops, and gives running turns ten seconds to end.
    @Override
    public void close() {
        close(STANDARD_GRACE);
    }

    /// Stops; gives running turns the grace to end, then interrupts them and gives them as much
    /// again. Returns whether all ended.
    public boolean close(Duration grace) {
        stop();
        try {
            return haveEnded(grace) || interruptAndWait(grace);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean interruptAndWait(Duration grace) throws InterruptedException {
        workers.forEach(Worker::interrupt);
        return haveEnded(grace);
    }

    private boolean haveEnded(Duration grace) throws InterruptedException {
        long deadline = threads.ticker().nanos() + grace.toNanos();
        boolean all = true;
        for (Worker worker : workers) {
            all &=
                    worker.hasEnded(
                            Duration.ofNanos(Math.max(0, deadline - threads.ticker().nanos())));
        }
        return all;
    }
}
