package dev.interim.schedule;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Highest class first; inside a class the group that was served least, inside a group the lane
/// that was.
///
/// So that endless work of a higher class starves nobody, a class that waits is owed its share of
/// the time that higher ones get, and is given a turn whenever it is owed a whole quantum.
///
/// @param <T> who waits
final class FairQueue<T> implements RunQueue<T> {
    private final Map<Priority, Rank<T>> ranks = new EnumMap<>(Priority.class);
    private int size;

    FairQueue(Duration quantum, Shares shares) {
        for (Priority priority : Priority.values()) {
            ranks.put(priority, new Rank<>(quantum.toNanos(), shares.of(priority)));
        }
    }

    @Override
    public void join(Seat<T> seat) {
        rank(seat).join(seat);
    }

    @Override
    public void part(Seat<T> seat) {
        rank(seat).part(seat);
    }

    @Override
    public void move(Seat<T> seat, Priority priority) {
        boolean waits = seat.isWaiting;
        if (waits) {
            remove(seat);
        }
        part(seat);
        seat.priority = priority;
        join(seat);
        if (waits) {
            add(seat);
        }
    }

    @Override
    public void add(Seat<T> seat) {
        rank(seat).add(seat);
        seat.isWaiting = true;
        size++;
    }

    @Override
    public void remove(Seat<T> seat) {
        rank(seat).remove(seat);
        seat.isWaiting = false;
        size--;
    }

    @Override
    public @Nullable Seat<T> poll() {
        Seat<T> seat = choose();
        if (seat != null) {
            seat.isWaiting = false;
            size--;
        }
        return seat;
    }

    @Override
    public void stay(Seat<T> seat) {
        rank(seat).stay(seat);
    }

    @Override
    public void charge(Seat<T> seat, long nanos) {
        rank(seat).charge(seat, nanos);
        ranks.forEach((priority, other) -> {
            if (priority.compareTo(seat.priority) > 0) {
                other.higherServed(nanos);
            }
        });
    }

    @Override
    public int size() {
        return size;
    }

    private @Nullable Seat<T> choose() {
        Rank<T> highest = null;
        for (Rank<T> rank : ranks.values()) {
            if (highest != null && rank.isDue()) {
                return rank.give();
            }
            if (highest == null && rank.isWaiting()) {
                highest = rank;
            }
        }
        return highest == null ? null : highest.poll();
    }

    private Rank<T> rank(Seat<T> seat) {
        Rank<T> rank = ranks.get(seat.priority);
        if (rank == null) {
            throw new IllegalStateException("there is no class " + seat.priority);
        }
        return rank;
    }
}
