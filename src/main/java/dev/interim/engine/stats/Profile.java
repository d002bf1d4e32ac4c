package dev.interim.engine.stats;

import dev.interim.engine.batch.Faults;
import dev.interim.engine.batch.Schema;
import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All accumulators of a dataset.
///
/// Parts are added in the order of the data; then the result depends on the data alone, not on how
/// many lanes worked it out. Merging two profiles equals having seen both parts: counts and
/// extremes exactly, moments up to rounding, sketches within their errors. One owner.
///
/// Where the schema leaves room, columns come into being when a batch first brings them, and rows
/// that do not have them count as nulls. Two columns that would be called the same are told apart
/// as `name` and `name_2`, in the order in which they appear.
public final class Profile {
    private final Schema schema;
    private final Statistics statistics;
    private final List<ColumnProfile> columns = new ArrayList<>();
    private final Map<String, ColumnProfile> byPath = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private final Map<String, Integer> again = new HashMap<>();
    private final Faults faults = new Faults();
    private long rows;
    private @Nullable FailureException failure;

    // what the last batch brought, which is nearly always what the next one brings
    private @Nullable Schema usual;
    private List<ColumnProfile> ofUsual = List.of();

    /// A profile of nothing.
    public Profile(Schema schema, Statistics statistics) {
        this.schema = schema;
        this.statistics = statistics;
        var precision = Precision.of(Math.max(1, schema.width()));
        for (var field : schema.fields()) {
            columns.add(new ColumnProfile(field, statistics, precision));
        }
    }

    /// Adds the next part. Behind a failure nothing more is to be added.
    public void add(Part part) {
        var batch = part.batch();
        var brought = columns(batch.schema());
        if (brought == null) {
            return;
        }
        rows += batch.rows();
        faults.merge(batch.faults());
        for (int i = 0; i < brought.size(); i++) {
            brought.get(i).add(part.column(i), batch, batch.column(i));
        }
        failure = batch.failure();
    }

    /// The columns of a batch, `null` when there are too many by now.
    private @Nullable List<ColumnProfile> columns(@Nullable Schema brought) {
        if (brought == null) {
            return columns;
        }
        if (!brought.equals(usual)) {
            long fresh =
                    brought.fields().stream()
                            .filter(field -> !byPath.containsKey(field.path()))
                            .count();
            if (columns.size() + fresh > schema.room()) {
                failure = tooManyColumns();
                return null;
            }
            var precision = precision(columns.size() + (int) fresh);
            ofUsual = brought.fields().stream().map(field -> column(field, precision)).toList();
            usual = brought;
        }
        return ofUsual;
    }

    private FailureException tooManyColumns() {
        return new FailureException(
                FailureKind.TOO_LARGE,
                "the dataset has more than %d columns behind the first %d records"
                        .formatted(schema.room(), rows));
    }

    /// Those that come late are summed up less precisely, because nobody knows how many follow.
    private Precision precision(int width) {
        int tens = columns.isEmpty() ? 0 : width / 10;
        return Precision.of(Math.max(Math.max(1, width), tens * tens));
    }

    private ColumnProfile column(Schema.Field field, Precision precision) {
        return byPath.computeIfAbsent(
                field.path(),
                path -> {
                    var placed = new Schema.Field(name(field.name()), columns.size(), path);
                    var column = new ColumnProfile(placed, statistics, precision);
                    columns.add(column);
                    return column;
                });
    }

    private String name(String given) {
        String name = given;
        while (!names.add(name)) {
            name = given + "_" + (again.merge(given, 1, Integer::sum) + 1);
        }
        return name;
    }

    /// Adds what the other has seen; the other stays as it is.
    ///
    /// @throws IllegalArgumentException when the other is about other columns
    public void merge(Profile other) {
        if (!schema.equals(other.schema)) {
            throw new IllegalArgumentException("profiles of different columns cannot be merged");
        }
        var theirs = schema.room() == 0 ? columns : columns(other.schemaSeen());
        if (theirs == null) {
            return;
        }
        rows += other.rows;
        faults.merge(other.faults);
        for (int i = 0; i < other.columns.size(); i++) {
            theirs.get(i).merge(other.columns.get(i));
        }
        failure = failure == null ? other.failure : failure;
    }

    private Schema schemaSeen() {
        return new Schema(columns.stream().map(ColumnProfile::field).toList(), schema.room());
    }

    /// Why there is more data than can be added, `null` when nothing stands against more.
    public @Nullable FailureException failure() {
        return failure;
    }

    /// How many good records were seen.
    public long rows() {
        return rows;
    }

    /// The names of the columns that were seen.
    public List<String> names() {
        return columns.stream().map(column -> column.field().name()).toList();
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
            throw malformed(
                    schema.room() == 0
                            ? "the dataset has a header and no records"
                            : "the dataset has no records");
        }
        if (schema.room() > 0) {
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
        columns.forEach(column -> column.fillUp(rows));
        return new Snapshot(
                rows,
                faults.malformedRows(),
                faults.invalidText(),
                scope,
                isFinal,
                columns.stream().map(ColumnProfile::snapshot).toList());
    }
}
