package dev.interim.engine.stats;

import java.util.Arrays;

/// A set of hashes of limited size. One owner.
final class HashSet64 {
    private final int limit;
    private long[] slots = new long[64];
    private boolean hasZero;
    private int size;

    /// @param limit how many hashes there may be
    HashSet64(int limit) {
        this.limit = limit;
    }

    /// Adds a hash unless it is there; answers `false` when it is not and there is no place for it.
    boolean add(long hash) {
        if (hash == 0) {
            boolean fits = hasZero || size < limit;
            size += fits && !hasZero ? 1 : 0;
            hasZero |= fits;
            return fits;
        }
        int slot = slot(hash);
        if (slots[slot] == hash) {
            return true;
        }
        if (size == limit) {
            return false;
        }
        slots[slot] = hash;
        size++;
        if (size * 2 > slots.length) {
            grow();
        }
        return true;
    }

    private int slot(long hash) {
        int mask = slots.length - 1;
        int slot = Slots.of(hash, Slots.shift(slots.length));
        while (slots[slot] != 0 && slots[slot] != hash) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        for (long hash : old) {
            if (hash != 0) {
                slots[slot(hash)] = hash;
            }
        }
    }

    int size() {
        return size;
    }

    /// All hashes, ascending: the order in which they lie here means nothing.
    long[] sorted() {
        long[] sorted = new long[size];
        int next = hasZero ? 1 : 0;
        for (long hash : slots) {
            if (hash != 0) {
                sorted[next++] = hash;
            }
        }
        Arrays.sort(sorted);
        return sorted;
    }
}
