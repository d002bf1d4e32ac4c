package dev.interim.engine.source;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How fast bytes come.
///
/// @param bytesPerSecond at least 1
record Rate(long bytesPerSecond) {
    private static final Pattern TEXT =
            Pattern.compile("([0-9]{1,6}(?:\\.[0-9]{1,3})?)(B|kB|MB|GB)");
    private static final Map<String, Long> UNITS =
            Map.of("B", 1L, "kB", 1_000L, "MB", 1_000_000L, "GB", 1_000_000_000L);

    /// Reads `500kB`, `2MB` or `1.5GB`: decimal units, each second.
    ///
    /// @throws FailureException `INVALID_REQUEST`
    static Rate parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (matcher.matches()) {
            long unit = UNITS.getOrDefault(matcher.group(2), 1L);
            long bytes =
                    new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit)).longValue();
            if (bytes >= 1) {
                return new Rate(bytes);
            }
        }
        throw new FailureException(
                FailureKind.INVALID_REQUEST,
                "a rate is a number above 0 with B, kB, MB or GB (each second), such as 2MB: "
                        + text);
    }
}
