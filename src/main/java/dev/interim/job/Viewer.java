package dev.interim.job;

/// Who looks for jobs, and so which of them there are: what a viewer does not see is not there.
public sealed interface Viewer {
    /// Sees its own.
    record OwnJobs(Owner owner) implements Viewer {}

    /// Sees all, its own first where two have the same id.
    record AllJobs(Owner owner) implements Viewer {}

    /// Who it is.
    Owner owner();

    /// Whether it sees what this owner has.
    default boolean sees(Owner other) {
        return switch (this) {
            case OwnJobs own -> own.owner().equals(other);
            case AllJobs _ -> true;
        };
    }
}
