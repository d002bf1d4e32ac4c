package dev.interim.schedule;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One priority class of a [FairQueue]: its groups, and what the higher classes owe it.
///
/// @param <T> the lanes
final class Rank<T> {
    private static final double MOST_OWED_QUANTA = 2;

    private final long quantumNanos;
    private final double owedPerNano;
    private final Map<String, Group<T>> byName = new HashMap<>();
    private final Pool<Group<T>> groups;
    private double owedNanos;

    /// @param share of all time, what this class keeps while it waits
    Rank(long quantumNanos, double share) {
        this.quantumNanos = quantumNanos;
        this.owedPerNano = share / (1 - share);
        this.groups = new Pool<>(quantumNanos);
    }

    void join(Seat<T> seat) {
        Group<T> group =
                byName.computeIfAbsent(seat.group, name -> new Group<>(name, quantumNanos));
        group.members++;
        seat.account = group;
        seat.virtualNanos = Long.MIN_VALUE;
    }

    void part(Seat<T> seat) {
        Group<T> group = seat.account();
        seat.account = null;
        seat.isOwed = false;
        if (--group.members == 0) {
            byName.remove(group.name);
        }
    }

    void add(Seat<T> seat) {
        Group<T> group = seat.account();
        if (group.lanes.isEmpty()) {
            groups.add(group);
        }
        group.lanes.add(seat);
    }

    void remove(Seat<T> seat) {
        Group<T> group = seat.account();
        group.lanes.remove(seat);
        if (group.lanes.isEmpty()) {
            groups.remove(group);
        }
    }

    @Nullable Seat<T> poll() {
        Group<T> group = groups.poll();
        if (group == null) {
            return null;
        }
        Seat<T> seat = group.lanes.poll();
        if (!group.lanes.isEmpty()) {
            groups.add(group);
        }
        return seat;
    }

    void stay(Seat<T> seat) {
        Group<T> group = seat.account();
        group.lanes.stay(seat);
        groups.stay(group);
    }

    /// Takes the best one out for a turn from the minimum share, which is taken to last a quantum
    /// until it is known better.
    @Nullable Seat<T> give() {
        Seat<T> seat = poll();
        if (seat != null) {
            seat.isOwed = true;
            owedNanos -= quantumNanos;
        }
        return seat;
    }

    void charge(Seat<T> seat, long nanos) {
        Group<T> group = seat.account();
        group.lanes.charge(seat, nanos);
        groups.charge(group, nanos);
        if (seat.isOwed) {
            seat.isOwed = false;
            owedNanos += quantumNanos - nanos;
        } else {
            payBack(nanos);
        }
    }

    boolean isWaiting() {
        return !groups.isEmpty();
    }

    /// Whether it waits and is owed a whole turn.
    boolean isDue() {
        return isWaiting() && owedNanos >= quantumNanos;
    }

    /// A higher class was served while this one may have waited.
    void higherServed(long nanos) {
        if (isWaiting()) {
            // While workers stay with lanes nobody can be given what is owed; the debt must not
            // then shut out the higher classes.
            double most = MOST_OWED_QUANTA * quantumNanos;
            owedNanos = Math.min(owedNanos + nanos * owedPerNano, most);
        }
    }

    /// Service that nobody else wanted settles what is owed, but is no debt of this class.
    private void payBack(long nanos) {
        if (owedNanos > 0) {
            owedNanos = Math.max(0, owedNanos - nanos);
        }
    }
}
