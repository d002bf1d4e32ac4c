package dev.interim.schedule;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One worker of an executor: takes lanes and serves them a turn each until the executor closes.
final class Worker implements Runnable {
    private final String name;
    private final Dispatcher dispatcher;
    private final WorkerThreads threads;
    private final long quantumNanos;
    private @Nullable Thread thread;

    /// The lane it serves or stays with; the dispatcher touches it only under its lock.
    @Nullable Lane lane;

    /// Whether it stands among the dispatcher's [IdleWorkers], who alone touch this.
    boolean isIdle;

    Worker(String name, Dispatcher dispatcher, WorkerThreads threads, Duration quantum) {
        this.name = name;
        this.dispatcher = dispatcher;
        this.threads = threads;
        this.quantumNanos = quantum.toNanos();
    }

    /// Starts its thread; must be done before the worker is known to anybody.
    void start() {
        thread = threads.start(name, this);
    }

    @Override
    public void run() {
        for (Lane next = dispatcher.take(this); next != null; next = dispatcher.take(this)) {
            serve(next);
        }
    }

    private void serve(Lane served) {
        var event = new TurnEvent();
        event.begin();
        var turn = new Turn(served, threads, quantumNanos);
        Throwable failure = null;
        Next next = Next.END;
        try {
            next = Objects.requireNonNull(served.run(turn), "a turn must say what is next");
        } catch (Throwable e) {
            failure = e;
        }
        long endNanos = threads.ticker().nanos();
        try {
            long waited = served.waitedNanos(turn.startNanos());
            var span = turn.span(name, endNanos);
            record(served, span, event);
            dispatcher.tell(span, waited);
        } catch (Throwable e) {
            failure = failure == null ? e : failure;
        }
        // What a turn leaves in the flag is not meant for the next lane.
        Thread.interrupted();
        dispatcher.endTurn(this, served, endNanos - turn.startNanos(), next, failure);
        report(failure);
    }

    private static void record(Lane served, Span span, TurnEvent event) {
        event.commit(served, span);
        served.tell(span);
    }

    /// An error of the machine itself is heard beyond its lane, but the worker lives on.
    private static void report(@Nullable Throwable failure) {
        if (failure instanceof VirtualMachineError) {
            Thread self = Thread.currentThread();
            self.getUncaughtExceptionHandler().uncaughtException(self, failure);
        }
    }

    void wake() {
        if (thread != null) {
            threads.unpark(thread);
        }
    }

    void interrupt() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    boolean hasEnded(Duration limit) throws InterruptedException {
        return thread == null || threads.join(thread, limit);
    }
}
