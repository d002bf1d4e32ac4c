package dev.interim.engine.stats;

/// Adds a part to a profile in steps. Before the last step nothing else may be done with the
/// profile. One owner.
public final class Addition {
    private final Profile profile;
    private final Part part;
    private final int[] places;
    private int added;

    Addition(Profile profile, Part part, int... places) {
        this.profile = profile;
        this.part = part;
        this.places = places;
    }

    /// Adds a few columns, and in the last step what all add together; answers whether another step
    /// is left.
    public boolean next() {
        int end = Math.min(added + Steps.COLUMNS, places.length);
        if (added == end) {
            profile.addAcross(part, places);
            return false;
        }
        for (; added < end; added++) {
            profile.addColumn(part, added, places[added]);
        }
        return true;
    }
}
