package dev.interim.engine.scan.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.batch.Batch;
import dev.interim.engine.batch.Column;
import dev.interim.engine.batch.Kind;
import dev.interim.engine.simd.ShortNumbers;
import dev.interim.engine.simd.ShortNumbersTwins;
import dev.interim.engine.simd.UsualInstantsTwins;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShortNumbersTest {
    private static final NullTokens EMPTY = new NullTokens(List.of(""));
    private static final String CHARACTERS = "0123456789.+-e ";

    private final ShortNumbers fast = ShortNumbersTwins.others().findFirst().orElseThrow();

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 4);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void manyAtOnceAreWhatEachIsAlone(long seed) {
        var random = new SplittableRandom(seed);
        long numbers = 0;
        for (int i = 0; i < 3000; i++) {
            var fields = fields(random, i % 7);
            var nulls = i % 5 == 0 ? new NullTokens(List.of("")) : new NullTokens(List.of("NA"));
            numbers += assertSame(fields, nulls);
        }
        assertThat(numbers).isGreaterThan(100_000);
    }

    @Test
    void everyPlaceOfSignAndPointIsRead() {
        var random = new SplittableRandom(9);
        for (String sign : List.of("", "-", "+")) {
            for (int digits = 0; digits <= 9; digits++) {
                for (int point = -1; point <= digits; point++) {
                    int count = digits;
                    int place = point;
                    String[] fields = new String[64];
                    Arrays.setAll(fields, row -> sign + number(random, count, place));
                    assertSame(fields, EMPTY);
                }
            }
        }
    }

    @Test
    void theSignOfZeroIsTheSameEitherWay() {
        String[] fields = new String[128];
        Arrays.setAll(fields, row -> List.of("-0", "0", "+0", "-0.0", "0.00", "-.0").get(row % 6));
        assertSame(fields, EMPTY);
    }

    private static String[] fields(SplittableRandom random, int sort) {
        String[] fields = new String[random.nextInt(1, 300)];
        int most = random.nextInt(1, 9);
        Arrays.setAll(fields, row -> field(random, sort, most));
        return fields;
    }

    /// Columns mostly of numbers, some of them with empty fields, long numbers or anything.
    private static String field(SplittableRandom random, int sort, int most) {
        int chance = random.nextInt(100);
        if (sort >= 2 && chance < 10) {
            return "";
        }
        if (sort >= 4 && chance < 12) {
            return number(random, random.nextInt(9, 20), random.nextInt(-1, 9));
        }
        if (sort >= 5 && chance < (sort == 5 ? 14 : 60)) {
            return any(random);
        }
        String sign = sort % 2 == 1 && random.nextInt(4) == 0 ? "-" : "";
        int digits = random.nextInt(1, most + 1);
        return sign + number(random, digits, sort == 0 ? -1 : random.nextInt(-1, digits + 1));
    }

    private static String any(SplittableRandom random) {
        var text = new StringBuilder();
        for (int left = random.nextInt(10); left > 0; left--) {
            text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return text.toString();
    }

    private static String number(SplittableRandom random, int digits, int point) {
        var text = new StringBuilder();
        for (int i = 0; i <= digits; i++) {
            text.append(i == point ? "." : "");
            text.append(i == digits ? "" : String.valueOf(random.nextInt(10)));
        }
        return text.toString();
    }

    /// @return how many numbers there were
    private int assertSame(String[] fields, NullTokens nulls) {
        String all = String.join(",", fields) + ",";
        byte[] bytes = all.getBytes(StandardCharsets.US_ASCII);
        var instants = UsualInstantsTwins.plain();
        var plain = new ValueParser(nulls, ShortNumbersTwins.plain(), instants);
        var one = parsed(fields, bytes, plain);
        var many = parsed(fields, bytes, new ValueParser(nulls, fast, instants));
        int rows = fields.length;
        int count = one.numberCount();
        assertThat(many.numberCount()).as(all).isEqualTo(count);
        assertThat(Arrays.copyOf(many.kinds(), rows))
                .as(all)
                .isEqualTo(Arrays.copyOf(one.kinds(), rows));
        assertThat(bits(many)).as(all).isEqualTo(bits(one));
        assertThat(Arrays.copyOf(many.unscaled(), count))
                .as(all)
                .isEqualTo(Arrays.copyOf(one.unscaled(), count));
        assertThat(Arrays.copyOf(many.scales(), count))
                .as(all)
                .isEqualTo(Arrays.copyOf(one.scales(), count));
        assertThat(many.uniformScale()).as(all).isEqualTo(one.uniformScale());
        for (Kind kind : Kind.values()) {
            assertThat(many.votes(kind)).as(all).isEqualTo(one.votes(kind));
        }
        return count;
    }

    private static long[] bits(Column column) {
        return Arrays.stream(column.numbers(), 0, column.numberCount())
                .mapToLong(Double::doubleToRawLongBits)
                .toArray();
    }

    private static Column parsed(String[] fields, byte[] bytes, ValueParser parser) {
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
        parser.parse(column, bytes, fields.length);
        batch.finish(fields.length);
        return column;
    }
}
