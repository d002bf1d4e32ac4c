package dev.interim.engine.sketch;

import dev.interim.engine.bytes.ByteReader;
import dev.interim.engine.bytes.ByteWriter;
import java.util.Arrays;
import java.util.Comparator;

/// Quantiles of a stream of numbers in bounded memory: a KLL sketch whose coin is seeded, behind a
/// sampler.
///
/// Algorithm: Karnin, Lang, Liberty, *Optimal Quantile Approximation in Streams*, FOCS 2016, with
/// level capacities shrinking by 2/3. Values of level *h* stand for 2^(h+1) values each; a full
/// level is sorted and every other value moves up, starting at the first or the second by the toss
/// of a coin. From the 2^18th value on only one of each two, of each four, … neighbours is taken,
/// by a coin too, and stands for all of them (the sampler of the same paper). Coins are functions
/// of how many values came before, so the same values in the same order give the same answers, in
/// every mode and run; that is why the sketch is ours and not a library's.
///
/// Error: up to [#exactUpTo()] values none; beyond it the rank of an answer is within
/// [#rankError()] (a share of all values) with 99 % confidence for any one quantile. Memory: at
/// most about 4.3 × k numbers. Cost: about a sort of 1.3 × k values for as many values taken.
///
/// `NaN` must not be added. One owner.
public final class Quantiles {
    /// The usual size: the sketch alone is then within 0.28 %, in at most 40 KiB.
    public static final int USUAL_SIZE = 1000;

    /// For very many sketches: the sketch alone is then within 1.33 %, in at most 14 KiB.
    public static final int SMALL_SIZE = 200;

    private static final int LEAST = 8;
    private static final double SHRINK = 2.0 / 3.0;
    private static final long TAKEN_WHOLE = 1L << 18;

    /// What makes a product of rank and count whole again that only rounding has moved away from
    /// it.
    private static final double ROUNDING = 1e-9;

    /// More would stand for more values than can be counted.
    private static final int MOST_LEVELS = 48;

    private static final int MOST_STEPS = 36;

    private static final double LOG_OF_200 = Math.log(200);

    private final int size;
    private final int mostInBase;

    /// How many values a level may have, by how far it is below the highest one.
    private final int[] capacities = new int[Long.SIZE];

    private double[] base = new double[LEAST];
    private int baseSize;
    private double[][] levels = new double[0][];
    private int[] sizes = new int[0];
    private long count;
    private long tosses;

    // the sampler: one of each 2^step values is taken
    private int step;
    private long blockEnd = 1;
    private long pick;
    private double squares;

    /// A sketch of nothing.
    ///
    /// @param size *k*: what error and memory depend on, at least 8
    public Quantiles(int size) {
        this(size, 0);
    }

    /// @param seed of the coin
    Quantiles(int size, int seed) {
        if (size < LEAST) {
            throw new IllegalArgumentException("a sketch of quantiles has a size of at least 8");
        }
        this.size = size;
        tosses = (long) seed << Integer.SIZE;
        mostInBase = Integer.highestOneBit(size - 1) << 1;
        for (int depth = 0; depth < capacities.length; depth++) {
            capacities[depth] = Math.max(LEAST, (int) Math.ceil(size * Math.pow(SHRINK, depth)));
        }
    }

    /// Adds the first `length` values, in order.
    public void add(double[] values, int length) {
        int whole = Math.clamp(TAKEN_WHOLE - count, 0, length);
        takeAll(values, whole);
        count += whole;
        if (whole < length) {
            sample(values, whole, length);
        }
    }

    private void takeAll(double[] values, int length) {
        int at = 0;
        while (at < length) {
            int room = Math.min(length - at, mostInBase - baseSize);
            makeRoom(baseSize + room);
            System.arraycopy(values, at, base, baseSize, room);
            baseSize += room;
            at += room;
            if (baseSize == mostInBase) {
                compactBase();
            }
        }
    }

    private void makeRoom(int least) {
        if (base.length < least) {
            base = Arrays.copyOf(base, Math.min(mostInBase, 4 * least));
        }
    }

    private void sample(double[] values, int from, int length) {
        long first = count - from;
        count = first + length;
        if (step == 0) {
            makeRoom(mostInBase);
            widen();
            startBlock(first + from);
        }
        while (pick < count) {
            base[baseSize++] = values[(int) (pick - first)];
            squares += (double) (1L << step) * (1L << step);
            if (baseSize == mostInBase) {
                compactBase();
            }
            if (blockEnd >= TAKEN_WHOLE << step) {
                widen();
            }
            startBlock(blockEnd);
        }
    }

    private void startBlock(long start) {
        blockEnd = start + (1L << step);
        pick = start + (mix(start) >>> (Long.SIZE - step));
    }

    /// From now on values stand for twice as many.
    private void widen() {
        flushBase();
        step++;
    }

    /// Puts what is in the base on its level, so that the base can hold values of another weight.
    private void flushBase() {
        Arrays.sort(base, 0, baseSize);
        if (step > 0) {
            push(step - 1, base, baseSize);
        } else {
            int from = toss();
            double[] promoted = new double[(baseSize + 1 - from) / 2];
            for (int i = 0; i < promoted.length; i++) {
                promoted[i] = base[from + 2 * i];
            }
            push(0, promoted, promoted.length);
        }
        baseSize = 0;
        compactLevels();
    }

    /// Adds all that the other sketch has seen; the other stays as it is.
    ///
    /// The result depends on the order of merging only within the stated error.
    public void merge(Quantiles other) {
        for (int level = 0; level < other.levels.length; level++) {
            push(level, other.levels[level], other.sizes[level]);
        }
        compactLevels();
        if (other.step == 0 && step == 0 && count + other.count <= TAKEN_WHOLE) {
            takeAll(other.base, other.baseSize);
            count += other.count;
            return;
        }
        makeRoom(mostInBase);
        while (step < Math.max(1, other.step)) {
            widen();
        }
        var rest = new Quantiles(size);
        rest.step = other.step;
        rest.makeRoom(other.baseSize);
        System.arraycopy(other.base, 0, rest.base, 0, other.baseSize);
        rest.baseSize = other.baseSize;
        rest.flushBase();
        for (int level = 0; level < rest.levels.length; level++) {
            push(level, rest.levels[level], rest.sizes[level]);
        }
        compactLevels();
        count += other.count;
        squares += other.squares;
        while (count >= TAKEN_WHOLE << step) {
            widen();
        }
        startBlock(count);
    }

    /// How many values are kept.
    public int retained() {
        return baseSize + Arrays.stream(sizes).sum();
    }

    /// How many values were added.
    public long count() {
        return count;
    }

    /// How many values those that are kept stand for: all, up to a few blocks of the sampler.
    double weight() {
        double weight = 0;
        for (int source = 0; source <= levels.length; source++) {
            weight += (double) size(source) * (1L << shift(source));
        }
        return weight;
    }

    /// The base is source 0, the levels are those from 1 on.
    private int size(int source) {
        return source == 0 ? baseSize : sizes[source - 1];
    }

    /// Each value of a source stands for two to that power.
    private int shift(int source) {
        return source == 0 ? step : source;
    }

    /// Up to that many values every answer is exact.
    public int exactUpTo() {
        return mostInBase - 1;
    }

    /// How far the rank of an answer may be off, as a share of all values, with 99 % confidence; 0
    /// while answers are exact.
    ///
    /// For the sketch the fit that Apache DataSketches publishes for this algorithm and *k*
    /// (`KllSketch.getNormalizedRankError`), for the sampler Hoeffding's inequality (1963) over its
    /// blocks; both errors are independent sums of bounded terms, so their squares add.
    public double rankError() {
        if (levels.length == 0) {
            return 0;
        }
        double ofSketch = 2.296 / Math.pow(size, 0.9723);
        double ofSampler = Math.sqrt(LOG_OF_200 * squares / 2) / count;
        return Math.hypot(ofSketch, ofSampler);
    }

    /// The values at these ranks: for each rank *r* the least value that at least *r* × count
    /// values do not exceed (the inverse of the empirical distribution function).
    ///
    /// @param ranks from 0 to 1, ascending
    /// @return one value for each rank; empty when nothing was added
    public double[] at(double... ranks) {
        if (count == 0) {
            return new double[0];
        }
        return new Weighted().at(ranks);
    }

    /// How many of all values are less than each of these, as estimated; off by at most
    /// [#rankError()] × count.
    ///
    /// @param values ascending
    public double[] below(double... values) {
        double[] below = new double[values.length];
        for (int source = 0; source <= levels.length; source++) {
            double[] kept = source == 0 ? base : levels[source - 1];
            double weight = (double) (1L << shift(source));
            for (int i = 0; i < size(source); i++) {
                int place = Arrays.binarySearch(values, kept[i] + 0.0);
                // counted at the first value that is greater; −0.0 is not less than 0.0
                int first = place < 0 ? -place - 1 : afterEqual(values, place);
                if (first < values.length) {
                    below[first] += weight;
                }
            }
        }
        double scale = count / Math.max(1.0, weight());
        double seen = 0;
        for (int i = 0; i < below.length; i++) {
            seen += below[i];
            below[i] = Math.min((double) count, seen * scale);
        }
        return below;
    }

    private static int afterEqual(double[] values, int place) {
        int next = place + 1;
        while (next < values.length && values[next] == values[place]) {
            next++;
        }
        return next;
    }

    /// The median of the distances from a centre; its rank among them is off by at most twice
    /// [#rankError()].
    ///
    /// @return `NaN` when nothing was added
    public double medianDistance(double centre) {
        int kept = retained();
        double[] distances = new double[kept];
        long[] weights = new long[kept];
        int at = 0;
        for (int source = 0; source <= levels.length; source++) {
            double[] values = source == 0 ? base : levels[source - 1];
            for (int i = 0; i < size(source); i++) {
                distances[at] = Math.abs(values[i] - centre);
                weights[at++] = 1L << shift(source);
            }
        }
        return weightedMedian(distances, weights);
    }

    private double weightedMedian(double[] values, long[] weights) {
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
        double wanted = weight() / 2 - ROUNDING;
        long seen = 0;
        for (int place : order) {
            seen += weights[place];
            if (seen >= wanted) {
                return values[place];
            }
        }
        return Double.NaN;
    }

    /// Writes all of it.
    public void write(ByteWriter out) {
        out.integer(size);
        out.number(count);
        out.number(tosses);
        out.octet(step);
        out.number(blockEnd);
        out.number(pick);
        out.real(squares);
        out.integer(baseSize);
        out.reals(base, baseSize);
        out.octet(levels.length);
        for (int level = 0; level < levels.length; level++) {
            out.integer(sizes[level]);
            out.reals(levels[level], sizes[level]);
        }
    }

    /// Reads what [#write] has written.
    ///
    /// @param size the size that the sketch must have
    /// @throws dev.interim.engine.failure.FailureException when it is anything else
    public static Quantiles read(int size, ByteReader in) {
        var read = new Quantiles(size);
        in.check(in.integer(Integer.MAX_VALUE) == size);
        read.count = in.count();
        read.tosses = in.number();
        read.step = in.octet(MOST_STEPS);
        read.blockEnd = in.numberUpTo(1L << 57);
        read.pick = in.numberUpTo(1L << 57);
        read.squares = in.finite();
        read.baseSize = in.integer(read.mostInBase - 1);
        read.base = Arrays.copyOf(in.finites(read.baseSize), Math.max(LEAST, read.baseSize));
        read.readLevels(in);
        in.check(read.step == 0 || (read.pick >= read.count && read.pick < read.blockEnd));
        in.check(read.squares >= 0 && (read.step > 0 || read.squares == 0));
        in.check((read.retained() == 0) == (read.count == 0) && read.weight() <= 2.0 * read.count);
        if (read.step > 0) {
            read.makeRoom(read.mostInBase);
        }
        return read;
    }

    private void readLevels(ByteReader in) {
        levels = new double[in.octet(MOST_LEVELS)][];
        sizes = new int[levels.length];
        for (int level = 0; level < levels.length; level++) {
            sizes[level] = in.integer(mostInBase + size);
            levels[level] = in.finites(sizes[level]);
            for (int i = 1; i < sizes[level]; i++) {
                in.check(levels[level][i - 1] <= levels[level][i]);
            }
        }
        in.check(levels.length == 0 || !isOver());
    }

    private void compactBase() {
        Arrays.sort(base);
        double[] promoted = new double[mostInBase / 2];
        int from = toss();
        for (int i = 0; i < promoted.length; i++) {
            promoted[i] = base[from + 2 * i];
        }
        baseSize = 0;
        push(step, promoted, promoted.length);
        compactLevels();
    }

    /// Merges sorted values into a level; level 0 stands for 2 values each.
    private void push(int level, double[] sorted, int size) {
        while (levels.length <= level) {
            levels = Arrays.copyOf(levels, levels.length + 1);
            levels[levels.length - 1] = new double[0];
            sizes = Arrays.copyOf(sizes, levels.length);
        }
        levels[level] = merged(levels[level], sizes[level], sorted, size);
        sizes[level] += size;
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
    private void compactLevels() {
        while (isOver()) {
            int level = 0;
            while (sizes[level] <= capacity(level)) {
                level++;
            }
            compact(level);
        }
    }

    private boolean isOver() {
        int room = 0;
        int retained = 0;
        for (int level = 0; level < levels.length; level++) {
            room += capacity(level);
            retained += sizes[level];
        }
        return retained > room;
    }

    private int capacity(int level) {
        return capacities[levels.length - 1 - level];
    }

    /// Moves half of a level up; with an odd size one value stays.
    private void compact(int level) {
        double[] values = levels[level];
        int odd = sizes[level] & 1;
        double[] promoted = new double[sizes[level] / 2];
        int from = odd + toss();
        for (int i = 0; i < promoted.length; i++) {
            promoted[i] = values[from + 2 * i];
        }
        sizes[level] = odd;
        levels[level] = Arrays.copyOf(values, odd);
        push(level + 1, promoted, promoted.length);
    }

    /// 0 or 1.
    private int toss() {
        return (int) (mix(++tosses) >>> 63);
    }

    /// The finaliser of SplitMix64 (Steele, Lea, Flood, 2014).
    private static long mix(long number) {
        long z = number * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /// All retained values in order, with their weights: what a question is answered from.
    private final class Weighted {
        private final int[] places = new int[levels.length + 1];
        private final double[] sorted = Arrays.copyOf(base, baseSize);

        double[] at(double... ranks) {
            Arrays.sort(sorted);
            double[] answers = new double[ranks.length];
            double all = weight();
            long seen = 0;
            double value = Double.NaN;
            for (int i = 0; i < ranks.length; i++) {
                double wanted = Math.max(1, ranks[i] * all - ROUNDING);
                while (seen < wanted && hasNext()) {
                    int source = least();
                    value = value(source);
                    places[source]++;
                    seen += 1L << shift(source);
                }
                answers[i] = value;
            }
            return answers;
        }

        private boolean hasNext() {
            for (int source = 0; source < places.length; source++) {
                if (places[source] < size(source)) {
                    return true;
                }
            }
            return false;
        }

        private int least() {
            int least = -1;
            for (int source = 0; source < places.length; source++) {
                if (places[source] < size(source) && (least < 0 || value(source) < value(least))) {
                    least = source;
                }
            }
            return least;
        }

        private double value(int source) {
            return source == 0 ? sorted[places[0]] : levels[source - 1][places[source]];
        }
    }
}
