package dev.interim.engine.sketch;

import dev.interim.engine.bytes.ByteReader;
import dev.interim.engine.bytes.ByteWriter;
import java.util.Arrays;
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

    // the header of a sketch, as the library lays it out (PreambleUtil)
    private static final int LG_REGISTERS_AT = 3;
    private static final int LG_SLOTS_AT = 4;
    private static final int FLAGS_AT = 5;
    private static final int COMPACT = 8;
    private static final int MODE_AT = 7;
    private static final int MODE = 0b0011;
    private static final int REGISTERS = 0b0010;
    private static final int TYPE = 0b1100;
    private static final int HLL_8 = 0b1000;
    private static final int COUNT_END = 12;

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
        in.check(isOurs(lgRegisters, bytes));
        try {
            var read = HllSketch.heapify(bytes);
            in.check(read.getLgConfigK() == lgRegisters);
            in.check(read.getTgtHllType() == TgtHllType.HLL_8);
            var sketch = new DistinctSketch(lgRegisters, read);
            in.check(sketch.lower() >= 0 && sketch.lower() <= sketch.estimate());
            in.check(sketch.estimate() <= sketch.upper() && sketch.upper() < MOST);
            in.check(sketch.holds(bytes));
            return sketch;
        } catch (RuntimeException e) {
            // the library meets bytes of a stranger in many ways
            throw in.damaged();
        }
    }

    /// Whether the header claims no more than we write: the library makes room for what it claims
    /// before it looks whether the bytes are there.
    private static boolean isOurs(int lgRegisters, byte... bytes) {
        return bytes.length > MODE_AT
                && bytes[LG_REGISTERS_AT] == lgRegisters
                && bytes[LG_SLOTS_AT] >= 0
                && bytes[LG_SLOTS_AT] <= lgRegisters
                && (bytes[FLAGS_AT] & COMPACT) == 0
                && (bytes[MODE_AT] & TYPE) == HLL_8;
    }

    /// Whether there are as many values as the bytes claim, while values are kept one by one.
    private boolean holds(byte... bytes) {
        var copy = new DistinctSketch(lgRegisters);
        // looks at everything
        copy.merge(this);
        if ((bytes[MODE_AT] & MODE) == REGISTERS) {
            return true;
        }
        byte[] again = copy.sketch.toUpdatableByteArray();
        return again.length == bytes.length
                && Arrays.equals(bytes, 0, FLAGS_AT, again, 0, FLAGS_AT)
                && Arrays.equals(bytes, FLAGS_AT + 1, COUNT_END, again, FLAGS_AT + 1, COUNT_END);
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
