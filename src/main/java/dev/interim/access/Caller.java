package dev.interim.access;

import dev.interim.job.Owner;
import dev.interim.job.Viewer;

/// Whoever sends a request, once it is known who that is.
///
/// @param owner whose the jobs are that it starts
public record Caller(Owner owner, Role role) {
    /// Whoever reaches a service that asks nobody who they are.
    static final Caller ANYBODY = new Caller(Owner.ANYBODY, Role.ADMINISTER);

    /// Which jobs it sees.
    public Viewer viewer() {
        return role == Role.ADMINISTER ? new Viewer.AllJobs(owner) : new Viewer.OwnJobs(owner);
    }
}
