package dev.interim.schedule;

import org.jspecify.annotations.Nullable;

/// A lane's place in a run queue: what the queue must know of it, and what it notes there.
///
/// @param <T> the lane
final class Seat<T> extends Served {
    final T occupant;
    final String group;

    /// The class; changed only while the seat has parted from its queue.
    Priority priority;

    /// Whether it waits for a worker.
    boolean isWaiting;

    /// Whether its turn was given from the minimum share of its class.
    boolean isOwed;

    /// The account of its group in its class, while it has joined.
    @Nullable Group<T> account;

    Seat(T occupant, String group, Priority priority) {
        this.occupant = occupant;
        this.group = group;
        this.priority = priority;
    }

    Group<T> account() {
        if (account == null) {
            throw new IllegalStateException(occupant + " has not joined the queue");
        }
        return account;
    }
}
