package dev.interim.engine.scan.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interim.engine.batch.Batch;
import dev.interim.engine.batch.Column;
import dev.interim.engine.batch.InstantForm;
import dev.interim.engine.batch.Kind;
import dev.interim.engine.simd.ShortNumbers;
import dev.interim.engine.simd.UsualInstants;
import dev.interim.engine.simd.UsualInstantsTwins;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.Year;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsualInstantsTest {
    private static final NullTokens EMPTY = new NullTokens(List.of(""));
    private static final NullTokens WORD = new NullTokens(List.of("NA"));
    private static final int LENGTH = 19;
    private static final int BLOCK = 64;
    private static final long DAY_MICROS = 86_400_000_000L;
    private static final List<String> TIMES =
            List.of("00:00:00", "23:59:59", "24:00:00", "23:60:00", "23:59:60", "29:00:00");

    private final UsualInstants fast = UsualInstantsTwins.fastest();

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 4);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void manyAtOnceAreWhatEachIsAlone(long seed) {
        var random = new SplittableRandom(seed);
        long instants = 0;
        for (int i = 0; i < 1000; i++) {
            instants += assertSame(fields(random, i % 8), i % 5 == 0 ? EMPTY : WORD);
        }
        assertThat(instants).isGreaterThan(80_000);
    }

    @Test
    void everyByteAtEveryPlaceIsLookedAt() {
        var random = new SplittableRandom(5);
        int others = 0;
        for (int place = 0; place < LENGTH; place++) {
            for (int value = 0; value < 256; value++) {
                String[] fields = timestamps(random, 2 * BLOCK);
                int row = random.nextInt(BLOCK);
                var broken = new StringBuilder(fields[row]);
                broken.setCharAt(place, (char) value);
                fields[row] = broken.toString();
                others += assertSame(fields, EMPTY) < fields.length ? 1 : 0;
            }
        }
        assertThat(others).isGreaterThan(LENGTH * 240);
    }

    @Test
    void everyDayOfTenThousandYearsIsTheOneOfTheCalendar() {
        var values = new ValueParser(EMPTY);
        long days = 0;
        for (int year = 0; year <= 9999; year++) {
            long first = LocalDate.of(year, 1, 1).toEpochDay();
            String[] fields = new String[Year.of(year).length()];
            Arrays.setAll(fields, day -> LocalDate.ofEpochDay(first + day) + " 00:00:00");
            var column = parsed(fields, values);
            long[] expected = new long[fields.length];
            Arrays.setAll(expected, day -> (first + day) * DAY_MICROS);
            assertThat(instants(column)).isEqualTo(expected);
            days += fields.length;
        }
        assertThat(days).isEqualTo(3_652_425);
    }

    @Test
    void noMonthHasMoreDaysThanTheOneOfTheCalendar() {
        var fields = new String[BLOCK];
        Arrays.fill(fields, "2024-05-06 07:08:09");
        for (int year = 0; year <= 9999; year += year < 400 ? 1 : 25) {
            for (int month = 0; month <= 13; month++) {
                for (int day : new int[] {0, 28, 29, 30, 31, 32, 99}) {
                    fields[day % 8] = "%04d-%02d-%02dT10:11:12".formatted(year, month, day);
                    int expected = isDay(year, month, day) ? fields.length : fields.length - 1;
                    var column = parsed(fields, new ValueParser(EMPTY));
                    assertThat(column.votes(Kind.TIMESTAMP))
                            .as(fields[day % 8])
                            .isEqualTo(expected);
                    fields[day % 8] = fields[BLOCK - 1];
                }
            }
        }
    }

    private static boolean isDay(int year, int month, int day) {
        return month >= 1
                && month <= 12
                && day >= 1
                && day <= LocalDate.of(year, month, 1).lengthOfMonth();
    }

    @Test
    void everySecondOfADayIsRead() {
        String[] fields = new String[86_400];
        Arrays.setAll(
                fields,
                at -> "1970-01-01T%02d:%02d:%02d".formatted(at / 3600, at / 60 % 60, at % 60));
        var column = parsed(fields, new ValueParser(EMPTY));
        assertThat(instants(column))
                .isEqualTo(LongStream.range(0, 86_400).map(at -> at * 1_000_000).toArray());
    }

    @Test
    void hoursMinutesAndSecondsThatAreNoneAreNotTimestamps() {
        for (String time : TIMES) {
            String[] fields = timestamps(new SplittableRandom(6), BLOCK);
            fields[13] = "2023-02-28 " + time;
            int expected = TIMES.indexOf(time) < 2 ? BLOCK : BLOCK - 1;
            assertThat(assertSame(fields, EMPTY)).as(time).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2023-02-29", "1900-02-29", "2023-04-31", "2023-13-01", "2023-00-10"})
    void daysThatAreNoneAreNotTimestamps(String day) {
        String[] fields = timestamps(new SplittableRandom(7), BLOCK);
        fields[42] = day + "T09:18:52";
        assertThat(assertSame(fields, EMPTY)).isEqualTo(BLOCK - 1);
    }

    @Test
    void formsAreCountedAmongEmptyFields() {
        String[] fields = new String[2 * BLOCK];
        Arrays.setAll(
                fields,
                row ->
                        switch (row % 3) {
                            case 0 -> "2026-04-18 09:18:52";
                            case 1 -> "2026-04-18T09:18:52";
                            default -> "";
                        });
        var column = parsed(fields, new ValueParser(EMPTY));
        assertThat(column.instantForms()[InstantForm.ofTimestamp(0, true, 1, InstantForm.LOCAL)])
                .isEqualTo(43);
        assertThat(column.instantForms()[InstantForm.ofTimestamp(0, false, 1, InstantForm.LOCAL)])
                .isEqualTo(43);
        assertThat(column.votes(Kind.NULL)).isEqualTo(42);
    }

    @Test
    void whatFollowsAnEmptyFieldIsNotCounted() {
        String[] fields = new String[BLOCK];
        Arrays.fill(fields, "2026-04-18 09:18:52");
        byte[] bytes = bytes(fields);
        var column = column(fields, bytes);
        for (int row = 0; row < BLOCK; row += 2) {
            column.to()[row] = column.from()[row];
        }
        new ValueParser(EMPTY).parse(column, bytes, BLOCK);
        assertThat(Arrays.stream(column.instantForms()).sum()).isEqualTo(BLOCK / 2);
        assertThat(column.instantForms()[InstantForm.ofTimestamp(0, true, 1, InstantForm.LOCAL)])
                .isEqualTo(BLOCK / 2);
        assertThat(column.instantCount()).isEqualTo(BLOCK / 2);
    }

    @Test
    void theBytesMayEndWithTheBlock() {
        for (int empties = 0; empties < 9; empties++) {
            String[] fields = timestamps(new SplittableRandom(9), BLOCK);
            Arrays.fill(fields, BLOCK - empties, BLOCK, "");
            assertThat(assertSame(fields, EMPTY)).isEqualTo(BLOCK - empties);
        }
    }

    @Test
    void blocksOfTimestampsAreTakenAtOnce() {
        assumeTrue(UsualInstantsTwins.areTwo(), "without wide vectors there is one way");
        String[] fields = timestamps(new SplittableRandom(8), 3 * BLOCK + 5);
        assertThat(taken(fields)).isEqualTo(3 * BLOCK);
        fields[BLOCK + 21] = "2023-02-29 00:00:00";
        assertThat(taken(fields)).isEqualTo(BLOCK + 16);
    }

    private int taken(String[] fields) {
        byte[] bytes = bytes(fields);
        var column = column(fields, bytes);
        column.expectValues(fields.length);
        return fast.parse(column, bytes, 0, fields.length, Kind.NULL.code());
    }

    private static String[] timestamps(SplittableRandom random, int rows) {
        String[] fields = new String[rows];
        Arrays.setAll(fields, row -> timestamp(random, 31));
        return fields;
    }

    private static String[] fields(SplittableRandom random, int sort) {
        String[] fields = new String[random.nextInt(1, 300)];
        Arrays.setAll(fields, row -> field(random, sort));
        return fields;
    }

    /// Columns mostly of timestamps, some of them with empty fields, other dates or anything.
    private static String field(SplittableRandom random, int sort) {
        int chance = random.nextInt(1000);
        if (sort >= 2 && chance < 100) {
            return "";
        }
        if (sort >= 4 && chance < 105) {
            return other(random);
        }
        if (sort >= 6 && chance < 110) {
            return broken(random);
        }
        if (sort == 7 && chance < 130) {
            return String.valueOf(random.nextInt(100_000));
        }
        // not all of them are days, where the month has fewer
        return timestamp(random, sort % 2 == 0 ? 28 : random.nextInt(8) == 0 ? 31 : 29);
    }

    private static String timestamp(SplittableRandom random, int longest) {
        int year = random.nextInt(4) == 0 ? random.nextInt(10_000) : random.nextInt(1990, 2030);
        int month = random.nextInt(1, 13);
        int most = longest == 31 ? LocalDate.of(year, month, 1).lengthOfMonth() : longest;
        return "%04d-%02d-%02d%s%02d:%02d:%02d"
                .formatted(
                        year,
                        month,
                        random.nextInt(1, most + 1),
                        random.nextBoolean() ? " " : "T",
                        random.nextInt(24),
                        random.nextInt(60),
                        random.nextInt(60));
    }

    private static String other(SplittableRandom random) {
        String usual = timestamp(random, 28);
        return switch (random.nextInt(6)) {
            case 0 -> usual.substring(0, 10);
            case 1 -> usual.substring(0, 16);
            case 2 -> usual + "Z";
            case 3 -> usual + ".250";
            case 4 -> usual.replace('-', '/');
            default -> usual + "+02:00";
        };
    }

    private static String broken(SplittableRandom random) {
        var text = new StringBuilder(timestamp(random, 31));
        text.setCharAt(random.nextInt(LENGTH), (char) random.nextInt(256));
        return text.toString();
    }

    /// @return how many dates and timestamps there were
    private int assertSame(String[] fields, NullTokens nulls) {
        var numbers = ShortNumbers.fastest();
        var one = parsed(fields, new ValueParser(nulls, numbers, UsualInstantsTwins.plain()));
        var many = parsed(fields, new ValueParser(nulls, numbers, fast));
        String all = String.join(",", fields);
        int rows = fields.length;
        assertThat(Arrays.copyOf(many.kinds(), rows))
                .as(all)
                .isEqualTo(Arrays.copyOf(one.kinds(), rows));
        assertThat(instants(many)).as(all).isEqualTo(instants(one));
        assertThat(many.instantForms()).as(all).isEqualTo(one.instantForms());
        assertThat(numbers(many)).as(all).isEqualTo(numbers(one));
        for (Kind kind : Kind.values()) {
            assertThat(many.votes(kind)).as(all).isEqualTo(one.votes(kind));
        }
        return one.instantCount();
    }

    private static long[] instants(Column column) {
        return Arrays.copyOf(column.instants(), column.instantCount());
    }

    private static double[] numbers(Column column) {
        return Arrays.copyOf(column.numbers(), column.numberCount());
    }

    private static Column parsed(String[] fields, ValueParser parser) {
        byte[] bytes = bytes(fields);
        var column = column(fields, bytes);
        parser.parse(column, bytes, fields.length);
        return column;
    }

    /// Nothing follows the last field: near the end whole words would reach too far.
    private static byte[] bytes(String[] fields) {
        return String.join(",", fields).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Column column(String[] fields, byte[] bytes) {
        var batch = new Batch();
        batch.start(bytes);
        batch.open(1, fields.length);
        var column = batch.column(0);
        int at = 0;
        for (int row = 0; row < fields.length; row++) {
            column.from()[row] = at;
            at += fields[row].length();
            column.to()[row] = at++;
        }
        return column;
    }
}
