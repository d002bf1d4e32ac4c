package dev.interim.engine.simd;

import dev.interim.engine.batch.Column;
import dev.interim.engine.batch.Kind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// Eight fields a step, each in a lane of 64 bits.
///
/// Ugly on purpose: what happens to one number in a lane is what `NumberParser` does in a register,
/// but without asking; everything has to be in one method, because vectors that leave a method
/// become objects.
final class VectorNumbers implements ShortNumbers {
    private static final int LANES = 8;
    private static final int BLOCK = 64;
    private static final VarHandle EIGHT =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long POINTS = Swar.pattern((byte) '.');
    private static final long ZEROS = Swar.pattern((byte) '0');
    private static final long NOT_A_DIGIT = Swar.pattern((byte) 0x76);
    private static final long HIGH_BITS = Swar.pattern((byte) 0x80);
    private static final long LOW_SEVEN = ~HIGH_BITS;
    private static final long FIRST_TWO = 0xF0FF;
    private static final long ZERO_AND_DIGIT = 0x3030;
    private static final long ONES = Swar.pattern((byte) 1);
    private static final long PAIRS = 0x0000_00FF_0000_00FFL;
    private static final long OF_HIGH_PAIRS = 0x000F_4240_0000_0064L;
    private static final long OF_LOW_PAIRS = 0x0000_2710_0000_0001L;
    private static final double[] POWERS = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7};

    private static final byte INTEGER = Kind.INTEGER.code();
    private static final byte DECIMAL = Kind.DECIMAL.code();

    private final long[] words = new long[BLOCK];

    VectorNumbers() {}

    static boolean isWide() {
        return LongVector.SPECIES_PREFERRED.length() >= LANES;
    }

    @Override
    public int parse(Column column, byte[] bytes, int first, int rows, byte ofEmpty) {
        int[] from = column.from();
        int row = first;
        while (row + BLOCK <= rows && from[row + BLOCK - 1] + Long.BYTES <= bytes.length) {
            for (int i = 0; i < BLOCK; i++) {
                words[i] = Swar.word(bytes, from[row + i]);
            }
            int taken = parseBlock(column, row, ofEmpty);
            row += taken;
            if (taken < BLOCK) {
                return row;
            }
        }
        return row;
    }

    /// Parses 64 fields whose first eight bytes are in the words; answers how many were taken.
    private int parseBlock(Column column, int row, byte ofEmpty) {
        var powerBits =
                DoubleVector.fromArray(DoubleVector.SPECIES_512, POWERS, 0).reinterpretAsLongs();
        var zero = LongVector.zero(LongVector.SPECIES_512);
        var scalesSeen = zero;
        int before = column.numberCount();
        int number = before;
        int at = 0;
        for (; at < BLOCK; at += LANES) {
            var starts = IntVector.fromArray(IntVector.SPECIES_256, column.from(), row + at);
            var ends = IntVector.fromArray(IntVector.SPECIES_256, column.to(), row + at);
            var lengths =
                    (LongVector)
                            ends.sub(starts)
                                    .convertShape(VectorOperators.I2L, LongVector.SPECIES_512, 0);
            var word = LongVector.fromArray(LongVector.SPECIES_512, words, at);
            VectorMask<Long> isEmpty = lengths.eq(0);

            var lead = word.and(0xFF);
            VectorMask<Long> isNegative = lead.eq('-');
            VectorMask<Long> isSigned = isNegative.or(lead.eq('+'));
            var digits = lengths.sub(1, isSigned);
            var bits = digits.lanewise(VectorOperators.LSHL, 3);
            // the last character comes into the highest byte, the sign is cut off
            var text =
                    word.lanewise(
                            VectorOperators.LSHL, lengths.lanewise(VectorOperators.LSHL, 3).neg());
            text = text.and(zero.not().lanewise(VectorOperators.LSHL, bits.neg()));

            var other = text.lanewise(VectorOperators.XOR, POINTS);
            var points = other.and(LOW_SEVEN).add(LOW_SEVEN).or(other).or(LOW_SEVEN).not();
            VectorMask<Long> hasPoint = points.compare(VectorOperators.NE, 0);
            // everything below the point moves up by a byte
            var belowPoint = points.sub(1).and(points.not()).lanewise(VectorOperators.LSHR, 7);
            var place = belowPoint.lanewise(VectorOperators.BIT_COUNT);
            var moved =
                    text.and(belowPoint)
                            .lanewise(VectorOperators.LSHL, 8)
                            .or(
                                    text.and(
                                            belowPoint
                                                    .lanewise(VectorOperators.LSHL, 8)
                                                    .or(0xFF)
                                                    .not()));
            text = text.blend(moved, hasPoint);
            digits = digits.sub(1, hasPoint);
            var decimals =
                    zero.blend(place.lanewise(VectorOperators.LSHR, 3).neg().add(7), hasPoint);

            var kept =
                    zero.not()
                            .lanewise(
                                    VectorOperators.LSHL,
                                    digits.lanewise(VectorOperators.LSHL, 3).neg());
            var values = text.lanewise(VectorOperators.XOR, ZEROS).and(kept);
            VectorMask<Long> isWrong =
                    values.add(NOT_A_DIGIT)
                            .or(values)
                            .and(HIGH_BITS)
                            .compare(VectorOperators.NE, 0)
                            .or(digits.compare(VectorOperators.LE, 0))
                            .or(lengths.compare(VectorOperators.GT, Long.BYTES));
            if (isWrong.andNot(isEmpty).anyTrue()) {
                break;
            }

            // a zero before another digit makes a code, which is no number
            var unsigned = word.blend(word.lanewise(VectorOperators.LSHR, 8), isSigned);
            VectorMask<Long> isCode =
                    unsigned.and(FIRST_TWO)
                            .eq(ZERO_AND_DIGIT)
                            .and(lengths.sub(1, isSigned).compare(VectorOperators.GE, 2));
            if (isCode.anyTrue()) {
                break;
            }

            var pairs = values.mul(10).add(values.lanewise(VectorOperators.LSHR, 8));
            var mantissa =
                    pairs.and(PAIRS)
                            .mul(OF_HIGH_PAIRS)
                            .add(
                                    pairs.lanewise(VectorOperators.LSHR, 16)
                                            .and(PAIRS)
                                            .mul(OF_LOW_PAIRS))
                            .lanewise(VectorOperators.LSHR, 32);
            var unscaled = mantissa.lanewise(VectorOperators.NEG, isNegative);
            var whole =
                    (DoubleVector)
                            unscaled.convertShape(VectorOperators.L2D, DoubleVector.SPECIES_512, 0);
            var value = whole.div(decimals.selectFrom(powerBits).reinterpretAsDoubles());

            var scales = zero.add(1).lanewise(VectorOperators.LSHL, decimals);
            long empties = isEmpty.toLong();
            scalesSeen = scalesSeen.or(scales.blend(0, isEmpty));
            if (empties != 0) {
                VectorMask<Long> isNumber = isEmpty.not();
                unscaled = unscaled.compress(isNumber);
                value = value.compress(isNumber.cast(DoubleVector.SPECIES_512));
                decimals = decimals.compress(isNumber);
            }
            value.intoArray(column.numbers(), number);
            unscaled.intoArray(column.unscaled(), number);
            ((ByteVector) decimals.convertShape(VectorOperators.L2B, ByteVector.SPECIES_64, 0))
                    .intoArray(column.scales(), number);
            number += LANES - Long.bitCount(empties);
            long withPoint = lanes(hasPoint.toLong());
            long without = lanes(empties);
            long kinds = ((DECIMAL * ONES) & withPoint) | ((INTEGER * ONES) & ~withPoint);
            EIGHT.set(column.kinds(), row + at, ((ofEmpty * ONES) & without) | (kinds & ~without));
        }
        int added = number - before;
        int seen = added == 0 ? 0 : (int) scalesSeen.reduceLanes(VectorOperators.OR);
        column.addNumbers(added, seen);
        return at;
    }

    /// A byte of ones for each bit.
    private static long lanes(long bits) {
        return Long.expand(bits, ONES) * 0xFF;
    }
}
