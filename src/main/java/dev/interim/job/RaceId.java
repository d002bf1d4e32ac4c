package dev.interim.job;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import java.util.UUID;

/// Names a race, as [JobId] names a job.
///
/// @param uuid the id itself
public record RaceId(UUID uuid) {
    /// Reads an id in its canonical form.
    ///
    /// @throws FailureException `NOT_FOUND` when it is none, as for a race that does not exist
    public static RaceId parse(String text) {
        try {
            return new RaceId(JobId.parse(text).uuid());
        } catch (FailureException e) {
            throw new FailureException(FailureKind.NOT_FOUND, "there is no race '" + text + "'", e);
        }
    }

    @Override
    public String toString() {
        return uuid.toString();
    }
}
