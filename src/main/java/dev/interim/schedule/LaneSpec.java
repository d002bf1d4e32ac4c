package dev.interim.schedule;

/// What an executor has to know of a lane.
///
/// @param group lanes of one group (a job) share one account of run time, so that many lanes do not
///   mean more service
/// @param name unique inside the group; stands in the timeline
/// @param priority the class at the start
/// @param keepsWorker the worker that takes this lane stays with it, however urgent others are,
///   until it parks, ends or is paused
public record LaneSpec(String group, String name, Priority priority, boolean keepsWorker) {

    public LaneSpec {
        if (group.isBlank() || name.isBlank()) {
            throw new IllegalArgumentException(
                    "a lane needs a group and a name, not '" + group + "' and '" + name + "'");
        }
    }

    /// A lane that gives its worker back after every turn.
    public LaneSpec(String group, String name, Priority priority) {
        this(group, name, priority, false);
    }
}
