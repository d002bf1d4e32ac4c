package dev.interim.engine.source;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a server says of the part that it sends.
///
/// @param from the first byte
/// @param until the byte behind the last one; 0 when there is no such part
/// @param total the length of the whole, `null` when the server does not say
record ContentRange(long from, long until, @Nullable Long total) {
    private static final Pattern PART =
            Pattern.compile("(?i:bytes) +([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18}|\\*)");
    private static final Pattern NONE = Pattern.compile("(?i:bytes) +\\*/([0-9]{1,18})");

    /// Reads `bytes 5-9/100`, `bytes 5-9/*` and `bytes */100`; anything else, or what cannot be, is
    /// `null`.
    static @Nullable ContentRange parse(String text) {
        Matcher none = NONE.matcher(text);
        if (none.matches()) {
            return new ContentRange(0, 0, Long.valueOf(none.group(1)));
        }
        Matcher part = PART.matcher(text);
        if (!part.matches()) {
            return null;
        }
        long from = Long.parseLong(part.group(1));
        long until = Long.parseLong(part.group(2)) + 1;
        Long total = part.group(3).equals("*") ? null : Long.valueOf(part.group(3));
        boolean canBe = from < until && (total == null || until <= total);
        return canBe ? new ContentRange(from, until, total) : null;
    }

    long bytes() {
        return until - from;
    }

    /// Whether it is all there is.
    boolean isWhole() {
        return from == 0 && total != null && until == total;
    }
}
