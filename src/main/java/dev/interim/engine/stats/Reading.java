package dev.interim.engine.stats;

import java.util.ArrayList;
import java.util.List;

/// Takes a snapshot of a profile in steps. Until the last step nothing may be added to the profile.
/// One owner.
public final class Reading {
    private final Profile profile;
    private final Snapshot.Scope scope;
    private final boolean isFinal;
    private final List<Snapshot.Column> columns = new ArrayList<>();

    Reading(Profile profile, Snapshot.Scope scope, boolean isFinal) {
        this.profile = profile;
        this.scope = scope;
        this.isFinal = isFinal;
    }

    /// Reads a few columns; answers whether another step is left.
    public boolean next() {
        int end = Math.min(columns.size() + Steps.COLUMNS, profile.width());
        while (columns.size() < end) {
            columns.add(profile.column(columns.size()));
        }
        return end < profile.width();
    }

    /// What was read, once no step is left.
    public Snapshot snapshot() {
        return profile.snapshot(scope, isFinal, columns);
    }
}
