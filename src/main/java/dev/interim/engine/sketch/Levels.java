package dev.interim.engine.sketch;

import dev.interim.engine.bytes.ByteReader;
import dev.interim.engine.bytes.ByteWriter;
import java.util.Arrays;

/// The compactors of a [Quantiles] sketch: level *h* holds values in order that stand for 2^(h+1)
/// each. One owner.
final class Levels {
    private static final int LEAST = 8;
    private static final double SHRINK = 2.0 / 3.0;

    /// More would stand for more values than can be counted.
    private static final int MOST = 48;

    /// How many values a level may have, by how far it is below the highest one.
    private final int[] capacities = new int[Long.SIZE];

    private final Coin coin;

    private double[][] levels = new double[0][];
    private int[] sizes = new int[0];

    /// @param size *k*, the capacity of the highest level
    Levels(int size, Coin coin) {
        this.coin = coin;
        for (int depth = 0; depth < capacities.length; depth++) {
            capacities[depth] = Math.max(LEAST, (int) Math.ceil(size * Math.pow(SHRINK, depth)));
        }
    }

    int count() {
        return levels.length;
    }

    int size(int level) {
        return sizes[level];
    }

    /// The first [#size(int)] are those of the level.
    double[] values(int level) {
        return levels[level];
    }

    int retained() {
        return Arrays.stream(sizes).sum();
    }

    /// Adds every other value to a level, the first or the second of each two by the toss of a
    /// coin.
    void pushHalf(int level, double[] sorted, int size) {
        int from = coin.toss();
        double[] half = everyOther(sorted, from, (size + 1 - from) / 2);
        push(level, half, half.length);
    }

    private static double[] everyOther(double[] values, int from, int count) {
        double[] others = new double[count];
        for (int i = 0; i < count; i++) {
            others[i] = values[from + 2 * i];
        }
        return others;
    }

    /// Adds values to a level.
    void push(int level, double[] sorted, int size) {
        while (levels.length <= level) {
            levels = Arrays.copyOf(levels, levels.length + 1);
            levels[levels.length - 1] = new double[0];
            sizes = Arrays.copyOf(sizes, levels.length);
        }
        levels[level] = merged(levels[level], sizes[level], sorted, size);
        sizes[level] += size;
    }

    /// Adds each level of the other to the same level here.
    void pushAll(Levels other) {
        for (int level = 0; level < other.levels.length; level++) {
            push(level, other.levels[level], other.sizes[level]);
        }
    }

    private static double[] merged(double[] left, int leftSize, double[] right, int rightSize) {
        double[] both = new double[leftSize + rightSize];
        int l = 0;
        int r = 0;
        for (int i = 0; i < both.length; i++) {
            boolean fromLeft = r == rightSize || (l < leftSize && left[l] <= right[r]);
            both[i] = fromLeft ? left[l++] : right[r++];
        }
        return both;
    }

    /// Halves the lowest level that is too full, only while all levels together are: what may stay
    /// costs no accuracy.
    void compact() {
        while (isOver()) {
            int level = 0;
            while (sizes[level] <= capacity(level)) {
                level++;
            }
            compact(level);
        }
    }

    /// One level alone may hold far more than its own capacity.
    private boolean isOver() {
        int room = 0;
        for (int level = 0; level < levels.length; level++) {
            room += capacity(level);
        }
        return retained() > room;
    }

    private int capacity(int level) {
        return capacities[levels.length - 1 - level];
    }

    /// Moves half of a level up; with an odd size one value stays.
    private void compact(int level) {
        double[] values = levels[level];
        int odd = sizes[level] & 1;
        double[] half = everyOther(values, odd + coin.toss(), sizes[level] / 2);
        sizes[level] = odd;
        levels[level] = Arrays.copyOf(values, odd);
        push(level + 1, half, half.length);
    }

    void write(ByteWriter out) {
        out.octet(levels.length);
        for (int level = 0; level < levels.length; level++) {
            out.integer(sizes[level]);
            out.reals(levels[level], sizes[level]);
        }
    }

    void read(ByteReader in) {
        levels = new double[in.octet(MOST)][];
        sizes = new int[levels.length];
        for (int level = 0; level < levels.length; level++) {
            sizes[level] = in.integer(Integer.MAX_VALUE);
            levels[level] = in.finites(sizes[level]);
            for (int i = 1; i < sizes[level]; i++) {
                in.check(levels[level][i - 1] <= levels[level][i]);
            }
        }
        in.check(!isOver());
    }
}
