package dev.interim.engine.sketch;

import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.HllUnion;
import org.apache.datasketches.hll.TgtHllType;

/// An estimate of how many different values there are: HyperLogLog (Flajolet and others, 2007) as
/// Apache DataSketches computes it, with 2^12 registers of 8 bits.
///
/// Error: the relative standard error is about 1.6 %; the bounds are two standard deviations (95.4
/// % confidence). Memory: 4 KiB. One owner.
public final class DistinctSketch {
    private static final int LG_REGISTERS = 12;
    private static final int DEVIATIONS = 2;

    private HllSketch sketch = new HllSketch(LG_REGISTERS, TgtHllType.HLL_8);

    /// A sketch of nothing.
    public DistinctSketch() {}

    /// Adds a value by its hash.
    public void add(long hash) {
        sketch.update(hash);
    }

    /// Adds what the other has seen; the other stays as it is.
    public void merge(DistinctSketch other) {
        var union = new HllUnion(LG_REGISTERS);
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
}
