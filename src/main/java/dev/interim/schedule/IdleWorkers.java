package dev.interim.schedule;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// The workers that wait for any lane, the last one first since its cache is warmest. Guarded by
/// the [Dispatcher]'s lock.
final class IdleWorkers {
    private final Deque<Worker> waiting = new ArrayDeque<>();

    void enter(Worker worker) {
        waiting.add(worker);
        worker.isIdle = true;
    }

    /// For a worker that goes on, whether it was woken or not.
    void leave(Worker worker) {
        if (worker.isIdle) {
            waiting.remove(worker);
            worker.isIdle = false;
        }
    }

    /// The one to wake for a lane that has entered the queue.
    // INVARIANT: who was chosen has left, so that two lanes never rely on one worker's wake-up.
    @Nullable Worker next() {
        Worker worker = waiting.pollLast();
        if (worker != null) {
            worker.isIdle = false;
        }
        return worker;
    }
}
