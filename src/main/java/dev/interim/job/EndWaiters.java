package dev.interim.job;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// Those who wait for the end of a job and may give up before: of them nothing is left then, unlike
/// of the dependents of a future. Any thread.
final class EndWaiters {
    private final Set<Runnable> waiting = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean hasEnded;

    /// Runs something at the end, or now when that is past.
    ///
    /// @param then quick; a different object each time
    /// @return to be run when nobody waits any more
    Runnable add(Runnable then) {
        if (!isAdded(then)) {
            then.run();
        }
        return () -> remove(then);
    }

    private synchronized boolean isAdded(Runnable then) {
        return !hasEnded && waiting.add(then);
    }

    private synchronized void remove(Runnable then) {
        waiting.remove(then);
    }

    /// Runs all that wait, once.
    void end() {
        all().forEach(Runnable::run);
    }

    private synchronized List<Runnable> all() {
        hasEnded = true;
        List<Runnable> all = new ArrayList<>(waiting);
        waiting.clear();
        return all;
    }

    /// How many wait.
    synchronized int count() {
        return waiting.size();
    }
}
