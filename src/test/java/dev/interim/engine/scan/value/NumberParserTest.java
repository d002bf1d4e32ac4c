package dev.interim.engine.scan.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.batch.Column;
import dev.interim.engine.batch.Kind;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberParserTest {
    private static final Pattern GRAMMAR =
            Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?");
    private static final Pattern HUGE_EXPONENT = Pattern.compile("[eE][+-]?[0-9]{5}");
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");

    private final NumberParser parser = new NumberParser();

    @ParameterizedTest(
            name = "digits and exponents of seed {0} are read as Double.parseDouble reads them")
    @ValueSource(longs = {1, 2, 3, 4})
    void randomNumbersAreCorrectlyRounded(long seed) {
        var random = new SplittableRandom(seed);
        int accepted = 0;
        for (int i = 0; i < 250_000; i++) {
            accepted += check(randomNumber(random)) ? 1 : 0;
        }
        assertThat(accepted).isGreaterThan(200_000);
    }

    @ParameterizedTest(
            name = "texts near halfway between two doubles of seed {0} are rounded right")
    @ValueSource(longs = {5, 6})
    void halfwayCasesAreCorrectlyRounded(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 4_000; i++) {
            double low = randomDouble(random);
            var half = BigDecimal.valueOf(0.5);
            var middle = new BigDecimal(low).add(new BigDecimal(Math.nextUp(low))).multiply(half);
            String text = random.nextBoolean() ? middle.toString() : middle.toPlainString();
            assertThat(check(text)).as(text).isTrue();
            if (text.indexOf('E') < 0) {
                String point = text.indexOf('.') < 0 ? "." : "";
                check(text + point + "0001");
                check(text.substring(0, text.length() - 1) + "4" + point + "9999999");
            }
            int digits = 15 + random.nextInt(4);
            check(new BigDecimal(low).round(new MathContext(digits)).toString());
            check(Double.toString(low));
        }
    }

    @Test
    void bordersOfTheFastPathAreCorrectlyRounded() {
        int checked = 0;
        for (long mantissa :
                new long[] {
                    1,
                    9,
                    (1L << 53) - 1,
                    1L << 53,
                    (1L << 53) + 1,
                    (1L << 53) + 3,
                    (1L << 54) + 2,
                    99_999_999_999_999_999L,
                    999_999_999_999_999_999L
                }) {
            for (int exponent = -400; exponent <= 330; exponent++) {
                check(mantissa + "e" + exponent);
                check("-" + mantissa + ".5E+" + Math.abs(exponent));
                check("0." + mantissa + "e" + exponent);
                check(mantissa + "." + mantissa + "e" + exponent);
                checked++;
            }
        }
        assertThat(checked).isEqualTo(9 * 731);
        check("9223372036854775807");
        check("9223372036854775808");
        check("18446744073709551616");
        check("4.9e-324");
        check("2.4703282292062327e-324");
        check("2.4703282292062328e-324");
        check("2.2250738585072011e-308");
        check("1.7976931348623157e308");
        check("1.7976931348623158e308");
        check("1.7976931348623159e308");
    }

    @Test
    void longTextsAreCorrectlyRounded() {
        for (int length : new int[] {99_990, 100_000, 100_010, 200_000}) {
            String zeros = "0".repeat(length);
            assertThat(parsed("0." + zeros + "1e" + (length + 1))).isEqualTo(1.0);
            assertThat(parsed("0." + zeros + "25e" + (length + 11))).isEqualTo(2.5e10);
            assertThat(parsed("1" + zeros + "e-" + length)).isEqualTo(1.0);
            assertThat(parsed(zeros + "7." + zeros)).isEqualTo(7.0);
        }
        assertThat(parsed("0e" + "9".repeat(40))).isZero();
        assertThat(parsed("5e-" + "9".repeat(40))).isZero();
        assertThat(parse("5e" + "9".repeat(40))).isFalse();
        assertThat(parse("9".repeat(400))).isFalse();
        assertThat(parsed("9".repeat(300))).isEqualTo(1e300);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+",
                "-",
                ".",
                "-.",
                "+.e1",
                "e5",
                ".e5",
                "1e",
                "1e+",
                "1e-",
                "1E",
                "--1",
                "+-1",
                "1-",
                "1+",
                "1 ",
                " 1",
                "1,5",
                "1_000",
                "1.2.3",
                "1e5.5",
                "1e5e5",
                "0x1p3",
                "0x10",
                "1d",
                "1f",
                "1L",
                "1D",
                "1F",
                "NaN",
                "Infinity",
                "-Infinity",
                "inf",
                "nan",
                "١٢",
                "１２",
                "1\u0000",
                "1\n",
                "½",
                "1e٢",
                "1é",
                "é1",
                "٫5",
                "1\u00A0",
                "−1"
            })
    void whatIsNoDecimalNumberIsRefused(String text) {
        assertThat(parse(text)).isFalse();
    }

    @ParameterizedTest(
            name = "mutilated numbers of seed {0} are refused exactly as the grammar says")
    @ValueSource(longs = {7, 8})
    void refusalsFollowTheGrammar(long seed) {
        var random = new SplittableRandom(seed);
        String strange = "xXpPdDfFlL_ .+-eE0NaInftyé٢,;\t";
        int refused = 0;
        for (int i = 0; i < 60_000; i++) {
            var text = new StringBuilder(randomNumber(random));
            for (int times = random.nextInt(3); times >= 0; times--) {
                text.insert(
                        random.nextInt(text.length() + 1),
                        strange.charAt(random.nextInt(strange.length())));
            }
            refused += check(text.toString()) ? 0 : 1;
        }
        assertThat(refused).isBetween(20_000, 59_000);
    }

    @ParameterizedTest
    @CsvSource({
        "1,INTEGER", "-1,INTEGER", "+0,INTEGER", "007,INTEGER", "12345678901234567890123,INTEGER",
        "1.,DECIMAL", ".5,DECIMAL", "1.0,DECIMAL", "1e3,DECIMAL", "-1E-3,DECIMAL"
    })
    void onlySignAndDigitsAreAnInteger(String text, Kind kind) {
        assertThat(parse(text)).isTrue();
        assertThat(parser.isInteger()).isEqualTo(kind == Kind.INTEGER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0", "-0.0", "-0e5", "-.0", "-1e-400", "-0000000000000000000000000"})
    void zeroHasNoSign(String text) {
        assertThat(Double.doubleToRawLongBits(parsed(text))).isZero();
    }

    /// Compares with the grammar as a pattern, with Double.parseDouble and with BigDecimal.
    private boolean check(String text) {
        boolean isNumber = GRAMMAR.matcher(text).matches();
        double wanted = isNumber ? Double.parseDouble(text) : Double.NaN;
        boolean accepted = parse(text);
        if (accepted != Double.isFinite(wanted)) {
            assertThat(accepted).as(text).isEqualTo(Double.isFinite(wanted));
        }
        if (accepted) {
            if (parser.value() != wanted) {
                assertThat(parser.value()).as(text).isEqualTo(wanted);
            }
            if (text.length() % 4 == 0 && !HUGE_EXPONENT.matcher(text).find()) {
                assertThat(new BigDecimal(text).doubleValue()).as(text).isEqualTo(wanted);
            }
            boolean isInteger = INTEGER.matcher(text).matches();
            if (isInteger != parser.isInteger()) {
                assertThat(parser.isInteger()).as(text).isEqualTo(isInteger);
            }
            checkDecimal(text);
        }
        return accepted;
    }

    private double parsed(String text) {
        assertThat(parse(text)).as("is a number").isTrue();
        return parser.value();
    }

    /// The number stands between digits that must not be looked at: once with many behind it, as in
    /// the middle of a chunk, where eight bytes can be read at once, and once with none, as at its
    /// end.
    private boolean parse(String text) {
        byte[] number = text.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[number.length + 17];
        Arrays.fill(bytes, (byte) '9');
        System.arraycopy(number, 0, bytes, 1, number.length);
        boolean atEnd = parser.parse(Arrays.copyOf(bytes, number.length + 1), 1, number.length + 1);
        double value = parser.value();
        long unscaled = parser.unscaled();
        byte scale = parser.scale();
        boolean isInteger = parser.isInteger();
        boolean inside = parser.parse(bytes, 1, number.length + 1);
        boolean isSame =
                atEnd == inside
                        && (!atEnd
                                || (value == parser.value()
                                        && unscaled == parser.unscaled()
                                        && scale == parser.scale()
                                        && isInteger == parser.isInteger()));
        if (!isSame) {
            assertThat(isSame).as(text).isTrue();
        }
        return inside;
    }

    private static double randomDouble(SplittableRandom random) {
        while (true) {
            double value =
                    random.nextInt(4) == 0
                            ? Double.longBitsToDouble(random.nextLong() & 0x001F_FFFF_FFFF_FFFFL)
                            : Double.longBitsToDouble(random.nextLong());
            if (Math.abs(value) < Double.MAX_VALUE / 2) {
                return value;
            }
        }
    }

    private static String randomNumber(SplittableRandom random) {
        var text = new StringBuilder();
        if (random.nextInt(3) == 0) {
            text.append(random.nextBoolean() ? '-' : '+');
        }
        int digits = 1 + random.nextInt(random.nextInt(8) == 0 ? 30 : 19);
        int point = random.nextInt(3) == 0 ? -1 : random.nextInt(digits + 1);
        for (int i = 0; i < digits; i++) {
            if (i == point) {
                text.append('.');
            }
            text.append((char) ('0' + (random.nextInt(4) == 0 ? 0 : random.nextInt(10))));
        }
        if (point == digits) {
            text.append('.');
        }
        if (random.nextInt(3) == 0) {
            int range = random.nextBoolean() ? 30 : 350;
            text.append(random.nextBoolean() ? 'e' : 'E').append(random.nextInt(-range, range));
        }
        return text.toString();
    }

    /// The exact decimal form is the number itself.
    private void checkDecimal(String text) {
        if (parser.scale() != Column.INEXACT && !HUGE_EXPONENT.matcher(text).find()) {
            var decimal = BigDecimal.valueOf(parser.unscaled(), parser.scale());
            if (decimal.compareTo(new BigDecimal(text)) != 0) {
                assertThat(decimal).as(text).isEqualByComparingTo(text);
            }
        }
    }
}
