package dev.interim.schedule;

/// The part of the working time that the lower classes keep while higher ones always have something
/// to do.
///
/// @param normal of the time spent on interactive and normal lanes, what normal ones get at least
/// @param batch of all time, what batch lanes get at least
public record Shares(double normal, double batch) {

    /// A tenth for normal, a twentieth for batch.
    public static final Shares STANDARD = new Shares(0.10, 0.05);

    public Shares {
        check("normal", normal);
        check("batch", batch);
    }

    private static void check(String name, double share) {
        if (!(share > 0 && share <= 0.5)) {
            throw new IllegalArgumentException(
                    "the minimum share of "
                            + name
                            + " lanes must be above 0 and at most 0.5, not "
                            + share);
        }
    }

    double of(Priority priority) {
        return switch (priority) {
            case INTERACTIVE -> 0;
            case NORMAL -> normal;
            case BATCH -> batch;
        };
    }
}
