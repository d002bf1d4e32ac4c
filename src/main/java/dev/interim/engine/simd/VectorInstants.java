package dev.interim.engine.simd;

import dev.interim.engine.batch.Column;
import dev.interim.engine.batch.InstantForm;
import dev.interim.engine.batch.Kind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// Eight timestamps a step, each in a lane of 64 bits.
///
/// Ugly on purpose, like [VectorNumbers] and for the same reason. Every lane is computed to its
/// end, whatever it holds; what is wrong with it is collected on the way.
final class VectorInstants implements UsualInstants {
    private static final int LANES = 8;
    private static final int BLOCK = 64;
    private static final int LENGTH = 19;
    private static final int TO_DAY = 3;
    private static final int TO_TIME = 11;
    private static final VarHandle EIGHT =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long YEAR_AND_MONTH = characters("0000-00-");
    private static final long TIME = characters("00:00:00");
    private static final long DATE_SEPARATORS = 0xFF00_00FF_0000_0000L;
    private static final long TIME_SEPARATORS = 0x0000_FF00_00FF_0000L;
    private static final long DAY = 0x3030;
    private static final long NOT_A_DIGIT = Swar.pattern((byte) 0x76);
    private static final long HIGH_BITS = Swar.pattern((byte) 0x80);
    private static final long ONES = Swar.pattern((byte) 1);

    // Of century, year of it and month, and of hour, minute and second: where they are, and what
    // lifts one that is too great into the high bit.
    private static final long DATE_PAIRS = 0x0000_FF00_00FF_00FFL;
    private static final long DATE_LIMITS = (127L - 12) << 40;
    private static final long TIME_PAIRS = 0x00FF_0000_FF00_00FFL;
    private static final long TIME_LIMITS = ((127L - 59) << 48) | ((127L - 59) << 24) | (127L - 23);

    private static final long SECOND_MICROS = 1_000_000L;
    private static final long MINUTE_MICROS = 60 * SECOND_MICROS;
    private static final long HOUR_MICROS = 60 * MINUTE_MICROS;
    private static final long DAY_MICROS = 24 * HOUR_MICROS;

    private static final byte TIMESTAMP = Kind.TIMESTAMP.code();
    private static final int WITH_BLANK = InstantForm.ofTimestamp(0, true, 1, InstantForm.LOCAL);
    private static final int WITH_T = InstantForm.ofTimestamp(0, false, 1, InstantForm.LOCAL);

    private final long[] dates = new long[BLOCK];
    private final long[] days = new long[BLOCK];
    private final long[] times = new long[BLOCK];

    VectorInstants() {}

    static boolean isWide() {
        return LongVector.SPECIES_PREFERRED.length() >= LANES;
    }

    @Override
    public int parse(Column column, byte[] bytes, int first, int rows, byte ofEmpty) {
        int[] from = column.from();
        int[] to = column.to();
        int row = first;
        while (row + BLOCK <= rows
                && mayBe(to[row] - from[row])
                && from[row + BLOCK - 1] + LENGTH <= bytes.length) {
            for (int i = 0; i < BLOCK; i++) {
                int start = from[row + i];
                dates[i] = Swar.word(bytes, start);
                days[i] = Swar.word(bytes, start + TO_DAY);
                times[i] = Swar.word(bytes, start + TO_TIME);
            }
            int taken = parseBlock(column, row, ofEmpty);
            row += taken;
            if (taken < BLOCK) {
                return row;
            }
        }
        return row;
    }

    /// Whether it is worth while to collect words: this is asked for columns of anything.
    private static boolean mayBe(int length) {
        return length == LENGTH || length == 0;
    }

    /// Parses 64 fields whose bytes are in the words; answers how many were taken.
    private int parseBlock(Column column, int row, byte ofEmpty) {
        int before = column.instantCount();
        int instant = before;
        int blanks = 0;
        int at = 0;
        for (; at < BLOCK; at += LANES) {
            var starts = IntVector.fromArray(IntVector.SPECIES_256, column.from(), row + at);
            var ends = IntVector.fromArray(IntVector.SPECIES_256, column.to(), row + at);
            var lengths =
                    (LongVector)
                            ends.sub(starts)
                                    .convertShape(VectorOperators.I2L, LongVector.SPECIES_512, 0);
            VectorMask<Long> isEmpty = lengths.eq(0);
            // lanes of digits hold 0 to 9 now, lanes of separators 0
            var date =
                    LongVector.fromArray(LongVector.SPECIES_512, dates, at)
                            .lanewise(VectorOperators.XOR, YEAR_AND_MONTH);
            var time =
                    LongVector.fromArray(LongVector.SPECIES_512, times, at)
                            .lanewise(VectorOperators.XOR, TIME);
            // both digits of the day and what stands behind them
            var middle =
                    LongVector.fromArray(LongVector.SPECIES_512, days, at)
                            .lanewise(VectorOperators.LSHR, 40)
                            .lanewise(VectorOperators.XOR, DAY);
            var ofDay = middle.and(0xFFFF);
            var between = middle.lanewise(VectorOperators.LSHR, 16);
            VectorMask<Long> hasBlank = between.eq(' ');

            var datePairs =
                    date.mul(10).add(date.lanewise(VectorOperators.LSHR, 8)).and(DATE_PAIRS);
            var timePairs =
                    time.mul(10).add(time.lanewise(VectorOperators.LSHR, 8)).and(TIME_PAIRS);
            var day = ofDay.mul(10).add(ofDay.lanewise(VectorOperators.LSHR, 8)).and(0xFF);
            var separators = date.and(DATE_SEPARATORS).or(time.and(TIME_SEPARATORS));
            var wrong =
                    date.or(date.add(NOT_A_DIGIT))
                            .or(time.or(time.add(NOT_A_DIGIT)))
                            .or(ofDay.or(ofDay.add(NOT_A_DIGIT)))
                            .or(datePairs.add(DATE_LIMITS))
                            .or(timePairs.add(TIME_LIMITS))
                            .and(HIGH_BITS)
                            .or(separators);

            var century = datePairs.and(0xFF);
            var ofCentury = datePairs.lanewise(VectorOperators.LSHR, 16).and(0xFF);
            var month = datePairs.lanewise(VectorOperators.LSHR, 40);
            VectorMask<Long> startsCentury = ofCentury.eq(0);
            VectorMask<Long> isFebruary = month.eq(2);
            VectorMask<Long> isLeap = ofCentury.blend(century, startsCentury).and(3).eq(0);
            // 30 or 31, as months are odd or even and change that in August
            var longest =
                    month.lanewise(VectorOperators.XOR, month.lanewise(VectorOperators.LSHR, 3))
                            .or(30)
                            .sub(2, isFebruary)
                            .add(1, isFebruary.and(isLeap));
            VectorMask<Long> isWrong =
                    wrong.compare(VectorOperators.NE, 0)
                            .or(lengths.compare(VectorOperators.NE, LENGTH))
                            .or(hasBlank.or(between.eq('T')).not())
                            .or(month.eq(0))
                            .or(day.eq(0))
                            .or(day.compare(VectorOperators.GT, longest));
            if (isWrong.andNot(isEmpty).anyTrue()) {
                break;
            }

            // years start in March, so that a leap day is their last (Neri and Schneider, Euclidean
            // affine functions and their application to calendar algorithms, 2023)
            VectorMask<Long> isBeforeMarch = month.compare(VectorOperators.LT, 3);
            var year = century.mul(100).add(ofCentury).sub(1, isBeforeMarch);
            var yearsCentury = century.sub(1, isBeforeMarch.and(startsCentury));
            var beforeMonth =
                    month.add(12, isBeforeMarch)
                            .mul(979)
                            .sub(2919)
                            .lanewise(VectorOperators.LSHR, 5);
            var epochDay =
                    year.mul(1461)
                            .lanewise(VectorOperators.ASHR, 2)
                            .sub(yearsCentury)
                            .add(yearsCentury.lanewise(VectorOperators.ASHR, 2))
                            .add(beforeMonth)
                            .add(day)
                            .sub(719_469);
            var micros =
                    epochDay.mul(DAY_MICROS)
                            .add(timePairs.and(0xFF).mul(HOUR_MICROS))
                            .add(
                                    timePairs
                                            .lanewise(VectorOperators.LSHR, 24)
                                            .and(0xFF)
                                            .mul(MINUTE_MICROS))
                            .add(timePairs.lanewise(VectorOperators.LSHR, 48).mul(SECOND_MICROS));

            long empties = isEmpty.toLong();
            if (empties != 0) {
                micros = micros.compress(isEmpty.not());
            }
            micros.intoArray(column.instants(), instant);
            instant += LANES - Long.bitCount(empties);
            blanks += Long.bitCount(hasBlank.toLong() & ~empties);
            long without = lanes(empties);
            EIGHT.set(
                    column.kinds(),
                    row + at,
                    ((ofEmpty * ONES) & without) | ((TIMESTAMP * ONES) & ~without));
        }
        column.addInstants(blanks, WITH_BLANK);
        column.addInstants(instant - before - blanks, WITH_T);
        return at;
    }

    /// A byte of ones for each bit.
    private static long lanes(long bits) {
        return Long.expand(bits, ONES) * 0xFF;
    }

    private static long characters(String eight) {
        return Swar.word(eight.getBytes(StandardCharsets.US_ASCII), 0);
    }
}
