package dev.interim.engine.stats;

import java.util.Arrays;

/// The different hashes of one batch, each with how often it occurs and the row where it stands
/// first.
///
/// Entries are numbered in order of first occurrence. Reused from batch to batch; one owner.
class Tally {
    private static final int COUNTS = 256;

    /// The room for each entry: where the table is nearly empty, the first look mostly decides.
    private static final int ROOM_BITS = 3;

    /// Numbers of entries, from 1; 0 where there is none.
    private int[] slots = new int[16];

    private int mask;
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
        size = 0;
        int room = Math.max(16, Integer.highestOneBit(Math.max(1, mostEntries)) << ROOM_BITS);
        if (slots.length < room) {
            slots = new int[room];
        } else {
            Arrays.fill(slots, 0, room, 0);
        }
        mask = room - 1;
        if (hashes.length < mostEntries) {
            int entries = mostEntries + mostEntries / 8;
            hashes = new long[entries];
            counts = new int[entries];
            rows = new int[entries];
        }
    }

    /// Counts a hash; answers the number of its entry.
    final int add(long hash, int row, int times) {
        int slot = (int) hash & mask;
        while (true) {
            int found = slots[slot] - 1;
            if (found < 0) {
                slots[slot] = size + 1;
                hashes[size] = hash;
                counts[size] = times;
                rows[size] = row;
                return size++;
            }
            if (hashes[found] == hash) {
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
    final void addAll(long[] ofRows, int[] itsRows, int length) {
        int[] table = slots;
        long[] known = hashes;
        int[] times = counts;
        int last = mask;
        int next = size;
        for (int i = 0; i < length; i++) {
            long hash = ofRows[i];
            int slot = (int) hash & last;
            int found = table[slot] - 1;
            while (found >= 0 && known[found] != hash) {
                slot = (slot + 1) & last;
                found = table[slot] - 1;
            }
            if (found >= 0) {
                times[found]++;
            } else {
                table[slot] = next + 1;
                known[next] = hash;
                times[next] = 1;
                rows[next++] = itsRows[i];
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
