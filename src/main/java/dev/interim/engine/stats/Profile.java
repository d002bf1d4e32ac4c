package dev.interim.engine.stats;

import dev.interim.engine.batch.Faults;
import dev.interim.engine.batch.Schema;
import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import java.util.List;
import java.util.stream.IntStream;

/// All accumulators of a dataset.
///
/// Parts are added in the order of the data; then the result depends on the data alone, not on how
/// many lanes worked it out. Merging two profiles equals having seen both parts: counts and
/// extremes exactly, moments up to rounding, sketches within their errors. One owner.
public final class Profile {
    private final Schema schema;
    private final Measures measures;
    private final List<ColumnProfile> columns;
    private final Across across;
    private final int[] places;
    private final Faults faults = new Faults();
    private long rows;

    /// A profile of nothing.
    ///
    /// @throws FailureException `INVALID_REQUEST` when there is no column to group by
    public Profile(Schema schema, Measures measures) {
        this.schema = schema;
        this.measures = measures;
        var precision = Precision.of(schema.width());
        columns =
                schema.fields().stream()
                        .map(field -> new ColumnProfile(field, measures, precision))
                        .toList();
        across = new Across(measures);
        places = IntStream.range(0, columns.size()).toArray();
        requireGroupColumn();
    }

    private void requireGroupColumn() {
        var grouping = measures.grouping();
        if (grouping != null && schema.place(grouping.column()) < 0) {
            throw new FailureException(
                    FailureKind.INVALID_REQUEST,
                    "no column is called '%s', by which to group".formatted(grouping.column()));
        }
    }

    /// Adds the next part.
    public void add(Part part) {
        var batch = part.batch();
        rows += batch.rows();
        faults.merge(batch.faults());
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).add(part.column(i), batch, batch.column(i));
        }
        across.add(part.across(), batch, places);
    }

    /// Adds what the other has seen; the other stays as it is.
    ///
    /// @throws IllegalArgumentException when the other is about other columns
    public void merge(Profile other) {
        if (!schema.equals(other.schema) || !measures.equals(other.measures)) {
            throw new IllegalArgumentException("profiles of different columns cannot be merged");
        }
        rows += other.rows;
        faults.merge(other.faults);
        IntStream.range(0, columns.size()).forEach(i -> columns.get(i).merge(other.columns.get(i)));
        across.merge(other.across, places);
    }

    /// How many good records were seen.
    public long rows() {
        return rows;
    }

    /// What was wrong in the data.
    public Faults faults() {
        return faults;
    }

    /// Refuses a dataset that ended without one good record.
    ///
    /// @throws FailureException `MALFORMED_DATA`
    public void requireRecords() {
        if (rows > 0) {
            return;
        }
        if (faults.malformedRows() == 0) {
            throw malformed("the dataset has a header and no records");
        }
        throw malformed(
                "none of the %d records has as many fields as the header: the first, at byte %d, has %d instead of %d"
                        .formatted(
                                faults.malformedRows(),
                                faults.firstMalformed(),
                                faults.foundFields(),
                                faults.expectedFields()));
    }

    private static FailureException malformed(String sentence) {
        return new FailureException(FailureKind.MALFORMED_DATA, sentence);
    }

    /// What is known now.
    public Snapshot snapshot(Snapshot.Scope scope, boolean isFinal) {
        return new Snapshot(
                rows,
                faults.malformedRows(),
                faults.invalidText(),
                scope,
                isFinal,
                columns.stream().map(ColumnProfile::snapshot).toList(),
                across());
    }

    private Snapshot.Across across() {
        var names = schema.fields().stream().map(Schema.Field::name).toList();
        var distinctRows = across.distinctRows(rows);
        return new Snapshot.Across(
                distinctRows == null ? null : distinctRows.duplicatesOf(rows),
                across.correlations(names),
                across.groups(names));
    }
}
