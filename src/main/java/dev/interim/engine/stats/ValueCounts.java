package dev.interim.engine.stats;

import dev.interim.engine.bytes.ByteReader;
import dev.interim.engine.bytes.ByteWriter;
import java.util.Arrays;

/// Exact counts of a limited number of different values, by their hashes. One owner.
final class ValueCounts {
    private final int limit;
    private int[] slots = new int[32];
    private long[] hashes = new long[8];
    private long[] counts = new long[8];
    private byte[][] texts = new byte[8][];
    private int size;

    /// @param limit how many different values are counted
    ValueCounts(int limit) {
        this.limit = limit;
    }

    /// The place of a value, −1 when it is new.
    int find(long hash) {
        int mask = slots.length - 1;
        int slot = Slots.of(hash, Slots.shift(slots.length));
        while (true) {
            int entry = slots[slot] - 1;
            if (entry < 0 || hashes[entry] == hash) {
                return entry;
            }
            slot = (slot + 1) & mask;
        }
    }

    /// Whether there is no place for another value.
    boolean isFull() {
        return size == limit;
    }

    /// Counts a value that has a place.
    void count(int entry, long times) {
        counts[entry] += times;
    }

    /// Gives a value a place.
    void put(long hash, long times, byte[] text) {
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, size * 2);
            counts = Arrays.copyOf(counts, size * 2);
            texts = Arrays.copyOf(texts, size * 2);
        }
        hashes[size] = hash;
        counts[size] = times;
        texts[size] = text;
        size++;
        if (size * 4 > slots.length) {
            slots = new int[slots.length * 2];
            for (int entry = 0; entry < size; entry++) {
                link(entry);
            }
        } else {
            link(size - 1);
        }
    }

    private void link(int entry) {
        int mask = slots.length - 1;
        int slot = Slots.of(hashes[entry], Slots.shift(slots.length));
        while (slots[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = entry + 1;
    }

    int size() {
        return size;
    }

    long hash(int entry) {
        return hashes[entry];
    }

    long count(int entry) {
        return counts[entry];
    }

    byte[] text(int entry) {
        return texts[entry];
    }

    void write(ByteWriter out) {
        out.integer(size);
        for (int entry = 0; entry < size; entry++) {
            out.number(hashes[entry]);
            out.number(counts[entry]);
            out.bytes(texts[entry]);
        }
    }

    /// @param longestText how many bytes a text may have
    void read(ByteReader in, int longestText) {
        int entries = in.integer(limit);
        for (int entry = 0; entry < entries; entry++) {
            long hash = in.number();
            long count = in.count();
            in.check(count > 0 && find(hash) < 0);
            put(hash, count, in.bytes(longestText));
        }
    }
}
