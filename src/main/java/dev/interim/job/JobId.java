package dev.interim.job;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

/// Names a job: a UUID of version 7 (RFC 9562), so that ids sort by time.
///
/// @param uuid the id itself
public record JobId(UUID uuid) {
    private static final Pattern FORM =
            Pattern.compile(
                    "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
                    Pattern.CASE_INSENSITIVE);

    /// By how much the clock of a client may differ from ours.
    private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

    /// A new id.
    ///
    /// @param now its time, in milliseconds
    /// @param random 74 random bits are taken from these 128
    static JobId of(Instant now, UUID random) {
        long time = now.toEpochMilli() << 16;
        long high = time | 0x7000L | (random.getMostSignificantBits() & 0xFFFL);
        long low = (random.getLeastSignificantBits() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new JobId(new UUID(high, low));
    }

    /// Reads an id in its canonical form.
    ///
    /// @throws FailureException `NOT_FOUND` when it is none, as for a job that does not exist
    public static JobId parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new FailureException(FailureKind.NOT_FOUND, "there is no job '" + text + "'");
        }
        return new JobId(UUID.fromString(text));
    }

    /// Reads the id that a client chose for a job of its own.
    ///
    /// @param now what its time is to be, or nearly: lists are sorted by it
    /// @throws FailureException `INVALID_REQUEST` when it is no UUID of version 7 of these days
    static JobId chosen(String text, Instant now) {
        if (FORM.matcher(text).matches()) {
            var uuid = UUID.fromString(text);
            var time = Instant.ofEpochMilli(uuid.getMostSignificantBits() >>> 16);
            if (uuid.version() == 7
                    && uuid.variant() == 2
                    && Duration.between(time, now).abs().compareTo(CLOCKS_DIFFER) <= 0) {
                return new JobId(uuid);
            }
        }
        throw new FailureException(
                FailureKind.INVALID_REQUEST,
                "the id of a new job is a UUID of version 7, in small letters and of this hour, not '"
                        + text
                        + "'");
    }

    @Override
    public String toString() {
        return uuid.toString();
    }
}
