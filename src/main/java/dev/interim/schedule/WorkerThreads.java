package dev.interim.schedule;

import java.time.Duration;

/// The threads an executor's workers run on, and their time: the system's, or simulated ones in
/// tests.
public interface WorkerThreads {

    /// The time these threads live in.
    Ticker ticker();

    /// Starts a thread that runs the loop.
    Thread start(String name, Runnable loop);

    /// Lets the calling worker wait until it is unparked, or for no reason; at once if it was
    /// unparked before.
    void park();

    /// Lets a parked worker go on, or its next park return at once.
    void unpark(Thread worker);

    /// Occupies the calling worker for so long.
    void busy(Duration duration) throws InterruptedException;

    /// Waits for a worker's end for at most so long, and says whether it has ended.
    boolean join(Thread worker, Duration limit) throws InterruptedException;
}
