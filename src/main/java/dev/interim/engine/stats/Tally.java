package dev.interim.engine.stats;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The different hashes of one batch, each with how often it occurs and the row where it stands
/// first.
///
/// Where a subclass says so, values with the same hash are compared ([#isSame]), and different ones
/// have an entry each. Entries are numbered in order of first occurrence. Reused from batch to
/// batch; one owner.
class Tally {
    private static final int COUNTS = 256;

    /// The room for each entry: where the table is nearly empty, the first look mostly decides.
    private static final int ROOM_BITS = 3;

    private static final int LEAST_SLOTS = 128;

    /// Numbers of entries, from 1; 0 where there is none.
    private int[] slots = new int[LEAST_SLOTS];

    private int mask;
    private int shift;

    /// How many entries make the table too full.
    private int limit;

    private long[] hashes = new long[0];
    private int[] counts = new int[0];
    private int[] rows = new int[0];
    private int size;
    private int[] byCount = new int[0];

    Tally() {}

    /// Forgets what was there.
    ///
    /// @param mostEntries how many entries there may be
    final void clear(int mostEntries) {
        // mostly there are about as many as the last time
        int expected = Math.min(mostEntries, size + size / 2);
        size = 0;
        makeSlots(Math.max(LEAST_SLOTS, Integer.highestOneBit(Math.max(1, expected)) << ROOM_BITS));
        if (hashes.length < mostEntries) {
            int entries = mostEntries + mostEntries / 8;
            hashes = new long[entries];
            counts = new int[entries];
            rows = new int[entries];
        }
    }

    private void makeSlots(int room) {
        if (slots.length < room) {
            slots = new int[room];
        } else {
            Arrays.fill(slots, 0, room, 0);
        }
        mask = room - 1;
        shift = Slots.shift(room);
        limit = room >> (ROOM_BITS - 1);
    }

    private void grow(int entries) {
        makeSlots((mask + 1) << ROOM_BITS);
        for (int entry = 0; entry < entries; entry++) {
            int slot = Slots.of(hashes[entry], shift);
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = entry + 1;
        }
    }

    /// Whether the values of two rows that have the same hash are the same.
    boolean isSame(int row, int other) {
        return true;
    }

    /// Counts a hash; answers the number of its entry.
    final int add(long hash, int row, int times) {
        if (size == limit) {
            grow(size);
        }
        int slot = Slots.of(hash, shift);
        while (true) {
            int found = slots[slot] - 1;
            if (found < 0) {
                slots[slot] = size + 1;
                hashes[size] = hash;
                counts[size] = times;
                rows[size] = row;
                return size++;
            }
            if (hashes[found] == hash && isSame(row, rows[found])) {
                counts[found] += times;
                return found;
            }
            slot = (slot + 1) & mask;
        }
    }

    /// Counts each of the first `length` hashes once.
    ///
    /// Ugly on purpose: the same as [#add(long,int,int)], in local variables; it runs once for each
    /// value of the dataset.
    ///
    /// @param itsRows the row of each hash
    /// @param areCompared whether the same hash is not enough to be the same value
    /// @param entries gets the number of the entry of each row, `null` where nobody asks for it
    final void addAll(
            long[] ofRows,
            int[] itsRows,
            int length,
            boolean areCompared,
            int @Nullable [] entries) {
        int[] table = slots;
        long[] known = hashes;
        int[] times = counts;
        int last = mask;
        int bits = shift;
        int next = size;
        for (int i = 0; i < length; i++) {
            long hash = ofRows[i];
            int slot = Slots.of(hash, bits);
            int found = table[slot] - 1;
            while (found >= 0
                    && (known[found] != hash
                            || (areCompared && !isSame(itsRows[i], rows[found])))) {
                slot = (slot + 1) & last;
                found = table[slot] - 1;
            }
            if (found >= 0) {
                times[found]++;
            } else {
                found = next++;
                table[slot] = next;
                known[found] = hash;
                times[found] = 1;
                rows[found] = itsRows[i];
                if (next == limit) {
                    grow(next);
                    table = slots;
                    last = mask;
                    bits = shift;
                }
            }
            if (entries != null) {
                entries[itsRows[i]] = found;
            }
        }
        size = next;
    }

    final int size() {
        return size;
    }

    /// The least count such that at most `most` entries occur more often; 255 when more of them
    /// occur at least that often.
    final int rareUpTo(int most) {
        if (size <= most) {
            return 0;
        }
        if (byCount.length == 0) {
            byCount = new int[COUNTS];
        }
        Arrays.fill(byCount, 0);
        for (int entry = 0; entry < size; entry++) {
            byCount[Math.min(counts[entry], byCount.length - 1)]++;
        }
        int frequent = byCount[byCount.length - 1];
        if (frequent > most) {
            return byCount.length - 1;
        }
        int count = byCount.length - 2;
        while (frequent + byCount[count] <= most) {
            frequent += byCount[count--];
        }
        return count;
    }

    final long hash(int entry) {
        return hashes[entry];
    }

    final int count(int entry) {
        return counts[entry];
    }

    final int row(int entry) {
        return rows[entry];
    }
}
