package dev.interim.engine.stats;

import dev.interim.engine.bytes.ByteReader;
import dev.interim.engine.bytes.ByteWriter;
import java.math.BigInteger;
import java.util.Arrays;

/// The distribution of lengths: exact below 256, in 128 buckets for each doubling above.
///
/// Error of a quantile: none below 256, at most 0.4 % of its value above. Everything else is exact.
/// Merging parts equals taking the whole. Memory: up to 4 KiB, for very long values up to 26 KiB.
/// One owner.
final class Lengths {
    private static final int LEAST = 32;
    private static final int EXACT = 256;
    private static final int PER_DOUBLING = 128;
    private static final int SHIFT = 7;
    private static final int MOST_BUCKETS = EXACT + (Integer.SIZE - 1 - SHIFT) * PER_DOUBLING;
    private static final long LOW_HALF = 0xFFFF_FFFFL;

    private long[] buckets = new long[0];
    private long count;
    private long sum;
    private int min = Integer.MAX_VALUE;
    private int max;

    // 2^32 × high + low
    private long squaresHigh;
    private long squaresLow;

    Lengths() {}

    void clear() {
        Arrays.fill(buckets, 0);
        count = 0;
        sum = 0;
        min = Integer.MAX_VALUE;
        max = 0;
        squaresHigh = 0;
        squaresLow = 0;
    }

    void add(int length, long times) {
        int bucket = bucket(length);
        makeRoom(bucket + 1);
        buckets[bucket] += times;
        count += times;
        sum += length * times;
        min = Math.min(min, length);
        max = Math.max(max, length);
        addSquares(Math.multiplyHigh((long) length * length, times) << 32, 0);
        long square = (long) length * length * times;
        addSquares(square >>> 32, square & LOW_HALF);
    }

    private void addSquares(long high, long low) {
        long lows = squaresLow + low;
        squaresLow = lows & LOW_HALF;
        squaresHigh += high + (lows >>> 32);
    }

    private void makeRoom(int size) {
        if (buckets.length < size) {
            buckets = Arrays.copyOf(buckets, Math.clamp(2L * size, LEAST, MOST_BUCKETS));
        }
    }

    private static int bucket(int length) {
        if (length < EXACT) {
            return length;
        }
        int doubling = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(length);
        int place = (length >>> (doubling - SHIFT)) - PER_DOUBLING;
        return EXACT + (doubling - SHIFT - 1) * PER_DOUBLING + place;
    }

    /// The length in the middle of a bucket.
    private static double middle(int bucket) {
        if (bucket < EXACT) {
            return bucket;
        }
        int doubling = (bucket - EXACT) / PER_DOUBLING + 1;
        long least = (PER_DOUBLING + (bucket - EXACT) % PER_DOUBLING) * (1L << doubling);
        return least + ((1L << doubling) - 1) / 2.0;
    }

    /// Adds what the other has seen; the other stays as it is.
    void merge(Lengths other) {
        makeRoom(other.buckets.length);
        for (int i = 0; i < other.buckets.length; i++) {
            buckets[i] += other.buckets[i];
        }
        count += other.count;
        sum += other.sum;
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
        addSquares(other.squaresHigh, other.squaresLow);
    }

    void write(ByteWriter out) {
        int used = buckets.length;
        while (used > 0 && buckets[used - 1] == 0) {
            used--;
        }
        out.integer(used);
        out.numbers(buckets, used);
        out.number(count);
        out.number(sum);
        out.integer(count == 0 ? 0 : min);
        out.integer(max);
        out.number(squaresHigh);
        out.number(squaresLow);
    }

    void read(ByteReader in) {
        long[] read = in.counts(in.integer(MOST_BUCKETS));
        makeRoom(read.length);
        System.arraycopy(read, 0, buckets, 0, read.length);
        count = in.count();
        in.check(Arrays.stream(read).sum() == count);
        sum = in.count();
        min = in.integer(Integer.MAX_VALUE);
        max = in.integer(Integer.MAX_VALUE);
        in.check(min <= max);
        min = count == 0 ? Integer.MAX_VALUE : min;
        squaresHigh = in.number();
        squaresLow = in.numberUpTo(LOW_HALF);
    }

    long count() {
        return count;
    }

    /// What is known; at least one length was added.
    ///
    /// @param ranks ascending
    Snapshot.Lengths snapshot(double... ranks) {
        return new Snapshot.Lengths(
                min,
                max,
                (double) sum / count,
                count < 2 ? null : Double.valueOf(stddev()),
                Ranks.named(ranks, at(ranks)));
    }

    private double stddev() {
        var squares =
                BigInteger.valueOf(squaresHigh)
                        .shiftLeft(Integer.SIZE)
                        .add(BigInteger.valueOf(squaresLow));
        var n = BigInteger.valueOf(count);
        var differences = n.multiply(squares).subtract(BigInteger.valueOf(sum).pow(2));
        return Math.sqrt(Math.max(0, differences.doubleValue()) / ((double) count * (count - 1)));
    }

    private double[] at(double... ranks) {
        double[] found = new double[ranks.length];
        long seen = 0;
        int bucket = -1;
        for (int i = 0; i < ranks.length; i++) {
            double wanted = Math.max(1, ranks[i] * count - 1e-9);
            while (seen < wanted) {
                seen += buckets[++bucket];
            }
            found[i] = Math.clamp(middle(bucket), min, max);
        }
        return found;
    }
}
