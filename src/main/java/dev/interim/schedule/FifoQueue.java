package dev.interim.schedule;

import java.util.LinkedHashSet;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// In the order of arrival, whatever the class; a lane that has more to do goes to the end.
///
/// @param <T> who waits
final class FifoQueue<T> implements RunQueue<T> {
    private final SequencedSet<Seat<T>> waiting = new LinkedHashSet<>();

    @Override
    public void join(Seat<T> seat) {}

    @Override
    public void part(Seat<T> seat) {}

    @Override
    public void move(Seat<T> seat, Priority priority) {
        seat.priority = priority;
    }

    @Override
    public void add(Seat<T> seat) {
        seat.isWaiting = waiting.add(seat);
    }

    @Override
    public void remove(Seat<T> seat) {
        waiting.remove(seat);
        seat.isWaiting = false;
    }

    @Override
    public @Nullable Seat<T> poll() {
        if (waiting.isEmpty()) {
            return null;
        }
        Seat<T> first = waiting.removeFirst();
        first.isWaiting = false;
        return first;
    }

    @Override
    public void stay(Seat<T> seat) {}

    @Override
    public void charge(Seat<T> seat, long nanos) {}

    @Override
    public int size() {
        return waiting.size();
    }
}
