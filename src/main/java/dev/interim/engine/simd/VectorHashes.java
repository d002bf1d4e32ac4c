package dev.interim.engine.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Eight values a step, each in a lane of 64 bits; texts that take more than one step are hashed
/// alone.
///
/// Vectors leave a method only where it is small enough to become part of its caller: else they
/// become objects.
final class VectorHashes implements Hashes {
    private static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_512;
    private static final int LANES = 8;
    private static final int BLOCK = 64;

    private final long[] low = new long[BLOCK];
    private final long[] high = new long[BLOCK];
    private final int[] lengths = new int[BLOCK];

    VectorHashes() {}

    static boolean isWide() {
        return LongVector.SPECIES_PREFERRED.length() >= LANES;
    }

    @Override
    public void numbers(double[] values, int count, long seed, long[] into) {
        int i = 0;
        for (; i <= count - LANES; i += LANES) {
            var bits = DoubleVector.fromArray(DoubleVector.SPECIES_512, values, i);
            mixed(bits.reinterpretAsLongs().lanewise(VectorOperators.XOR, seed)).intoArray(into, i);
        }
        for (; i < count; i++) {
            into[i] = Mixing.mix(Double.doubleToRawLongBits(values[i]) ^ seed);
        }
    }

    @Override
    public void values(long[] values, int count, long seed, long[] into) {
        int i = 0;
        for (; i <= count - LANES; i += LANES) {
            var bits = LongVector.fromArray(SPECIES, values, i);
            mixed(bits.lanewise(VectorOperators.XOR, seed)).intoArray(into, i);
        }
        for (; i < count; i++) {
            into[i] = Mixing.mix(values[i] ^ seed);
        }
    }

    @Override
    public void texts(byte[] bytes, int[] from, int[] to, int[] rows, int count, long[] into) {
        int block = 0;
        while (block <= count - BLOCK
                && from[rows[block + BLOCK - 1]] + Mixing.WIDTH <= bytes.length) {
            for (int i = 0; i < BLOCK; i++) {
                int row = rows[block + i];
                int start = from[row];
                low[i] = Swar.word(bytes, start);
                high[i] = Swar.word(bytes, start + Long.BYTES);
                lengths[i] = to[row] - start;
            }
            long longer = hashBlock(into, block);
            for (; longer != 0; longer &= longer - 1) {
                int i = block + Long.numberOfTrailingZeros(longer);
                into[i] = Mixing.text(bytes, from[rows[i]], to[rows[i]]);
            }
            block += BLOCK;
        }
        ScalarHashes.texts(bytes, from, to, rows, block, count, into);
    }

    /// Answers which of the texts are longer.
    private long hashBlock(long[] into, int block) {
        var none = LongVector.zero(SPECIES);
        var all = none.not();
        long longer = 0;
        for (int at = 0; at < BLOCK; at += LANES) {
            var length =
                    (LongVector)
                            IntVector.fromArray(IntVector.SPECIES_256, lengths, at)
                                    .convertShape(VectorOperators.I2L, SPECIES, 0);
            var bits = length.lanewise(VectorOperators.LSHL, 3);
            // the same for both halves, where there is something of them
            var wanted = none.add(1).lanewise(VectorOperators.LSHL, bits).sub(1);
            var inLow = wanted.blend(all, length.compare(VectorOperators.GE, Long.BYTES));
            var inHigh =
                    wanted.blend(none, length.compare(VectorOperators.LE, Long.BYTES))
                            .blend(all, length.compare(VectorOperators.GE, Mixing.WIDTH));
            var state = length.lanewise(VectorOperators.XOR, Mixing.TEXT);
            var first =
                    LongVector.fromArray(SPECIES, low, at)
                            .and(inLow)
                            .lanewise(VectorOperators.XOR, state)
                            .mul(Mixing.LOW);
            var second =
                    LongVector.fromArray(SPECIES, high, at)
                            .and(inHigh)
                            .mul(Mixing.HIGH)
                            .lanewise(VectorOperators.ROL, Mixing.HALF);
            mixed(first.lanewise(VectorOperators.XOR, second)).intoArray(into, block + at);
            longer |= length.compare(VectorOperators.GT, Mixing.WIDTH).toLong() << at;
        }
        return longer;
    }

    private static LongVector mixed(LongVector value) {
        var z = value.add(Mixing.STEP);
        z = z.lanewise(VectorOperators.XOR, z.lanewise(VectorOperators.LSHR, 30)).mul(Mixing.FIRST);
        z =
                z.lanewise(VectorOperators.XOR, z.lanewise(VectorOperators.LSHR, 27))
                        .mul(Mixing.SECOND);
        return z.lanewise(VectorOperators.XOR, z.lanewise(VectorOperators.LSHR, 31));
    }
}
