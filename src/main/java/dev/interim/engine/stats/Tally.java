package dev.interim.engine.stats;

import java.util.Arrays;

/// The different hashes of one batch, each with how often it occurs and the row where it stands
/// first.
///
/// Entries are numbered in order of first occurrence. Reused from batch to batch; one owner.
class Tally {
    private int[] slots = new int[16];
    private int mask;

    /// In a slot these bits are the number of an entry and one; the others are some of its hash, so
    /// that most looks at other entries end there.
    private int entryMask;

    private long[] hashes = new long[0];
    private int[] counts = new int[0];
    private int[] rows = new int[0];
    private int size;
    private final int[] byCount = new int[256];

    Tally() {}

    /// Forgets what was there.
    ///
    /// @param mostEntries how many entries there may be
    final void clear(int mostEntries) {
        size = 0;
        int room = Math.max(16, Integer.highestOneBit(Math.max(1, mostEntries)) << 2);
        if (slots.length < room) {
            slots = new int[room];
        } else {
            Arrays.fill(slots, 0, room, 0);
        }
        mask = room - 1;
        entryMask = room - 1;
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
        int tag = (int) (hash >>> Integer.SIZE) & ~entryMask;
        while (true) {
            int found = slots[slot];
            if (found == 0) {
                slots[slot] = tag | (size + 1);
                hashes[size] = hash;
                counts[size] = times;
                rows[size] = row;
                return size++;
            }
            int entry = (found & entryMask) - 1;
            if ((found & ~entryMask) == tag && hashes[entry] == hash) {
                counts[entry] += times;
                return entry;
            }
            slot = (slot + 1) & mask;
        }
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
