package dev.interim.engine.sketch;

import dev.interim.engine.bytes.ByteReader;
import dev.interim.engine.bytes.ByteWriter;
import java.util.Arrays;

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
    private static final long TAKEN_WHOLE = 1L << 18;
    private static final int MOST_STEPS = 36;
    private static final double LOG_OF_200 = Math.log(200);

    private final int size;
    private final int mostInBase;
    private final Coin coin;
    private final Levels levels;

    private double[] base = new double[LEAST];
    private int baseSize;
    private long count;

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
        mostInBase = Integer.highestOneBit(size - 1) << 1;
        coin = new Coin(seed);
        levels = new Levels(size, coin);
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
        pick = start + (Coin.mix(start) >>> (Long.SIZE - step));
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
            levels.push(step - 1, base, baseSize);
        } else {
            levels.pushHalf(0, base, baseSize);
        }
        baseSize = 0;
        levels.compact();
    }

    private void compactBase() {
        Arrays.sort(base);
        levels.pushHalf(step, base, mostInBase);
        baseSize = 0;
        levels.compact();
    }

    /// Adds all that the other sketch has seen; the other stays as it is.
    ///
    /// The result depends on the order of merging only within the stated error.
    public void merge(Quantiles other) {
        levels.pushAll(other.levels);
        levels.compact();
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
        levels.pushAll(rest.levels);
        levels.compact();
        count += other.count;
        squares += other.squares;
        while (count >= TAKEN_WHOLE << step) {
            widen();
        }
        startBlock(count);
    }

    /// How many values are kept.
    public int retained() {
        return baseSize + levels.retained();
    }

    /// How many values were added.
    public long count() {
        return count;
    }

    /// How many values those that are kept stand for: all, up to a few blocks of the sampler.
    double weight() {
        return kept().weight();
    }

    private KeptValues kept() {
        return new KeptValues(base, baseSize, step, levels);
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
        if (levels.count() == 0) {
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
        return kept().at(ranks);
    }

    /// How many of all values are less than each of these, as estimated; off by at most
    /// [#rankError()] × count.
    ///
    /// @param values ascending
    public double[] below(double... values) {
        return kept().below(count, values);
    }

    /// The median of the distances from a centre; its rank among them is off by at most twice
    /// [#rankError()].
    ///
    /// @return `NaN` when nothing was added
    public double medianDistance(double centre) {
        return kept().medianDistance(centre);
    }

    /// Writes all of it.
    public void write(ByteWriter out) {
        out.integer(size);
        out.number(count);
        out.number(coin.tosses());
        out.octet(step);
        out.number(blockEnd);
        out.number(pick);
        out.real(squares);
        out.integer(baseSize);
        out.reals(base, baseSize);
        levels.write(out);
    }

    /// Reads what [#write] has written.
    ///
    /// @param size the size that the sketch must have
    /// @throws dev.interim.engine.failure.FailureException when it is anything else
    public static Quantiles read(int size, ByteReader in) {
        var read = new Quantiles(size);
        in.check(in.integer(Integer.MAX_VALUE) == size);
        read.count = in.count();
        read.coin.goOnAfter(in.number());
        read.step = in.octet(MOST_STEPS);
        read.blockEnd = in.numberUpTo(1L << 57);
        read.pick = in.numberUpTo(1L << 57);
        read.squares = in.finite();
        read.baseSize = in.integer(read.mostInBase - 1);
        read.base = Arrays.copyOf(in.finites(read.baseSize), Math.max(LEAST, read.baseSize));
        read.levels.read(in);
        in.check(read.step == 0 || (read.pick >= read.count && read.pick < read.blockEnd));
        in.check(read.squares >= 0 && (read.step > 0 || read.squares == 0));
        in.check((read.retained() == 0) == (read.count == 0) && read.weight() <= 2.0 * read.count);
        if (read.step > 0) {
            read.makeRoom(read.mostInBase);
        }
        return read;
    }
}
