package dev.interim.engine.stats;

/// How much memory statistics may take, estimated from above: a profile, the parts that are added
/// to it, its snapshots, and these as JSON.
///
/// The numbers of bytes come from heaps filled with columns of different long numbers and texts.
public final class ProfileMemory {
    /// A column of a snapshot; those of complete statistics have twice as much.
    private static final long OF_SNAPSHOT_COLUMN = 4_300;

    private static final long OF_COLUMN = 9_000;
    private static final long OF_BASIC_COLUMN = 5_000;
    private static final long OF_VALUE = 110;
    private static final long OF_DETAILS = 8_000;
    private static final long OF_DETAILED_VALUE = 70;
    private static final long MAX_DETAILED_VALUES = 900;
    private static final long OF_GROUPED_COLUMN = 600;

    private ProfileMemory() {}

    /// How many bytes a running job needs beside its buffers.
    ///
    /// @param columns how many there are
    /// @param values how many values there are of all columns together
    /// @param groups how many groups there are
    public static long bytes(Measures measures, long columns, long values, long groups) {
        long width = Math.max(1, columns);
        long perColumn = measures.isBasic() ? OF_BASIC_COLUMN : OF_COLUMN;
        long bytes = width * (perColumn + 2 * ofSnapshotColumn(measures));
        if (!measures.isBasic()) {
            int exact = Precision.of((int) Math.min(width, Integer.MAX_VALUE)).exactValues();
            bytes += Math.min(values, width * exact) * OF_VALUE;
        }
        if (measures.isComplete()) {
            bytes += Math.min(width, Details.MOST_COLUMNS) * ofDetails(values / width);
        }
        return bytes + groups * width * OF_GROUPED_COLUMN;
    }

    private static long ofDetails(long values) {
        return OF_DETAILS + Math.min(values, MAX_DETAILED_VALUES) * OF_DETAILED_VALUE;
    }

    private static long ofSnapshotColumn(Measures measures) {
        return measures.isComplete() ? 2 * OF_SNAPSHOT_COLUMN : OF_SNAPSHOT_COLUMN;
    }

    /// How many bytes a snapshot takes while it is kept.
    public static long bytes(Snapshot snapshot) {
        long columns = snapshot.columns().stream().mapToLong(ProfileMemory::ofColumn).sum();
        var groups = snapshot.across().groups();
        long grouped =
                groups == null
                        ? 0
                        : groups.groups().stream()
                                .mapToLong(group -> 100 + 140L * group.columns().size())
                                .sum();
        var correlations = snapshot.across().correlations();
        return 200
                + columns
                + grouped
                + (correlations == null ? 0 : 100L * correlations.pairs().size());
    }

    private static long ofColumn(Snapshot.Column column) {
        boolean isDetailed = column.content() != null;
        long top =
                column.top() == null
                        ? 0
                        : column.top().stream().mapToLong(it -> 100 + it.value().length()).sum();
        return (isDetailed ? OF_SNAPSHOT_COLUMN + 1_500 : 1_500) + top;
    }
}
