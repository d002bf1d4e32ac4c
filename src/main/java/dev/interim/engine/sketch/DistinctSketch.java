package dev.interim.engine.sketch;

import dev.interim.engine.bytes.ByteReader;
import dev.interim.engine.bytes.ByteWriter;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.HllUnion;
import org.apache.datasketches.hll.TgtHllType;

/// An estimate of how many different values there are: HyperLogLog (Flajolet and others, 2007) as
/// Apache DataSketches computes it, with registers of 8 bits.
///
/// Error: the relative standard error is about 1.04 / √registers, 1.6 % for the usual 2^12; the
/// bounds are two standard deviations (95.4 % confidence). Memory: a byte a register. One owner.
public final class DistinctSketch {
    /// The binary logarithm of the usual number of registers.
    public static final int USUAL = 12;

    private static final int DEVIATIONS = 2;

    private static final int HEADER = 64;
    private static final long MOST = 1L << 60;

    private final int lgRegisters;
    private HllSketch sketch;

    /// A sketch of nothing.
    ///
    /// @param lgRegisters the binary logarithm of the number of registers, from 4 to 21
    public DistinctSketch(int lgRegisters) {
        this(lgRegisters, new HllSketch(lgRegisters, TgtHllType.HLL_8));
    }

    private DistinctSketch(int lgRegisters, HllSketch sketch) {
        this.lgRegisters = lgRegisters;
        this.sketch = sketch;
    }

    /// Reads what [#write] has written.
    ///
    /// @throws dev.interim.engine.failure.FailureException when it is anything else
    public static DistinctSketch read(int lgRegisters, ByteReader in) {
        byte[] bytes = in.bytes(HEADER + (4 << lgRegisters));
        try {
            var read = HllSketch.heapify(bytes);
            in.check(read.getLgConfigK() == lgRegisters);
            in.check(read.getTgtHllType() == TgtHllType.HLL_8);
            var sketch = new DistinctSketch(lgRegisters, read);
            in.check(sketch.lower() >= 0 && sketch.lower() <= sketch.estimate());
            in.check(sketch.estimate() <= sketch.upper() && sketch.upper() < MOST);
            // looks at every register
            new DistinctSketch(lgRegisters).merge(sketch);
            return sketch;
        } catch (RuntimeException e) {
            // the library meets bytes of a stranger in many ways
            throw in.damaged();
        }
    }

    /// Writes all of it.
    public void write(ByteWriter out) {
        out.bytes(sketch.toUpdatableByteArray());
    }

    /// Adds a value by its hash.
    public void add(long hash) {
        sketch.update(hash);
    }

    /// Adds what the other has seen; the other stays as it is.
    public void merge(DistinctSketch other) {
        var union = new HllUnion(lgRegisters);
        union.update(sketch);
        union.update(other.sketch);
        sketch = union.getResult(TgtHllType.HLL_8);
    }

    /// How many different values there probably are.
    public long estimate() {
        return Math.round(sketch.getEstimate());
    }

    /// The lower bound with 95 % confidence.
    public long lower() {
        return (long) Math.floor(sketch.getLowerBound(DEVIATIONS));
    }

    /// The upper bound with 95 % confidence.
    public long upper() {
        return (long) Math.ceil(sketch.getUpperBound(DEVIATIONS));
    }

    /// How many different values there are, with what is certain besides.
    ///
    /// @param least how many there certainly are
    /// @param most how many there are at most
    public long[] bounded(long least, long most) {
        long lower = Math.clamp(lower(), Math.min(least, most), most);
        long upper = Math.clamp(upper(), lower, most);
        return new long[] {Math.clamp(estimate(), lower, upper), lower, upper};
    }
}
