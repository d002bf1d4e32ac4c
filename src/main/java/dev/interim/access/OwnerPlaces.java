package dev.interim.access;

import dev.interim.job.Owner;
import java.util.HashMap;
import java.util.Map;

/// Counts the requests of each owner that are being served, and bounds them.
///
/// Any thread.
final class OwnerPlaces {
    private final int most;
    private final Map<Owner, Integer> served = new HashMap<>();

    /// @param most how many of one owner may be served at the same time
    OwnerPlaces(int most) {
        this.most = most;
    }

    /// Counts one more; answers whether there was a place for it.
    synchronized boolean enter(Owner owner) {
        int count = served.getOrDefault(owner, 0);
        if (count >= most) {
            return false;
        }
        served.put(owner, count + 1);
        return true;
    }

    /// One that {@link #enter}ed has been served.
    synchronized void leave(Owner owner) {
        served.computeIfPresent(owner, (_, count) -> count == 1 ? null : count - 1);
    }

    /// Of how many owners requests are being served.
    synchronized int count() {
        return served.size();
    }
}
