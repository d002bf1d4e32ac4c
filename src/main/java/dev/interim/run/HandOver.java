package dev.interim.run;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// The bounded place where fetch leaves pieces and statistics takes them.
///
/// Counts what is under way, from the hand-over until it is in the profile: that is what memory
/// holds. Any number of threads.
final class HandOver {
    private final ArrayDeque<Piece> waiting = new ArrayDeque<>();
    private final long chunk;
    private int capacity;
    private long handed;
    private long done;
    private long memory;
    private boolean isEnded;

    /// @param capacity how many pieces may be under way
    HandOver(int capacity) {
        this(capacity, Long.MAX_VALUE / Integer.MAX_VALUE);
    }

    /// @param capacity how many pieces may be under way
    /// @param chunk the usual bytes of one: of longer ones there may be fewer
    HandOver(int capacity, long chunk) {
        this.capacity = capacity;
        this.chunk = chunk;
    }

    synchronized void capacity(int pieces) {
        capacity = pieces;
    }

    synchronized int capacity() {
        return capacity;
    }

    synchronized boolean isFull() {
        return handed - done >= capacity || memory > 2L * capacity * chunk;
    }

    synchronized void put(Piece piece) {
        waiting.add(piece);
        handed++;
        memory += piece.memory();
    }

    /// Hands over a piece after which none follows.
    synchronized void putLast(Piece piece) {
        put(piece);
        isEnded = true;
    }

    /// Gives a piece back that was not computed; it comes first again.
    synchronized void putBack(Piece piece) {
        waiting.addFirst(piece);
    }

    synchronized @Nullable Piece poll() {
        return waiting.poll();
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    /// No piece follows.
    synchronized void end() {
        isEnded = true;
    }

    /// One piece is in the profile.
    synchronized void done(Piece piece) {
        done++;
        memory -= piece.memory();
    }

    /// How many bytes of memory the pieces take that are under way.
    synchronized long memory() {
        return memory;
    }

    /// Drops what waits; nothing more is asked of it but whether it is drained.
    synchronized void clear() {
        waiting.clear();
    }

    /// Whether all pieces there are and will be are in the profile.
    synchronized boolean isDrained() {
        return isEnded && handed == done;
    }

    @Override
    public synchronized String toString() {
        return "%d pieces handed over, %d of them in the profile, %d waiting, room for %d, ended %s"
                .formatted(handed, done, waiting.size(), capacity, isEnded);
    }
}
