package dev.interim.engine.simd;

import dev.interim.engine.batch.Column;
import dev.interim.engine.batch.Kind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Eight texts a step, each in a lane of 64 bits.
final class VectorStarts implements Starts {
    private static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_512;
    private static final int LANES = 8;

    private static final byte TEXT = Kind.TEXT.code();
    private static final int INTS = 16;
    private static final int BYTES = 64;
    private static final boolean HAS_TABLES = Simd.movesBytes();
    private static final VarHandle PAIR =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private final ScalarStarts scalar = new ScalarStarts();
    private final long[] words = new long[COUNT];
    private final byte[] pairs = new byte[2 * COUNT];

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
            return scalar.beyond(bytes, from, to, first, low, lowLength, high, highLength);
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

    @Override
    public long texts(Column column, byte[] bytes, int first, byte ofEmpty, Beginnings so) {
        if (!HAS_TABLES) {
            return scalar.texts(column, bytes, first, ofEmpty, so);
        }
        int[] from = column.from();
        byte[] kinds = column.kinds();
        Arrays.fill(kinds, first, first + COUNT, TEXT);
        long empty = empty(from, column.to(), first);
        for (long left = empty; left != 0; left &= left - 1) {
            kinds[first + Long.numberOfTrailingZeros(left)] = ofEmpty;
        }
        byte[] two = pairs;
        for (int i = 0; i < COUNT; i++) {
            PAIR.set(two, 2 * i, (short) PAIR.get(bytes, from[first + i]));
        }
        return (beginning(so, 0) | beginning(so, BYTES) << (BYTES / 2)) & ~empty;
    }

    private static long empty(int[] from, int[] to, int first) {
        long empty = 0;
        for (int at = 0; at < COUNT; at += INTS) {
            var starts = IntVector.fromArray(IntVector.SPECIES_512, from, first + at);
            var ends = IntVector.fromArray(IntVector.SPECIES_512, to, first + at);
            empty |= starts.eq(ends).toLong() << at;
        }
        return empty;
    }

    /// Of 32 pairs of bytes.
    private long beginning(Beginnings so, int at) {
        var both = ByteVector.fromArray(ByteVector.SPECIES_512, pairs, at);
        var low = ByteVector.fromArray(ByteVector.SPECIES_512, so.ofFirst, 0);
        var high = ByteVector.fromArray(ByteVector.SPECIES_512, so.ofFirst, BYTES);
        var firsts =
                both.selectFrom(low, high)
                        .blend(so.ofFirst[2 * BYTES], both.test(VectorOperators.IS_NEGATIVE))
                        .reinterpretAsShorts();
        var seconds =
                both.selectFrom(ByteVector.fromArray(ByteVector.SPECIES_512, so.ofSecond, 0))
                        .reinterpretAsShorts()
                        .lanewise(VectorOperators.LSHR, Byte.SIZE);
        return firsts.and(seconds).compare(VectorOperators.NE, (short) 0).toLong();
    }
}
