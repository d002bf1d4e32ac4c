package dev.interim.engine.stats;

import dev.interim.engine.batch.Batch;
import dev.interim.engine.batch.Column;
import dev.interim.engine.batch.Kind;
import java.util.Arrays;

/// The different values of one column of one batch, each with how often it occurs and the row where
/// it stands first.
///
/// Entries are numbered in order of first occurrence. A repeated value costs one look-up, and later
/// steps see it once, with its weight. Reused from batch to batch; one owner.
final class Dictionary {
    private static final byte NULL = Kind.NULL.code();
    private static final byte BOOLEAN = Kind.BOOLEAN.code();
    private static final byte INTEGER = Kind.INTEGER.code();
    private static final byte DECIMAL = Kind.DECIMAL.code();
    private static final byte TEXT = Kind.TEXT.code();

    /// Integers below differ whenever their doubles do.
    private static final double EXACT_BELOW = 0x1p53;

    private int[] slots = new int[16];
    private int mask;
    private long[] hashes = new long[0];
    private int[] counts = new int[0];
    private int[] rows = new int[0];
    private int size;
    private final int[] byCount = new int[256];

    Dictionary() {}

    /// Forgets what was there and takes the values of the column, without the nulls.
    void take(Batch batch, Column column) {
        clear(column.rows());
        if (column.numberCount() + column.votes(Kind.NULL) == column.rows()) {
            takeNumbers(batch.bytes(), column);
        } else if (column.votes(Kind.TEXT) + column.votes(Kind.NULL) == column.rows()) {
            takeTexts(batch.bytes(), column);
        } else {
            takeMixed(batch.bytes(), column);
        }
    }

    private void takeNumbers(byte[] bytes, Column column) {
        byte[] kinds = column.kinds();
        double[] numbers = column.numbers();
        int number = 0;
        for (int row = 0; row < column.rows(); row++) {
            if (kinds[row] != NULL) {
                double value = numbers[number++];
                boolean isExact = Math.abs(value) < EXACT_BELOW || kinds[row] != INTEGER;
                add(isExact ? Hash.number(value) : integer(bytes, column, row, value), row);
            }
        }
    }

    /// Integers differ in their last digit, however long they are.
    private static long integer(byte[] bytes, Column column, int row, double value) {
        return Hash.integer(bytes, column.from()[row], column.to()[row], value);
    }

    private void takeTexts(byte[] bytes, Column column) {
        byte[] kinds = column.kinds();
        int[] from = column.from();
        int[] to = column.to();
        for (int row = 0; row < column.rows(); row++) {
            if (kinds[row] != NULL) {
                add(Hash.text(bytes, from[row], to[row]), row);
            }
        }
    }

    private void takeMixed(byte[] bytes, Column column) {
        byte[] kinds = column.kinds();
        int number = 0;
        int instant = 0;
        for (int row = 0; row < column.rows(); row++) {
            byte kind = kinds[row];
            if (kind == NULL) {
                continue;
            }
            int from = column.from()[row];
            long hash;
            if (kind == TEXT) {
                hash = Hash.text(bytes, from, column.to()[row]);
            } else if (kind == DECIMAL) {
                hash = Hash.number(column.numbers()[number++]);
            } else if (kind == INTEGER) {
                double value = column.numbers()[number++];
                hash =
                        Math.abs(value) < EXACT_BELOW
                                ? Hash.number(value)
                                : integer(bytes, column, row, value);
            } else if (kind == BOOLEAN) {
                hash = Hash.truth(isTrue(bytes[from]));
            } else {
                hash = Hash.instant(Kind.of(kind), column.instants()[instant++]);
            }
            add(hash, row);
        }
    }

    private static boolean isTrue(byte first) {
        return (first | 0x20) == 't';
    }

    private void clear(int mostEntries) {
        size = 0;
        int room = Math.max(16, Integer.highestOneBit(Math.max(1, mostEntries)) << 2);
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

    private void add(long hash, int row) {
        int slot = (int) hash & mask;
        while (true) {
            int entry = slots[slot] - 1;
            if (entry < 0) {
                slots[slot] = size + 1;
                hashes[size] = hash;
                counts[size] = 1;
                rows[size] = row;
                size++;
                return;
            }
            if (hashes[entry] == hash) {
                counts[entry]++;
                return;
            }
            slot = (slot + 1) & mask;
        }
    }

    int size() {
        return size;
    }

    /// The least count such that at most `most` entries occur more often.
    int rareUpTo(int most) {
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

    long hash(int entry) {
        return hashes[entry];
    }

    int count(int entry) {
        return counts[entry];
    }

    int row(int entry) {
        return rows[entry];
    }
}
