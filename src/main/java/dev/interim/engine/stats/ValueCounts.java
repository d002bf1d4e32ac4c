package dev.interim.engine.stats;

import dev.interim.engine.batch.Kind;
import dev.interim.engine.bytes.ByteReader;
import dev.interim.engine.bytes.ByteWriter;
import java.util.Arrays;

/// Exact counts of a limited number of different values: hashes say where they are, and what was
/// kept of them whether they are the same ([Identity]). One owner.
final class ValueCounts {
    private static final byte NOT_STORED = -1;

    private final int limit;
    private int[] slots = new int[32];
    private long[] hashes = new long[8];
    private long[] counts = new long[8];
    private byte[] kinds = new byte[8];
    private byte[][] texts = new byte[8][];
    private int size;

    /// @param limit how many different values are counted
    ValueCounts(int limit) {
        this.limit = limit;
    }

    /// The place of a value of a batch, −1 when it is new.
    int find(long hash, ValueTexts values, int row) {
        int slot = firstSlot(hash);
        int entry = slots[slot] - 1;
        while (entry >= 0
                && (hashes[entry] != hash || !values.isSame(row, kinds[entry], texts[entry]))) {
            slot = next(slot);
            entry = slots[slot] - 1;
        }
        return entry;
    }

    /// The place of a value that was kept, −1 when it is new.
    int find(long hash, byte kind, byte... kept) {
        int slot = firstSlot(hash);
        int entry = slots[slot] - 1;
        while (entry >= 0
                && (hashes[entry] != hash
                        || !Identity.isSame(kind, kept, kinds[entry], texts[entry]))) {
            slot = next(slot);
            entry = slots[slot] - 1;
        }
        return entry;
    }

    private int firstSlot(long hash) {
        return Slots.of(hash, Slots.shift(slots.length));
    }

    private int next(int slot) {
        return (slot + 1) & (slots.length - 1);
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
    ///
    /// @param kept of the value, see [Identity]
    void put(long hash, long times, byte kind, byte[] kept) {
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, size * 2);
            counts = Arrays.copyOf(counts, size * 2);
            kinds = Arrays.copyOf(kinds, size * 2);
            texts = Arrays.copyOf(texts, size * 2);
        }
        hashes[size] = hash;
        counts[size] = times;
        kinds[size] = kind;
        texts[size] = kept;
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
        int slot = firstSlot(hashes[entry]);
        while (slots[slot] != 0) {
            slot = next(slot);
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

    byte kind(int entry) {
        return kinds[entry];
    }

    /// What is kept of the value.
    byte[] kept(int entry) {
        return texts[entry];
    }

    /// The value as it stands first, cut.
    byte[] text(int entry) {
        return Identity.text(texts[entry]);
    }

    void write(ByteWriter out) {
        out.integer(size);
        for (int entry = 0; entry < size; entry++) {
            out.number(hashes[entry]);
            out.number(counts[entry]);
            out.octet(kinds[entry]);
            out.bytes(texts[entry]);
        }
    }

    void read(ByteReader in) {
        int entries = in.integer(limit);
        for (int entry = 0; entry < entries; entry++) {
            long hash = in.number();
            long count = in.count();
            boolean isOld = in.form() < StoredProfile.FORM_WITH_KINDS;
            byte kind = isOld ? NOT_STORED : (byte) in.octet(Kind.COUNT - 1);
            byte[] kept = in.bytes(Identity.MOST);
            boolean isCut = isOld && Hash.isCut(kept, hash);
            kind = isOld ? Hash.kind(kept, hash) : kind;
            kept = isCut ? Identity.withoutDigest(kept) : kept;
            in.check(kept.length <= Texts.KEPT || kept.length == Identity.MOST);
            in.check(kind != Kind.NULL.code() && Hash.fits(kind, kept, hash));
            in.check(count > 0 && find(hash, kind, kept) < 0);
            put(hash, count, kind, kept);
        }
    }
}
