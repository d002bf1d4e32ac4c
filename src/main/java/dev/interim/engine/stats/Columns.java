package dev.interim.engine.stats;

import dev.interim.engine.batch.Schema;
import dev.interim.engine.bytes.ByteReader;
import dev.interim.engine.bytes.ByteWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The columns of a profile: those that the schema knows, and where it leaves room those that
/// batches bring, in the order in which they appear.
///
/// Two columns that would be called the same are told apart as `name` and `name_2`. One owner.
final class Columns {
    private static final int LONGEST_NAME = 1 << 20;

    private final Schema schema;
    private final Measures measures;
    private final List<ColumnProfile> all = new ArrayList<>();
    private final Map<String, Integer> byPath = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private final Map<String, Integer> again = new HashMap<>();

    // what the last batch brought, which is nearly always what the next one brings
    private @Nullable Schema usual;
    private int[] placesOfUsual = {};

    Columns(Schema schema, Measures measures) {
        this.schema = schema;
        this.measures = measures;
        var precision = Precision.of(Math.max(1, schema.width()));
        for (var field : schema.fields()) {
            append(field, precision);
        }
    }

    private void append(Schema.Field field, Precision precision) {
        byPath.put(field.path(), all.size());
        names.add(field.name());
        all.add(new ColumnProfile(field, measures, precision, all.size()));
    }

    /// Where the columns of a batch stand, in its order; `null` when there are too many by now.
    ///
    /// @param brought `null` when they are those of the dataset
    int @Nullable [] places(@Nullable Schema brought) {
        if (brought == null) {
            return IntStream.range(0, schema.width()).toArray();
        }
        if (!brought.equals(usual)) {
            long fresh =
                    brought.fields().stream()
                            .filter(field -> !byPath.containsKey(field.path()))
                            .count();
            if (all.size() + fresh > schema.room()) {
                return null;
            }
            var precision = precision(all.size() + (int) fresh);
            placesOfUsual =
                    brought.fields().stream().mapToInt(field -> place(field, precision)).toArray();
            usual = brought;
        }
        return placesOfUsual;
    }

    /// Those that come late are summed up less precisely, because nobody knows how many follow.
    private Precision precision(int width) {
        int tens = all.isEmpty() ? 0 : width / 10;
        return Precision.of(Math.max(Math.max(1, width), tens * tens));
    }

    private int place(Schema.Field field, Precision precision) {
        var known = byPath.get(field.path());
        if (known != null) {
            return known;
        }
        append(new Schema.Field(name(field.name()), all.size(), field.path()), precision);
        return all.size() - 1;
    }

    private String name(String given) {
        String name = given;
        while (names.contains(name)) {
            name = given + "_" + (again.merge(given, 1, Integer::sum) + 1);
        }
        return name;
    }

    ColumnProfile get(int place) {
        return all.get(place);
    }

    int size() {
        return all.size();
    }

    List<String> names() {
        return all.stream().map(column -> column.field().name()).toList();
    }

    /// All there are, as a schema.
    Schema seen() {
        return new Schema(all.stream().map(ColumnProfile::field).toList(), schema.room());
    }

    /// What is known of each.
    ///
    /// @param rows how many there are; who does not have a column counts as null there
    List<Snapshot.Column> snapshot(long rows) {
        all.forEach(column -> column.fillUp(rows));
        return all.stream().map(ColumnProfile::snapshot).toList();
    }

    void write(ByteWriter out) {
        out.integer(schema.width());
        out.integer(schema.room());
        out.integer(all.size());
        for (var column : all) {
            var field = column.field();
            out.bytes(field.name().getBytes(StandardCharsets.UTF_8));
            out.integer(field.index());
            out.bytes(field.path().getBytes(StandardCharsets.UTF_8));
            column.precision().write(out);
            column.write(out);
        }
    }

    /// Reads what [#write] has written.
    ///
    /// @param mostColumns how many columns there may be
    static Columns read(ByteReader in, Measures measures, int mostColumns) {
        int width = in.integer(mostColumns);
        int room = in.integer(mostColumns);
        int size = in.integer(Math.max(width, room));
        in.check(width > 0 ? room == 0 && size == width : room > 0);
        var read = new ArrayList<ColumnProfile>();
        for (int i = 0; i < size; i++) {
            String name = new String(in.bytes(LONGEST_NAME), StandardCharsets.UTF_8);
            int index = in.integer(mostColumns * 100);
            String path = new String(in.bytes(LONGEST_NAME), StandardCharsets.UTF_8);
            var precision = Precision.read(in);
            var column =
                    new ColumnProfile(new Schema.Field(name, index, path), measures, precision, i);
            column.read(in);
            read.add(column);
        }
        var known = read.stream().map(ColumnProfile::field).toList();
        var columns =
                new Columns(width > 0 ? new Schema(known) : Schema.growing(room), measures, read);
        in.check(columns.byPath.size() == size && columns.names.size() == size);
        return columns;
    }

    private Columns(Schema schema, Measures measures, List<ColumnProfile> read) {
        this.schema = schema;
        this.measures = measures;
        for (var column : read) {
            byPath.put(column.field().path(), all.size());
            names.add(column.field().name());
            all.add(column);
        }
    }

    /// Whether no column has more rows than that.
    boolean haveAtMost(long rows) {
        return all.stream().allMatch(column -> column.rows() <= rows);
    }

    /// What was known from the start.
    Schema schema() {
        return schema;
    }
}
