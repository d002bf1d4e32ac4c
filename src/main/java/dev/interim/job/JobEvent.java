package dev.interim.job;

/// A fact about a job for whoever follows it.
public sealed interface JobEvent {
    /// The state changed, or something that clients may change did.
    record StateChanged(JobStatus job) implements JobEvent {}

    /// Bytes or rows moved; replaces the one before.
    record Progressed(JobProgress progress) implements JobEvent {}

    /// There is a new snapshot; replaces the one before.
    record SnapshotTaken(JobSnapshot snapshot) implements JobEvent {}

    /// Something is odd with the data.
    record Warned(String code, String message) implements JobEvent {}

    /// Events that the subscriber has not seen are gone.
    ///
    /// @param from the first number that is gone
    /// @param to the last number that is gone
    record Missed(long from, long to) implements JobEvent {}

    /// The job has ended and no event follows.
    record Finished(JobStatus job) implements JobEvent {}

    /// The name on the wire: `snapshot`.
    default String type() {
        return switch (this) {
            case StateChanged _ -> "state";
            case Progressed _ -> "progress";
            case SnapshotTaken _ -> "snapshot";
            case Warned _ -> "warning";
            case Missed _ -> "gap";
            case Finished _ -> "done";
        };
    }

    /// Whether a later event of the same type makes this one worthless.
    default boolean isReplaced() {
        return switch (this) {
            case Progressed _, SnapshotTaken _ -> true;
            case StateChanged _, Warned _, Missed _, Finished _ -> false;
        };
    }
}
