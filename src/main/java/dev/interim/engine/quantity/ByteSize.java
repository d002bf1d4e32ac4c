package dev.interim.engine.quantity;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// A size in bytes.
///
/// @param bytes 0 or more
public record ByteSize(long bytes) {
    /// What [#valueOf] reads, for messages.
    public static final String GRAMMAR =
            "a number of bytes, alone or with kB, MB, GB, TB (powers of 1000)"
                    + " or KiB, MiB, GiB, TiB (powers of 1024)";

    private static final Pattern TEXT =
            Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{1,9})?) ?([a-zA-Z]{1,3})?");

    private static final Map<String, Long> UNITS =
            Map.of(
                    "b", 1L,
                    "kb", 1_000L,
                    "mb", 1_000_000L,
                    "gb", 1_000_000_000L,
                    "tb", 1_000_000_000_000L,
                    "kib", 1L << 10,
                    "mib", 1L << 20,
                    "gib", 1L << 30,
                    "tib", 1L << 40);

    /// @throws IllegalArgumentException when it is negative
    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size is 0 bytes or more, not " + bytes);
        }
    }

    /// Reads `500000`, `20MB` (20,000,000 bytes), `1.5GB` or `64MiB` (67,108,864 bytes). Units may
    /// be written in any case; a fraction of a byte is cut off.
    ///
    /// @throws IllegalArgumentException when the text is anything else, or more than a `long` holds
    public static ByteSize valueOf(String text) {
        var parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw wrong(text);
        }
        var unit =
                UNITS.get(parts.group(2) == null ? "b" : parts.group(2).toLowerCase(Locale.ROOT));
        if (unit == null) {
            throw wrong(text);
        }
        var bytes = new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(unit));
        if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw wrong(text);
        }
        return new ByteSize(bytes.longValue());
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException("a size is " + GRAMMAR + ", not '" + text + "'");
    }
}
