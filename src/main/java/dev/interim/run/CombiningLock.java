package dev.interim.run;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A lock whose holder does the work that others leave at it, so that a worker never waits for it
/// (flat combining; D. Hendler et al., 2010).
///
/// INVARIANT: whoever unlocks has seen the work that was left meanwhile. What it did not do itself,
/// and whatever its own work changed, it tells the lanes after the unlock, because a lane that left
/// work has parked. This holds for lanes and for all others, and for work that fails: a failure
/// outside a lane is kept and thrown by the next call of [#work()].
///
/// So there are two ways in and no third: [#work()] for lanes and [#exclusively] for everybody
/// else.
final class CombiningLock {
    /// More pieces of work are not done by a caller that is no lane.
    private static final int MAX_FOREIGN_WORK = 16;

    private final ReentrantLock lock = new ReentrantLock();
    private final Queue queue;
    private volatile @Nullable Throwable failure;

    /// The work that is left at the lock.
    interface Queue {
        /// Whether there is work that can be done now; any thread.
        boolean isWaiting();

        /// Does the next piece of work, if one is waiting; answers whether there was one. Only by
        /// the holder of the lock.
        boolean doNext();

        /// Wakes the lanes that may go on after work was done, or that are to do what is waiting;
        /// any thread, outside the lock.
        void wakeLanes();
    }

    CombiningLock(Queue queue) {
        this.queue = queue;
    }

    /// Does all work that is waiting, unless somebody else holds the lock and so will see it. For
    /// lanes.
    ///
    /// @throws IllegalStateException when work has failed before, done by somebody who is no lane
    void work() {
        requireSound();
        boolean hasWorked = false;
        // INVARIANT: after a failed tryLock the holder looks again behind its unlock, so no work is
        // left behind.
        while (queue.isWaiting() && lock.tryLock()) {
            try {
                while (queue.doNext()) {
                    hasWorked = true;
                }
            } finally {
                lock.unlock();
            }
        }
        if (hasWorked) {
            queue.wakeLanes();
        }
    }

    /// Whether a call of [#work()] has something to do or to throw; any thread.
    boolean isWorkForLanes() {
        return failure != null || queue.isWaiting();
    }

    private void requireSound() {
        var cause = failure;
        if (cause != null) {
            throw new IllegalStateException("work that was left at the lock has failed", cause);
        }
    }

    /// Waits for the lock, does this, then some of the work that was left meanwhile, so that
    /// callers one after another do not keep lanes from it. For all who are no lane.
    <T extends @Nullable Object> T exclusively(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            boolean hasWorked = false;
            try {
                hasWorked = workForLanes();
            } finally {
                lock.unlock();
                if (hasWorked || queue.isWaiting()) {
                    queue.wakeLanes();
                }
            }
        }
    }

    private boolean workForLanes() {
        int done = 0;
        try {
            while (done < MAX_FOREIGN_WORK && queue.doNext()) {
                done++;
            }
            return done > 0;
        } catch (Throwable e) {
            // A lane ends with it, and so does its run; the caller has nothing to do with it.
            failure = e;
            return true;
        }
    }
}
