package dev.interim.engine.batch;

import java.util.List;

/// How dates and timestamps are written, each way as a small number.
///
/// A code is made of the form of the date and, where there is a time of day, of what separates it,
/// how precise it is and how it names its offset from UTC.
public final class InstantForm {
    /// No offset from UTC is named.
    public static final int LOCAL = 0;

    /// `Z`.
    public static final int UTC = 1;

    /// Hours and minutes from UTC.
    public static final int OFFSET = 2;

    private static final List<String> DATES = List.of("yyyy-MM-dd", "yyyy/MM/dd", "dd.MM.yyyy");
    private static final List<String> TIMES = List.of("HH:mm", "HH:mm:ss", "HH:mm:ss.SSS");
    private static final List<String> ZONES = List.of("", "'Z'", "xxx");
    private static final int TIMES_AND_ZONES = TIMES.size() * ZONES.size();
    private static final int WITH_TIME = 2 * TIMES_AND_ZONES;

    /// How many forms there are; arrays indexed by code have this length.
    public static final int COUNT = DATES.size() * (1 + WITH_TIME);

    private InstantForm() {}

    /// The code of a date alone.
    ///
    /// @param date 0 for `yyyy-MM-dd`, 1 for `yyyy/MM/dd`, 2 for `dd.MM.yyyy`
    public static int ofDate(int date) {
        return date * (1 + WITH_TIME);
    }

    /// The code of a date with a time of day.
    ///
    /// @param date as for [#ofDate]
    /// @param hasBlank whether a blank and not a `T` separates them
    /// @param precision 0 for minutes, 1 for seconds, 2 for fractions of them
    /// @param zone [#LOCAL], [#UTC] or [#OFFSET]
    public static int ofTimestamp(int date, boolean hasBlank, int precision, int zone) {
        int time = precision * ZONES.size() + zone;
        return ofDate(date) + 1 + (hasBlank ? TIMES_AND_ZONES : 0) + time;
    }

    /// Whether values of this form are dates without a time of day.
    public static boolean isDate(int code) {
        return code % (1 + WITH_TIME) == 0;
    }

    /// Whether values of this form name their offset from UTC.
    public static boolean isZoned(int code) {
        int time = code % (1 + WITH_TIME);
        return time > 0 && (time - 1) % ZONES.size() != LOCAL;
    }

    /// The form as a pattern of [java.time.format.DateTimeFormatter]; `SSS` stands for one to nine
    /// digits.
    public static String label(int code) {
        String date = DATES.get(code / (1 + WITH_TIME));
        int time = code % (1 + WITH_TIME) - 1;
        if (time < 0) {
            return date;
        }
        String between = time < TIMES_AND_ZONES ? "'T'" : " ";
        int rest = time % TIMES_AND_ZONES;
        return date + between + TIMES.get(rest / ZONES.size()) + ZONES.get(rest % ZONES.size());
    }
}
