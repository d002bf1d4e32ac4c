package dev.interim.engine.codec;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// The parcels of one file that are under way: offered and taken back in order by their owner,
/// decompressed by whoever has time, in any order.
///
/// A parcel belongs to whoever works on it, from {@link #work} taking it until it is done; then to
/// the owner again.
final class Parcels {
    /// How many are under way at most: 4 MiB of memory.
    static final int MOST = 8;

    private final Runnable ready;
    private final ArrayDeque<Parcel> inOrder = new ArrayDeque<>();
    private final ArrayDeque<Parcel> waiting = new ArrayDeque<>();
    private final ArrayDeque<Parcel> underWay = new ArrayDeque<>();
    private final ArrayDeque<Parcel> spare = new ArrayDeque<>();
    private final ArrayDeque<Unpacker> unpackers = new ArrayDeque<>();
    private int made;
    private boolean isAwaited;
    private boolean isClosed;

    /// @param ready told when the first parcel is done, after the owner had to wait for it
    Parcels(Runnable ready) {
        this.ready = ready;
    }

    /// An empty one, for the owner to fill.
    synchronized Parcel blank() {
        var parcel = spare.poll();
        if (parcel == null) {
            made++;
            return new Parcel();
        }
        return parcel;
    }

    /// How many bytes of memory all of them take, in use or not; any thread.
    synchronized long memory() {
        return made * Parcel.MEMORY;
    }

    synchronized void offer(Parcel parcel) {
        inOrder.add(parcel);
        waiting.add(parcel);
    }

    synchronized boolean isEmpty() {
        return inOrder.isEmpty();
    }

    /// How many are under way.
    synchronized int size() {
        return inOrder.size();
    }

    /// Whether some wait for somebody who has time; any thread.
    synchronized boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /// The first one, when it is done.
    synchronized @Nullable Parcel first() {
        var parcel = inOrder.peek();
        return parcel == null || isOpen(parcel) ? null : parcel;
    }

    /// The first one is used up.
    synchronized void drop() {
        spare.add(inOrder.remove());
    }

    /// Notes that the owner waits for the first one; answers whether it has to.
    synchronized boolean await() {
        var parcel = inOrder.peek();
        isAwaited = parcel != null && isOpen(parcel);
        return isAwaited;
    }

    /// Decompresses the first one that waits; answers whether there was one. Any thread.
    boolean work() {
        Parcel parcel;
        Unpacker unpacker;
        synchronized (this) {
            parcel = waiting.poll();
            if (parcel == null) {
                return false;
            }
            underWay.add(parcel);
            unpacker = unpackers.poll();
        }
        if (unpacker == null) {
            unpacker = new Unpacker();
        }
        unpacker.unpack(parcel);
        if (isDone(parcel, unpacker)) {
            ready.run();
        }
        return true;
    }

    private synchronized boolean isDone(Parcel parcel, Unpacker unpacker) {
        underWay.remove(parcel);
        if (isClosed) {
            unpacker.close();
        } else {
            unpackers.push(unpacker);
        }
        boolean isTold = isAwaited && parcel == inOrder.peek();
        isAwaited &= !isTold;
        return isTold;
    }

    private boolean isOpen(Parcel parcel) {
        return waiting.contains(parcel) || underWay.contains(parcel);
    }

    /// Drops what waits; what is being decompressed is left to those who do it.
    synchronized void close() {
        isClosed = true;
        waiting.clear();
        unpackers.forEach(Unpacker::close);
        unpackers.clear();
    }
}
