package dev.interim.engine.stats;

import dev.interim.engine.batch.Batch;
import dev.interim.engine.batch.Column;
import dev.interim.engine.batch.Kind;
import dev.interim.engine.batch.Schema;
import dev.interim.engine.simd.Mixing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What one batch adds to statistics that look at several columns of a row at once.
///
/// Reused from batch to batch; one owner.
final class AcrossPart {
    private static final int NO_COLUMN = -1;

    private final Measures measures;
    private final List<GroupPart> groups = new ArrayList<>();
    private final CoMoments coMoments = new CoMoments();
    private final Dictionary noKeys = new Dictionary(true);
    private final RowDigests rowDigests = new RowDigests();
    private long[] rowHashes = new long[0];
    private int[] groupOf = new int[0];
    private int[] own = new int[0];
    private int keyPlace = NO_COLUMN;
    private Dictionary keys = noKeys;

    AcrossPart(Measures measures) {
        this.measures = measures;
    }

    /// Forgets what was there and takes the batch.
    ///
    /// @param schema the columns of the batch
    /// @param columns what was worked out of each column alone
    void take(Batch batch, Schema schema, List<ColumnPart> columns) {
        if (measures.isComplete()) {
            coMoments.take(batch, schema.width());
            hashRows(batch, schema, columns);
            rowDigests.take(batch, schema, columns);
        }
        var grouping = measures.grouping();
        if (grouping != null) {
            keyPlace = schema.place(grouping.column());
            group(batch, schema, columns);
        }
    }

    private void hashRows(Batch batch, Schema schema, List<ColumnPart> columns) {
        int rows = batch.rows();
        if (rowHashes.length < rows) {
            rowHashes = new long[rows + rows / 8];
        }
        Arrays.fill(rowHashes, 0, rows, 0);
        for (int place = 0; place < schema.width(); place++) {
            var dictionary = columns.get(place).dictionary;
            int[] entries = dictionary.entries();
            var column = batch.column(place);
            byte[] path = schema.fields().get(place).path().getBytes(StandardCharsets.UTF_8);
            long seed = Hash.text(path, 0, path.length);
            for (int i = 0; i < column.rows(); i++) {
                int entry = entries[i];
                int row = column.rows() == rows ? i : column.putRows()[i];
                rowHashes[row] += entry < 0 ? 0 : Mixing.mix(dictionary.hash(entry) ^ seed);
            }
        }
    }

    private void group(Batch batch, Schema schema, List<ColumnPart> columns) {
        keys = keyPlace < 0 ? noKeys : columns.get(keyPlace).dictionary;
        number(batch, keys);
        while (groups.size() < schema.width()) {
            groups.add(new GroupPart());
        }
        for (int place = 0; place < schema.width(); place++) {
            if (isGrouped(batch, place)) {
                groups.get(place).take(batch, batch.column(place), keys, groupOf);
            }
        }
    }

    /// Whether there is a part for the column at that place: it has numbers and is not what groups.
    boolean isGrouped(Batch batch, int place) {
        return place != keyPlace && batch.column(place).numberCount() > 0;
    }

    /// Rows without a value are a group too, the last one.
    private void number(Batch batch, Dictionary dictionary) {
        int rows = batch.rows();
        if (keyPlace >= 0 && hasAll(batch.column(keyPlace), rows)) {
            groupOf = dictionary.entries();
            return;
        }
        if (own.length < rows) {
            own = new int[rows + rows / 8];
        }
        groupOf = own;
        int last = dictionary.size();
        Arrays.fill(groupOf, 0, rows, last);
        if (keyPlace < 0) {
            return;
        }
        int[] entries = dictionary.entries();
        var column = batch.column(keyPlace);
        for (int i = 0; i < column.rows(); i++) {
            int row = column.rows() == rows ? i : column.putRows()[i];
            groupOf[row] = entries[i] < 0 ? last : entries[i];
        }
    }

    private static boolean hasAll(Column column, int rows) {
        return column.rows() == rows && column.votes(Kind.NULL) == 0;
    }

    CoMoments coMoments() {
        return coMoments;
    }

    /// One for each row; only of complete statistics.
    long[] rowHashes() {
        return rowHashes;
    }

    /// The digests of the same rows.
    RowDigests rowDigests() {
        return rowDigests;
    }

    /// Where the column that groups stands in the batch; without one no row has a value.
    int keyPlace() {
        return keyPlace;
    }

    /// The values that group.
    Dictionary keys() {
        return keys;
    }

    List<GroupPart> groups() {
        return groups;
    }
}
