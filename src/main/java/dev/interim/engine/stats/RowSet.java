package dev.interim.engine.stats;

import dev.interim.engine.bytes.ByteReader;
import dev.interim.engine.bytes.ByteWriter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// A set of rows of limited size: each by its hash, which says where it is, and 128 bits of a
/// digest, which say whether it is the same row. A row read from a profile without digests is the
/// same as any with its hash. One owner.
final class RowSet {
    private static final int LEAST = 64;

    private final int limit;
    private int[] slots = new int[2 * LEAST];
    private long[] hashes = new long[LEAST];
    private long[] highs = new long[LEAST];
    private long[] lows = new long[LEAST];
    private int size;

    /// @param limit how many rows there may be
    RowSet(int limit) {
        this.limit = limit;
    }

    /// Adds a row unless it is there; answers `false` when it is not and there is no place for it.
    boolean add(long hash, long high, long low) {
        int slot = slot(hash, high, low);
        if (slots[slot] != 0) {
            return true;
        }
        if (size == limit) {
            return false;
        }
        if (size == hashes.length) {
            grow();
            slot = slot(hash, high, low);
        }
        hashes[size] = hash;
        highs[size] = high;
        lows[size] = low;
        slots[slot] = ++size;
        return true;
    }

    /// Where the row is, or the first free slot.
    private int slot(long hash, long high, long low) {
        int mask = slots.length - 1;
        int slot = Slots.of(hash, Slots.shift(slots.length));
        while (slots[slot] != 0 && !isRow(slots[slot] - 1, hash, high, low)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private boolean isRow(int row, long hash, long high, long low) {
        return hashes[row] == hash
                && ((highs[row] == high && lows[row] == low)
                        || isUnknown(highs[row], lows[row])
                        || isUnknown(high, low));
    }

    private static boolean isUnknown(long high, long low) {
        return (high | low) == 0;
    }

    private void grow() {
        hashes = Arrays.copyOf(hashes, 2 * size);
        highs = Arrays.copyOf(highs, 2 * size);
        lows = Arrays.copyOf(lows, 2 * size);
        slots = new int[4 * size];
        int mask = slots.length - 1;
        for (int row = 0; row < size; row++) {
            int slot = Slots.of(hashes[row], Slots.shift(slots.length));
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = row + 1;
        }
    }

    int size() {
        return size;
    }

    /// The hashes of all rows, ascending: the order in which they were added means nothing.
    long[] sortedHashes() {
        long[] sorted = Arrays.copyOf(hashes, size);
        Arrays.sort(sorted);
        return sorted;
    }

    /// Adds the rows of the other until there is no place; answers `false` when there was none.
    boolean addAll(RowSet other) {
        for (int row = 0; row < other.size; row++) {
            if (!add(other.hashes[row], other.highs[row], other.lows[row])) {
                return false;
            }
        }
        return true;
    }

    /// Writes all rows, ascending.
    void write(ByteWriter out) {
        out.integer(size);
        IntStream.range(0, size)
                .boxed()
                .sorted(
                        Comparator.<Integer>comparingLong(row -> hashes[row])
                                .thenComparingLong(row -> highs[row])
                                .thenComparingLong(row -> lows[row]))
                .forEach(row -> {
                    out.number(hashes[row]);
                    out.number(highs[row]);
                    out.number(lows[row]);
                });
    }

    /// Reads what was written, here or without digests.
    void read(ByteReader in) {
        boolean hasDigests = in.form() >= StoredProfile.FORM_WITH_KINDS;
        int rows = in.integer(limit);
        for (int row = 0; row < rows; row++) {
            long hash = in.number();
            in.check(row == 0 || (hasDigests ? hash >= hashes[row - 1] : hash > hashes[row - 1]));
            in.check(add(hash, hasDigests ? in.number() : 0, hasDigests ? in.number() : 0));
            in.check(size == row + 1);
        }
    }
}
