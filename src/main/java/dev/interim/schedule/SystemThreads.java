package dev.interim.schedule;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// The system's threads and the system's time.
final class SystemThreads implements WorkerThreads {
    private static final int SPINS_BETWEEN_LOOKS = 200;

    private final ThreadKind kind;

    SystemThreads(ThreadKind kind) {
        this.kind = kind;
    }

    @Override
    public Ticker ticker() {
        return Ticker.system();
    }

    @Override
    public Thread start(String name, Runnable loop) {
        return switch (kind) {
            case PLATFORM -> Thread.ofPlatform().name(name).daemon().start(loop);
            case VIRTUAL -> Thread.ofVirtual().name(name).start(loop);
        };
    }

    @Override
    public void park() {
        LockSupport.park(this);
        // A stray interrupt must not turn the waiting into spinning.
        Thread.interrupted();
    }

    @Override
    public void unpark(Thread worker) {
        LockSupport.unpark(worker);
    }

    @Override
    public void busy(Duration duration) throws InterruptedException {
        long start = ticker().nanos();
        while (ticker().nanos() - start < duration.toNanos()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while kept busy");
            }
            spin();
        }
    }

    @Override
    public boolean join(Thread worker, Duration limit) throws InterruptedException {
        return worker.join(limit);
    }

    // Virtual threads share few carriers: who only burns must let the others on.
    @SuppressWarnings("ThreadPriorityCheck")
    private void spin() {
        for (int i = 0; i < SPINS_BETWEEN_LOOKS; i++) {
            Thread.onSpinWait();
        }
        if (kind == ThreadKind.VIRTUAL) {
            Thread.yield();
        }
    }
}
