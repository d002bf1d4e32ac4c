package dev.interim.engine.scan.value;

import dev.interim.engine.batch.InstantForm;
import dev.interim.engine.batch.Kind;
import dev.interim.engine.simd.Swar;
import java.nio.charset.StandardCharsets;

/// Reads ISO 8601 dates and timestamps straight from bytes, as microseconds since 1970-01-01T00:00.
///
/// `yyyy-MM-dd`, `yyyy/MM/dd` or `dd.MM.yyyy`, alone or followed by `T` or a blank and `HH:mm`,
/// `HH:mm:ss` or `HH:mm:ss.f…` (one to nine digits, cut to microseconds), and then nothing, `Z`,
/// `±HH`, `±HHmm` or `±HH:mm`. With an offset the result is in UTC, without one it is the local
/// time as if it were UTC. Years 0000 to 9999 of the proleptic Gregorian calendar; no leap seconds.
///
/// The result stays in the parser until the next call: one owner.
public final class InstantParser {
    private static final int SHORTEST = 10;
    private static final int USUAL = 19;
    private static final long YEAR_AND_MONTH = characters("0000-00-");
    private static final long TIME = characters("00:00:00");
    private static final long DATE_SEPARATORS = 0xFF00_00FF_0000_0000L;
    private static final long TIME_SEPARATORS = 0x0000_FF00_00FF_0000L;
    private static final long NOT_A_DIGIT = Swar.pattern((byte) 0x76);
    private static final long HIGH_BITS = Swar.pattern((byte) 0x80);
    private static final int USUAL_WITH_BLANK =
            InstantForm.ofTimestamp(0, true, 1, InstantForm.LOCAL);
    private static final int USUAL_WITH_T = InstantForm.ofTimestamp(0, false, 1, InstantForm.LOCAL);
    private static final int FIRST_YEAR = 1900;

    /// The day on which each month from [#FIRST_YEAR] on starts, and one more.
    private static final int[] MONTHS = months(200);

    private static final long SECOND = 1_000_000L;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private byte[] bytes = new byte[0];
    private int at;
    private int end;
    private long usualMicros;
    private long micros;
    private Kind kind = Kind.DATE;
    private int dateForm;
    private int form;

    /// A parser that has read nothing yet.
    public InstantParser() {}

    /// Reads the date or timestamp that fills `[from, to)`; answers whether there is one.
    public boolean parse(byte[] text, int from, int to) {
        if (to - from == USUAL && from + 3 * Long.BYTES <= text.length && usual(text, from)) {
            return true;
        }
        if (!mayBe(text, from, to)) {
            return false;
        }
        bytes = text;
        at = from;
        end = to;
        if (!date()) {
            return false;
        }
        if (at == end) {
            kind = Kind.DATE;
            form = InstantForm.ofDate(dateForm);
            return true;
        }
        kind = Kind.TIMESTAMP;
        boolean hasBlank = bytes[at] == ' ';
        if (bytes[at] != 'T' && !hasBlank) {
            return false;
        }
        at++;
        int precision = time();
        int zone = at == end ? InstantForm.LOCAL : zone();
        if (precision < 0 || zone < 0) {
            return false;
        }
        form = InstantForm.ofTimestamp(dateForm, hasBlank, precision, zone);
        return true;
    }

    /// What was read last.
    public long micros() {
        return micros;
    }

    /// Whether a date or a timestamp was read last.
    public Kind kind() {
        return kind;
    }

    /// How it was written, a code of [InstantForm].
    public int form() {
        return form;
    }

    /// Reads `yyyy-MM-dd HH:mm:ss` in three steps of eight characters; whatever else it is, the
    /// long way finds out.
    private boolean usual(byte[] text, int from) {
        char between = (char) text[from + 10];
        long date = Swar.word(text, from) ^ YEAR_AND_MONTH;
        long time = Swar.word(text, from + 11) ^ TIME;
        int tens = text[from + 8] - '0';
        int ones = text[from + 9] - '0';
        // lanes of digits hold 0 to 9 now, lanes of separators 0
        long wrong = (date + NOT_A_DIGIT) | date | (time + NOT_A_DIGIT) | time;
        long separators = (date & DATE_SEPARATORS) | (time & TIME_SEPARATORS);
        if ((wrong & HIGH_BITS) != 0
                || separators != 0
                || (tens | ones | (9 - tens) | (9 - ones)) < 0
                || (between != ' ' && between != 'T')) {
            return false;
        }
        int day = tens * 10 + ones;
        int hour = pair(time, 0);
        int minute = pair(time, 3);
        int second = pair(time, 6);
        if (hour > 23 || minute > 59 || second > 59 || !usualDay(date, day)) {
            return false;
        }
        micros = usualMicros + hour * HOUR + minute * MINUTE + second * SECOND;
        kind = Kind.TIMESTAMP;
        form = between == ' ' ? USUAL_WITH_BLANK : USUAL_WITH_T;
        return true;
    }

    /// The day, from a table for the years around now.
    private boolean usualDay(long date, int day) {
        int year = pair(date, 0) * 100 + pair(date, 2);
        int month = pair(date, 5);
        int place = (year - FIRST_YEAR) * 12 + month - 1;
        if (month >= 1 && month <= 12 && place >= 0 && place < MONTHS.length - 1 && day >= 1) {
            usualMicros = (MONTHS[place] + day - 1L) * DAY;
            return MONTHS[place] + day <= MONTHS[place + 1];
        }
        if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) {
            return false;
        }
        usualMicros = epochDay(year, month, day) * DAY;
        return true;
    }

    private static int pair(long digits, int place) {
        int both = (int) (digits >>> (place * Byte.SIZE));
        return (both & 0xF) * 10 + ((both >>> Byte.SIZE) & 0xF);
    }

    private static long characters(String eight) {
        return Swar.word(eight.getBytes(StandardCharsets.US_ASCII), 0);
    }

    /// Whether it is worth while to read the text as a date.
    public static boolean mayBe(byte[] text, int from, int to) {
        if (to - from < SHORTEST) {
            return false;
        }
        byte afterYear = text[from + 4];
        return afterYear == '-' || afterYear == '/' || text[from + 2] == '.';
    }

    private boolean date() {
        byte separator = bytes[at + 4];
        boolean isYearFirst = separator == '-' || separator == '/';
        char between = isYearFirst ? (char) separator : '.';
        dateForm = !isYearFirst ? 2 : separator == '/' ? 1 : 0;
        int first = digits(isYearFirst ? 4 : 2);
        boolean isSeparated = take(between);
        int month = digits(2);
        isSeparated &= take(between);
        int last = digits(isYearFirst ? 2 : 4);
        int year = isYearFirst ? first : last;
        int day = isYearFirst ? last : first;
        if (!isSeparated
                || year < 0
                || month < 1
                || month > 12
                || day < 1
                || day > daysIn(year, month)) {
            return false;
        }
        micros = epochDay(year, month, day) * DAY;
        return true;
    }

    /// How precise the time of day is, as forms count it; −1 when it is none.
    private int time() {
        int hour = digits(2);
        if (hour < 0 || hour > 23 || !take(':')) {
            return -1;
        }
        int minute = digits(2);
        if (minute < 0 || minute > 59) {
            return -1;
        }
        micros += hour * HOUR + minute * MINUTE;
        if (!take(':')) {
            return 0;
        }
        int second = digits(2);
        if (second < 0 || second > 59) {
            return -1;
        }
        micros += second * SECOND;
        if (!take('.')) {
            return 1;
        }
        return fraction() ? 2 : -1;
    }

    private boolean fraction() {
        int from = at;
        long unit = SECOND / 10;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            micros += (bytes[at] - '0') * unit;
            unit /= 10;
            at++;
        }
        return at > from && at - from <= 9;
    }

    /// How the offset from UTC is written, as forms count it; −1 when it is none.
    private int zone() {
        if (take('Z')) {
            return at == end ? InstantForm.UTC : -1;
        }
        boolean east = bytes[at] == '+';
        if (!east && bytes[at] != '-') {
            return -1;
        }
        at++;
        int hour = digits(2);
        int minute = at == end ? 0 : minuteOfOffset();
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || at != end) {
            return -1;
        }
        long offset = hour * HOUR + minute * MINUTE;
        micros += east ? -offset : offset;
        return InstantForm.OFFSET;
    }

    private int minuteOfOffset() {
        take(':');
        return digits(2);
    }

    private boolean take(char wanted) {
        if (at < end && bytes[at] == wanted) {
            at++;
            return true;
        }
        return false;
    }

    /// That many digits as a number, −1 when they are not all digits.
    private int digits(int count) {
        if (at + count > end) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < count; i++) {
            int digit = bytes[at++] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private static int[] months(int years) {
        var months = new int[years * 12 + 1];
        for (int i = 0; i < months.length; i++) {
            months[i] = (int) epochDay(FIRST_YEAR + i / 12, 1 + i % 12, 1);
        }
        return months;
    }

    private static int daysIn(int year, int month) {
        if (month == 2) {
            boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
            return leap ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    /// Days since 1970-01-01 (Hinnant, chrono-compatible low-level date algorithms, 2013).
    private static long epochDay(int year, int month, int day) {
        int y = month <= 2 ? year - 1 : year;
        int era = Math.floorDiv(y, 400);
        int yearOfEra = y - era * 400;
        int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097L + dayOfEra - 719_468L;
    }
}
