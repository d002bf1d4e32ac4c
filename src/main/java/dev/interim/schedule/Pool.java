package dev.interim.schedule;

import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Those that wait, served least first.
///
/// The floor is the virtual time of whoever was taken last. A newcomer, or one that slept, enters
/// at the floor less a small bonus: it goes soon, but its sleep earns it no credit beyond that.
/// (Start-time fair queueing; P. Goyal, H. M. Vin, H. Cheng, 1996.)
///
/// @param <E> who waits
final class Pool<E extends Served> {
    private final TreeSet<E> waiting = new TreeSet<>(Served.LEAST_FIRST);
    private final long bonusNanos;
    private long floorNanos;
    private long arrivals;

    Pool(long bonusNanos) {
        this.bonusNanos = bonusNanos;
    }

    void add(E one) {
        one.virtualNanos = Math.max(one.virtualNanos, floorNanos - bonusNanos);
        one.order = arrivals++;
        waiting.add(one);
    }

    void remove(E one) {
        waiting.remove(one);
    }

    @Nullable E poll() {
        E first = waiting.pollFirst();
        if (first != null) {
            stay(first);
        }
        return first;
    }

    /// Notes that one is served who may not have been polled for it. Otherwise the floor would
    /// stand still while a lane keeps its worker, and a newcomer would go before it as long again.
    void stay(E one) {
        floorNanos = Math.max(floorNanos, one.virtualNanos);
    }

    /// Adds to an account; whoever waits moves to its new place.
    void charge(E one, long nanos) {
        // INVARIANT: a key in the tree never changes, so whoever waits is taken out first.
        boolean isWaiting = waiting.remove(one);
        one.virtualNanos += nanos;
        if (isWaiting) {
            waiting.add(one);
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }
}
