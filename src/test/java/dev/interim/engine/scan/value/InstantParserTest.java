package dev.interim.engine.scan.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.batch.InstantForm;
import dev.interim.engine.batch.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstantParserTest {
    private static final Pattern FAR_OFFSET =
            Pattern.compile("(:[0-9]{2}[.0-9]*)[+-](1[89]|2[0-3])((:?[0-5][0-9])?)$");
    private static final DateTimeFormatter STRICT =
            DateTimeFormatter.ofPattern(
                            "uuuu-MM-dd['T'HH:mm[:ss[.SSSSSSSSS][.SSSSSSSS][.SSSSSSS][.SSSSSS]"
                                    + "[.SSSSS][.SSSS][.SSS][.SS][.S]][XXX][XX][X]]"
                                    + "[' 'HH:mm[:ss[.SSSSSSSSS][.SSSSSSSS][.SSSSSSS][.SSSSSS]"
                                    + "[.SSSSS][.SSSS][.SSS][.SS][.S]][XXX][XX][X]]")
                    .withResolverStyle(ResolverStyle.STRICT);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final InstantParser parser = new InstantParser();

    @Test
    void everyDayFromYear0To9999IsTheDayOfJavaTime() {
        LocalDate day = LocalDate.of(0, 1, 1);
        int days = 0;
        // every day of four centuries, and every seventeenth of the others
        while (day.getYear() <= 9999) {
            assertDate(day);
            days++;
            day = day.plusDays(day.getYear() >= 1700 && day.getYear() < 2100 ? 1 : 17);
        }
        assertThat(days).isGreaterThan(146_097 + 200_000);
    }

    @Test
    void everyDayWithATimeIsTheInstantOfJavaTime() {
        var random = new SplittableRandom(9);
        int days = 0;
        for (LocalDate day = LocalDate.of(1, 1, 1); day.getYear() <= 9999; days++) {
            var time = day.atTime(random.nextInt(24), random.nextInt(60), random.nextInt(60));
            String text = day + (random.nextBoolean() ? "T" : " ") + TIME.format(time);
            boolean isRight =
                    parse(text)
                            && parser.kind() == Kind.TIMESTAMP
                            && !InstantForm.isZoned(parser.form())
                            && parser.micros() == time.toEpochSecond(ZoneOffset.UTC) * 1_000_000;
            if (!isRight) {
                assertThat(isRight).as(text).isTrue();
            }
            day = day.plusDays(day.getYear() >= 1890 && day.getYear() < 2110 ? 1 : 23);
        }
        assertThat(days).isGreaterThan(80_000 + 150_000);
    }

    @ParameterizedTest
    @CsvSource({
        "2024/03/09, 2024-03-09T00:00, yyyy/MM/dd",
        "09.03.2024, 2024-03-09T00:00, dd.MM.yyyy",
        "2024-03-09, 2024-03-09T00:00, yyyy-MM-dd",
        "2024/03/09 10:11, 2024-03-09T10:11, yyyy/MM/dd HH:mm",
        "09.03.2024 10:11:12, 2024-03-09T10:11:12, dd.MM.yyyy HH:mm:ss",
        "2024-03-09T10:11:12.5Z, 2024-03-09T10:11:12.5, yyyy-MM-dd'T'HH:mm:ss.SSS'Z'",
        "2024-03-09 10:11:12, 2024-03-09T10:11:12, yyyy-MM-dd HH:mm:ss",
        "2024-03-09T10:11:12, 2024-03-09T10:11:12, yyyy-MM-dd'T'HH:mm:ss",
        "2024-03-09T10:11+02:00, 2024-03-09T08:11, yyyy-MM-dd'T'HH:mmxxx",
        "2024-03-09 10:11+0200, 2024-03-09T08:11, yyyy-MM-dd HH:mmxxx",
    })
    void formsAreTold(String text, LocalDateTime time, String form) {
        assertThat(parse(text)).isTrue();
        assertThat(parser.micros())
                .isEqualTo(
                        ChronoUnit.MICROS.between(Instant.EPOCH, time.toInstant(ZoneOffset.UTC)));
        assertThat(InstantForm.label(parser.form())).isEqualTo(form);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2023-02-29T10:00:00",
                "2024-02-30T10:00:00",
                "1900-02-29 10:00:00",
                "2024-04-31T10:00:00",
                "2024-00-10T10:00:00",
                "2024-13-10T10:00:00",
                "2024-01-00T10:00:00",
                "2024-01-32T10:00:00",
                "2024-01-10T24:00:00",
                "2024-01-10T10:60:00",
                "2024-01-10T10:00:60",
                "2024-01-10x10:00:00",
                "2024-01-10T10-00:00",
                "2024/01-10T10:00:00",
                "2024-01/10T10:00:00",
                "2024-01-1aT10:00:00",
                "202a-01-10T10:00:00",
                "2024-01-10T1a:00:00",
                "2024-01-10T10:0a:00",
                "2024-01-10T10:00:0a",
                "2024-01-10T10:00:0é",
                "2024-01-10T10:00:-1",
                "2024-01-10T99:99:99"
            })
    void wrongTimestampsOfTheUsualLengthAreRefused(String text) {
        assertThat(parse(text)).isFalse();
    }

    @Test
    void whatIsNoDayOfTheCalendarIsRefused() {
        int refused = 0;
        for (int year : new int[] {1900, 1999, 2000, 2023, 2024, 2100}) {
            for (int month = 0; month <= 14; month++) {
                for (int day = 0; day <= 40; day++) {
                    String text = "%04d-%02d-%02d".formatted(year, month, day);
                    assertThat(parse(text)).as(text).isEqualTo(isDate(text));
                    refused += parser.micros() == 0 || isDate(text) ? 0 : 1;
                }
            }
        }
        assertThat(refused).isPositive();
        assertThat(parse("2023-02-29")).isFalse();
        assertThat(parse("2024-02-29")).isTrue();
        assertThat(parse("1900-02-29")).isFalse();
        assertThat(parse("2000-02-29")).isTrue();
    }

    @ParameterizedTest(name = "times of seed {0} in all forms are those of java.time")
    @ValueSource(longs = {1, 2})
    void timesInAllFormsAreThoseOfJavaTime(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            var time =
                    LocalDateTime.ofEpochSecond(
                            random.nextLong(-60_000_000_000L, 250_000_000_000L),
                            random.nextInt(1_000_000_000),
                            ZoneOffset.UTC);
            int form = random.nextInt(4);
            var text = new StringBuilder(time.toLocalDate().toString());
            text.append(random.nextBoolean() ? 'T' : ' ');
            text.append("%02d:%02d".formatted(time.getHour(), time.getMinute()));
            time = time.truncatedTo(form == 0 ? ChronoUnit.MINUTES : ChronoUnit.NANOS);
            if (form > 0) {
                text.append(":%02d".formatted(time.getSecond()));
                time = form == 1 ? time.truncatedTo(ChronoUnit.SECONDS) : time;
            }
            if (form > 1) {
                int digits = 1 + random.nextInt(9);
                String fraction =
                        "%09d".formatted(time.get(ChronoField.NANO_OF_SECOND)).substring(0, digits);
                text.append('.').append(fraction);
                int nanos = Integer.parseInt((fraction + "00000000").substring(0, 9));
                time = time.withNano(nanos).truncatedTo(ChronoUnit.MICROS);
            }
            int minutes = random.nextInt(-18 * 60, 18 * 60 + 1);
            String zone = zone(random.nextInt(5), minutes);
            minutes = zone.isEmpty() || zone.equals("Z") ? 0 : minutesOf(zone, minutes);
            Instant wanted = time.minusMinutes(minutes).toInstant(ZoneOffset.UTC);
            String all = text + zone;
            assertThat(parse(all)).as(all).isTrue();
            assertThat(parser.kind()).isEqualTo(Kind.TIMESTAMP);
            assertThat(InstantForm.isZoned(parser.form())).as(all).isEqualTo(!zone.isEmpty());
            assertThat(instant()).as(all).isEqualTo(wanted);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2024-03-01T12:00:00Z,           2024-03-01T12:00:00Z",
        "2024-03-01T12:00:00+01:00,      2024-03-01T11:00:00Z",
        "2024-03-01T12:00:00-0130,       2024-03-01T13:30:00Z",
        "2024-03-01 00:30+02,            2024-02-29T22:30:00Z",
        "2024-12-31T23:59:59.999999999Z, 2024-12-31T23:59:59.999999Z",
        "1969-12-31T23:59:59.5,          1969-12-31T23:59:59.500Z",
        "0000-01-01T00:00,               0000-01-01T00:00:00Z",
        "0000-01-01T00:00+18:00,         -0001-12-31T06:00:00Z",
        "9999-12-31T23:59-18:00,         +10000-01-01T17:59:00Z",
    })
    void examples(String text, String wanted) {
        assertThat(parse(text)).isTrue();
        assertThat(instant()).isEqualTo(OffsetDateTime.parse(wanted).toInstant());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-13-01",
                "2024-00-01",
                "2024-01-00",
                "2024-01-32",
                "2024-1-01",
                "24-01-01",
                "2024/01-01",
                "2024-01/01",
                "01/02/2024",
                "1.02.2024",
                "01.02-2024",
                "32.12.2024",
                "2024-01-01 ",
                "2024-01-01T",
                "2024-01-01T1",
                "2024-01-01T12",
                "2024-01-01T12:",
                "2024-01-01T12:0",
                "2024-01-01T1200",
                "2024-01-01T24:00",
                "2024-01-01T24:00:00",
                "2024-01-01T12:60",
                "2024-01-01T12:00:60",
                "2024-01-01T12:00:",
                "2024-01-01T12:00:00.",
                "2024-01-01T12:00:00.1234567890",
                "2024-01-01T12:00:00.Z",
                "2024-01-01t12:00",
                "2024-01-01T12:00z",
                "2024-01-01T12:00ZZ",
                "2024-01-01T12:00Z1",
                "2024-01-01T12:00+",
                "2024-01-01T12:00+1",
                "2024-01-01T12:00+24:00",
                "2024-01-01T12:00+01:60",
                "2024-01-01T12:00+01:",
                "2024-01-01T12:00+01:3",
                "2024-01-01T12:00+013",
                "2024-01-01T12:00+01:300",
                "2024-01-01T12:00 Z",
                "2024-01-01T12:00+0a:00",
                "2024-01-01T12:00,5",
                "2024-01-01Z",
                "-2024-01-01",
                "+2024-01-01",
                "٢٠٢٤-01-01",
                "2024-0１-01",
                "2024--1-01",
                "2024-01--1",
                "2024-+1-01",
                "",
                "2",
                "2024",
                "2024-01",
                "2024-01-0"
            })
    void whatIsNoInstantIsRefused(String text) {
        assertThat(parse(text)).isFalse();
    }

    @ParameterizedTest(name = "mutilated timestamps of seed {0} are never misread")
    @ValueSource(longs = {3, 4})
    void mutilatedTimestampsAreReadAsJavaTimeOrRefused(long seed) {
        var random = new SplittableRandom(seed);
        String alphabet = "0123456789-:TZ.+ ";
        int accepted = 0;
        for (int i = 0; i < 50_000; i++) {
            var text = new StringBuilder("2024-02-29T13:05:09.25+01:30");
            text.setLength(10 + random.nextInt(text.length() - 9));
            int at = random.nextInt(text.length());
            text.setCharAt(at, alphabet.charAt(random.nextInt(alphabet.length())));
            String nearer = FAR_OFFSET.matcher(text).replaceAll("$1+01$3");
            boolean taken = parse(text.toString());
            if (taken != isInstant(nearer)) {
                assertThat(taken).as(text.toString()).isEqualTo(isInstant(nearer));
            }
            accepted += taken ? 1 : 0;
        }
        assertThat(accepted).isBetween(5_000, 45_000);
    }

    private void assertDate(LocalDate day) {
        String text = day.toString();
        if (!parse(text)
                || parser.kind() != Kind.DATE
                || InstantForm.isZoned(parser.form())
                || parser.micros() != day.toEpochDay() * 86_400_000_000L) {
            assertThat(instant()).as(text).isEqualTo(day.atStartOfDay().toInstant(ZoneOffset.UTC));
            throw new AssertionError(text);
        }
    }

    private static boolean isDate(String text) {
        try {
            LocalDate.parse(text);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    /// What java.time takes; its offsets end at 18 hours, ours at 23:59.
    private static boolean isInstant(String text) {
        try {
            STRICT.parse(text);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static String zone(int form, int minutes) {
        String sign = minutes < 0 ? "-" : "+";
        int hour = Math.abs(minutes) / 60;
        int minute = Math.abs(minutes) % 60;
        return switch (form) {
            case 0 -> "";
            case 1 -> "Z";
            case 2 -> sign + "%02d".formatted(hour);
            case 3 -> sign + "%02d%02d".formatted(hour, minute);
            default -> sign + "%02d:%02d".formatted(hour, minute);
        };
    }

    private static int minutesOf(String zone, int minutes) {
        return zone.length() == 3 ? minutes / 60 * 60 : minutes;
    }

    private Instant instant() {
        return Instant.EPOCH.plus(parser.micros(), ChronoUnit.MICROS);
    }

    /// The instant stands between digits that must not be looked at: once with many behind it,
    /// where many bytes can be read at once, and once with none, as at the end of a chunk.
    private boolean parse(String text) {
        byte[] instant = text.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[instant.length + 25];
        Arrays.fill(bytes, (byte) '0');
        System.arraycopy(instant, 0, bytes, 1, instant.length);
        byte[] cut = Arrays.copyOf(bytes, instant.length + 1);
        boolean atEnd = parser.parse(cut, 1, cut.length);
        long micros = parser.micros();
        Kind kind = parser.kind();
        boolean isZoned = InstantForm.isZoned(parser.form());
        boolean inside = parser.parse(bytes, 1, cut.length);
        boolean isSame =
                atEnd == inside
                        && (!atEnd
                                || (micros == parser.micros()
                                        && kind == parser.kind()
                                        && isZoned == InstantForm.isZoned(parser.form())));
        if (!isSame) {
            assertThat(isSame).as(text).isTrue();
        }
        return inside;
    }
}
