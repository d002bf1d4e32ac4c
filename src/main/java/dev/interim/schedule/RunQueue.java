package dev.interim.schedule;

import org.jspecify.annotations.Nullable;

/// The lanes that wait for a worker, and who is next. Guarded by the [Dispatcher]'s lock.
///
/// @param <T> who waits
interface RunQueue<T> {

    /// The queue that the executor's policy asks for.
    static <T> RunQueue<T> of(ExecutorSpec spec) {
        return switch (spec.queue()) {
            case FAIR -> new FairQueue<>(spec.quantum(), spec.shares());
            case FIFO -> new FifoQueue<>();
        };
    }

    /// Opens the seat's account; it does not wait yet.
    void join(Seat<T> seat);

    /// Closes the seat's account.
    void part(Seat<T> seat);

    /// Moves a seat that has joined to another class; if it waits, it goes on waiting.
    void move(Seat<T> seat, Priority priority);

    /// Lets the seat wait for a worker.
    void add(Seat<T> seat);

    /// Lets the seat wait no longer.
    void remove(Seat<T> seat);

    /// Takes the best one out, or null when none waits.
    @Nullable Seat<T> poll();

    /// Notes that a worker stays with the seat for another turn, without having polled it.
    void stay(Seat<T> seat);

    /// Puts so much service on the seat's account, which does not wait.
    void charge(Seat<T> seat, long nanos);

    /// How many wait.
    int size();
}
