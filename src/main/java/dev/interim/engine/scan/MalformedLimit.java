package dev.interim.engine.scan;

import dev.interim.engine.batch.Faults;
import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import org.jspecify.annotations.Nullable;

/// How many records of a whole dataset may be malformed before it is refused.
///
/// @param count how many, `null` for any number
/// @param share of all records, from 0 to 1
public record MalformedLimit(@Nullable Long count, double share) {
    /// No more than are good.
    public static final MalformedLimit HALF = new MalformedLimit(null, 0.5);

    /// Checks the bounds.
    public MalformedLimit {
        if ((count != null && count < 0) || !(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "maxMalformed must be a number of records, or a share from 0 to 1");
        }
    }

    /// A count, or a share where the text has a point or a percent sign.
    ///
    /// @throws IllegalArgumentException when it is neither
    public static MalformedLimit of(String text) {
        if (text.endsWith("%")) {
            return new MalformedLimit(
                    null, Double.parseDouble(text.substring(0, text.length() - 1)) / 100);
        }
        return text.contains(".")
                ? new MalformedLimit(null, Double.parseDouble(text))
                : new MalformedLimit(Long.valueOf(text), 1);
    }

    /// Refuses data with more malformed records than that.
    ///
    /// @param rows how many records are good
    /// @param hint which option may help
    /// @throws FailureException `MALFORMED_DATA`
    public void require(Faults faults, long rows, String hint) {
        long malformed = faults.malformedRows();
        boolean isTooMuch =
                (count != null && malformed > count) || malformed > share * (malformed + rows);
        if (malformed > 0 && isTooMuch) {
            throw new FailureException(
                    FailureKind.MALFORMED_DATA,
                    "%d of %d records are malformed, %s: %s; %s"
                            .formatted(
                                    malformed, malformed + rows, allowed(), first(faults), hint));
        }
    }

    private String allowed() {
        return count == null
                ? "more than %s %% of them".formatted(plain(100 * share))
                : "%d may be".formatted(count);
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    /// The first malformed records, with their lines.
    static String first(Faults faults) {
        var text = new StringBuilder();
        for (var example : faults.examples()) {
            text.append(text.isEmpty() ? "" : "; ")
                    .append("line %d %s".formatted(example.line(), example.reason()))
                    .append(example.text().isEmpty() ? "" : " ('" + example.text() + "')");
        }
        return text.toString();
    }
}
