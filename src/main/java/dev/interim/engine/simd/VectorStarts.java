package dev.interim.engine.simd;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Eight texts a step, each in a lane of 64 bits.
final class VectorStarts implements Starts {
    private static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_512;
    private static final int LANES = 8;

    private final ScalarStarts nearTheEnd = new ScalarStarts();
    private final long[] words = new long[COUNT];

    VectorStarts() {}

    static boolean isWide() {
        return LongVector.SPECIES_PREFERRED.length() >= LANES;
    }

    @Override
    public long beyond(
            byte[] bytes,
            int[] from,
            int[] to,
            int first,
            long low,
            int lowLength,
            long high,
            int highLength) {
        if (from[first + COUNT - 1] + Long.BYTES > bytes.length) {
            return nearTheEnd.beyond(bytes, from, to, first, low, lowLength, high, highLength);
        }
        for (int i = 0; i < COUNT; i++) {
            words[i] = Swar.word(bytes, from[first + i]);
        }
        var all = LongVector.broadcast(SPECIES, -1);
        long beyond = 0;
        for (int at = 0; at < COUNT; at += LANES) {
            var starts = IntVector.fromArray(IntVector.SPECIES_256, from, first + at);
            var ends = IntVector.fromArray(IntVector.SPECIES_256, to, first + at);
            var length =
                    (LongVector) ends.sub(starts).convertShape(VectorOperators.I2L, SPECIES, 0);
            var bits = length.lanewise(VectorOperators.LSHL, 3);
            var wanted =
                    all.lanewise(VectorOperators.LSHL, bits)
                            .not()
                            .blend(all, length.compare(VectorOperators.GE, Long.BYTES));
            var start =
                    LongVector.fromArray(SPECIES, words, at)
                            .and(wanted)
                            .lanewise(VectorOperators.REVERSE_BYTES)
                            .lanewise(VectorOperators.XOR, Long.MIN_VALUE);
            VectorMask<Long> isBeyond =
                    start.compare(VectorOperators.LT, low)
                            .or(start.compare(VectorOperators.GT, high))
                            .or(
                                    start.compare(VectorOperators.EQ, low)
                                            .and(length.compare(VectorOperators.NE, lowLength)))
                            .or(
                                    start.compare(VectorOperators.EQ, high)
                                            .and(length.compare(VectorOperators.NE, highLength)));
            beyond |= isBeyond.toLong() << at;
        }
        return beyond;
    }
}
