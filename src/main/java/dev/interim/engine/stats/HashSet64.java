package dev.interim.engine.stats;

import java.util.Arrays;
import java.util.function.LongConsumer;

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
        int slot = (int) (hash ^ (hash >>> Integer.SIZE)) & mask;
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

    /// All hashes, ascending.
    long[] sorted() {
        long[] sorted = new long[size];
        int[] next = {0};
        forEach(hash -> sorted[next[0]++] = hash);
        Arrays.sort(sorted);
        return sorted;
    }

    /// In no order that means anything.
    void forEach(LongConsumer consumer) {
        if (hasZero) {
            consumer.accept(0);
        }
        for (long hash : slots) {
            if (hash != 0) {
                consumer.accept(hash);
            }
        }
    }
}
