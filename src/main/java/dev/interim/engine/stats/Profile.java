package dev.interim.engine.stats;

import dev.interim.engine.batch.Faults;
import dev.interim.engine.batch.Schema;
import dev.interim.engine.bytes.ByteReader;
import dev.interim.engine.bytes.ByteWriter;
import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.failure.Plain;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All accumulators of a dataset.
///
/// Parts are added in the order of the data; then the result depends on the data alone, not on how
/// many lanes worked it out. Merging two profiles equals having seen both parts: counts and
/// extremes exactly, moments up to rounding, sketches within their errors. One owner.
///
/// Where the schema leaves room, columns come into being when a batch first brings them, and rows
/// that do not have them count as nulls.
public final class Profile {
    /// More columns no profile has that is read from bytes.
    private static final int MOST_COLUMNS = 100_000;

    private static final int LONGEST_MESSAGE = 500;

    private final Measures measures;
    private final Columns columns;
    private final Across across;
    private final Faults faults = new Faults();
    private long rows;
    private @Nullable FailureException failure;

    /// A profile of nothing.
    ///
    /// @throws FailureException `INVALID_REQUEST` when there is no column to group by
    public Profile(Schema schema, Measures measures) {
        this(new Columns(schema, measures), measures);
        var grouping = measures.grouping();
        if (grouping != null && schema.room() == 0 && schema.place(grouping.column()) < 0) {
            throw new FailureException(
                    FailureKind.INVALID_REQUEST,
                    "no column is called '%s', by which to group".formatted(grouping.column()));
        }
    }

    private Profile(Columns columns, Measures measures) {
        this.columns = columns;
        this.measures = measures;
        across = new Across(measures);
    }

    /// Adds the next part. Behind a failure nothing more is to be added.
    public void add(Part part) {
        var batch = part.batch();
        int[] places = places(batch.schema());
        if (places == null) {
            return;
        }
        rows += batch.rows();
        faults.merge(batch.faults());
        for (int i = 0; i < places.length; i++) {
            columns.get(places[i]).add(part.column(i), batch, batch.column(i));
        }
        across.add(part.across(), batch, places);
        failure = batch.failure();
    }

    private int @Nullable [] places(@Nullable Schema brought) {
        int[] places = columns.places(brought);
        if (places == null) {
            failure =
                    new FailureException(
                            FailureKind.TOO_LARGE,
                            "the dataset has more than %d columns behind the first %d records"
                                    .formatted(columns.schema().room(), rows));
        }
        return places;
    }

    /// Adds what the other has seen; the other stays as it is.
    ///
    /// @throws IllegalArgumentException when the other is about other columns or measures, see
    ///   [#fits(Profile)]
    public void merge(Profile other) {
        if (!fits(other)) {
            throw new IllegalArgumentException("profiles of different columns cannot be merged");
        }
        boolean grows = columns.schema().room() > 0;
        int[] places = places(grows ? other.columns.seen() : null);
        if (places == null) {
            return;
        }
        rows += other.rows;
        faults.merge(other.faults);
        for (int i = 0; i < places.length; i++) {
            columns.get(places[i]).merge(other.columns.get(i));
        }
        across.merge(other.across, places);
        failure = failure == null ? other.failure : failure;
    }

    /// Whether the other can be added: it has the same measures and the same columns, as far as
    /// columns are known before records are.
    public boolean fits(Profile other) {
        return columns.schema().equals(other.columns.schema()) && measures.equals(other.measures);
    }

    /// Why there is more data than can be added, `null` when nothing stands against more.
    public @Nullable FailureException failure() {
        return failure;
    }

    /// How many columns were seen.
    public int width() {
        return columns.size();
    }

    /// How many groups have numbers of their own, and how many may at most; 0 where nothing is
    /// grouped.
    ///
    /// @param more how many groups a part has that is to be added
    public int groups(int more) {
        return across.groups(more);
    }

    /// How many good records were seen.
    public long rows() {
        return rows;
    }

    /// The names of the columns that were seen.
    public List<String> names() {
        return columns.names();
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
        boolean hasHeader = columns.schema().room() == 0;
        if (faults.malformedRows() == 0) {
            throw malformed(
                    hasHeader
                            ? "the dataset has a header and no records"
                            : "the dataset has no records");
        }
        if (!hasHeader) {
            throw malformed(
                    "none of the %d records can be read: the first, at byte %d, %s"
                            .formatted(
                                    faults.malformedRows(),
                                    faults.firstMalformed(),
                                    faults.reason()));
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
        var distinctRows = across.distinctRows(rows);
        return new Snapshot(
                rows,
                faults.malformedRows(),
                faults.invalidText(),
                scope,
                isFinal,
                columns.snapshot(rows),
                new Snapshot.Across(
                        distinctRows == null ? null : distinctRows.duplicatesOf(rows),
                        across.correlations(columns.names()),
                        across.groups(columns.names())));
    }

    /// What it is about, for messages.
    @Override
    public String toString() {
        String columns = Plain.text(String.join(", ", names()), LONGEST_MESSAGE);
        return "%s of %s".formatted(measures, columns);
    }

    void write(ByteWriter out) {
        measures.write(out);
        out.number(rows);
        faults.write(out);
        columns.write(out);
        across.write(out);
    }

    static Profile read(ByteReader in) {
        var measures = Measures.read(in);
        long rows = in.count();
        var faults = new Faults();
        faults.read(in);
        var profile = new Profile(Columns.read(in, measures, MOST_COLUMNS), measures);
        profile.across.read(in, profile.columns.size());
        profile.rows = rows;
        profile.faults.merge(faults);
        in.check(profile.columns.haveAtMost(rows));
        return profile;
    }
}
