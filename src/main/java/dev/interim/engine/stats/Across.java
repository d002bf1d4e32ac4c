package dev.interim.engine.stats;

import dev.interim.engine.batch.Batch;
import dev.interim.engine.bytes.ByteReader;
import dev.interim.engine.bytes.ByteWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Statistics that look at several columns of a row at once: duplicate rows, correlations, groups.
/// One owner.
final class Across {
    private final Measures measures;
    private final CoMoments coMoments = new CoMoments();
    private final DistinctRows distinctRows = new DistinctRows();
    private final @Nullable Groups groups;

    Across(Measures measures) {
        this.measures = measures;
        var grouping = measures.grouping();
        groups = grouping == null ? null : new Groups(grouping.mostGroups());
    }

    /// Adds the next batch.
    void add(AcrossPart part, Batch batch, int... places) {
        if (measures.isComplete()) {
            coMoments.merge(part.coMoments(), places);
            distinctRows.add(part.rowHashes(), batch.rows());
        }
        if (groups != null) {
            groups.add(batch, part, places);
        }
    }

    /// Adds what the other has seen; the other stays as it is.
    ///
    /// @param places where each column of the other stands here
    void merge(Across other, int... places) {
        coMoments.merge(other.coMoments, places);
        distinctRows.merge(other.distinctRows);
        if (groups != null && other.groups != null) {
            groups.merge(other.groups, places);
        }
    }

    void write(ByteWriter out) {
        coMoments.write(out);
        distinctRows.write(out);
        if (groups != null) {
            groups.write(out);
        }
    }

    /// @param width how many columns there are
    void read(ByteReader in, int width) {
        coMoments.read(in, width);
        distinctRows.read(in);
        if (groups != null) {
            groups.read(in, width);
        }
    }

    /// How many rows are different; `null` when not asked for.
    ///
    /// @param rows how many rows there are
    Snapshot.@Nullable Distinct distinctRows(long rows) {
        return measures.isComplete() ? distinctRows.snapshot(rows) : null;
    }

    Snapshot.@Nullable Correlations correlations(List<String> names) {
        return measures.isComplete() ? coMoments.snapshot(names) : null;
    }

    /// How many groups there may be, with so many more.
    int groups(int more) {
        return groups == null ? 0 : groups.size(more);
    }

    Snapshot.@Nullable Groups groups(List<String> names) {
        var grouping = measures.grouping();
        return grouping == null || groups == null
                ? null
                : groups.snapshot(grouping.column(), names);
    }
}
