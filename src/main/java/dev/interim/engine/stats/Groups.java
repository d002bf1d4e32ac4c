package dev.interim.engine.stats;

import dev.interim.engine.batch.Batch;
import dev.interim.engine.bytes.ByteReader;
import dev.interim.engine.bytes.ByteWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The numbers of all columns for each value of one column.
///
/// The first groups of the data, up to a limit, have numbers of their own; rows of further ones are
/// counted together. Merging equals taking the whole while no group is beyond the limit. One owner.
final class Groups {

    /// Rows whose group has no place; rows without a value are group 1 and rows that have one start
    /// at 2.
    private static final int OTHER = 0;

    private static final int NO_VALUE = 1;
    private static final int FIRST = 2;

    private final int most;
    private final ValueCounts keys;
    private final List<GroupColumn> columns = new ArrayList<>();
    private long otherRows;
    private long noValueRows;
    private int[] places = new int[0];

    /// @param most how many groups have numbers of their own
    Groups(int most) {
        this.most = most;
        keys = new ValueCounts(most);
    }

    /// How many groups there may be, with so many more; those without a place or a value count.
    int size(int more) {
        return FIRST + Math.min(most, keys.size() + more);
    }

    /// Adds the rows of a batch.
    ///
    /// @param at where each column of the batch stands here
    void add(Batch batch, AcrossPart part, int... at) {
        var keysOfBatch = part.keys();
        place(batch, part.keyPlace(), keysOfBatch);
        makeRoom(at);
        for (int i = 0; i < at.length; i++) {
            if (part.isGrouped(batch, i)) {
                for (int entry = 0; entry <= keysOfBatch.size(); entry++) {
                    columns.get(at[i]).add(places[entry], part.groups().get(i), entry);
                }
            }
        }
    }

    /// Finds a place for every entry and counts its rows.
    private void place(Batch batch, int keyPlace, Tally dictionary) {
        int size = dictionary.size();
        if (places.length <= size) {
            places = new int[size + 1 + size / 8];
        }
        long withValue = 0;
        for (int entry = 0; entry < size; entry++) {
            var key = batch.column(keyPlace);
            int row = dictionary.row(entry);
            long times = dictionary.count(entry);
            int from = key.from()[row];
            int to = Math.min(key.to()[row], from + Texts.KEPT);
            int known = keys.find(dictionary.hash(entry));
            if (known < 0 && !keys.isFull()) {
                keys.put(
                        dictionary.hash(entry), times, Arrays.copyOfRange(batch.bytes(), from, to));
                known = keys.size() - 1;
            } else if (known >= 0) {
                keys.count(known, times);
            } else {
                otherRows += times;
            }
            places[entry] = known < 0 ? OTHER : FIRST + known;
            withValue += times;
        }
        places[size] = NO_VALUE;
        noValueRows += batch.rows() - withValue;
    }

    private void makeRoom(int... at) {
        int width = 1 + Arrays.stream(at).max().orElse(-1);
        while (columns.size() < width) {
            columns.add(new GroupColumn());
        }
        columns.forEach(column -> column.makeRoom(FIRST + keys.size()));
    }

    /// Adds what the other has seen; the other stays as it is.
    ///
    /// @param at where each column of the other stands here
    void merge(Groups other, int... at) {
        otherRows += other.otherRows;
        noValueRows += other.noValueRows;
        int[] targets = new int[FIRST + other.keys.size()];
        targets[OTHER] = OTHER;
        targets[NO_VALUE] = NO_VALUE;
        for (int key = 0; key < other.keys.size(); key++) {
            targets[FIRST + key] = target(other.keys, key);
        }
        makeRoom(at);
        for (int i = 0; i < other.columns.size(); i++) {
            for (int group = 0; group < targets.length; group++) {
                columns.get(at[i]).add(targets[group], other.columns.get(i), group);
            }
        }
    }

    private int target(ValueCounts others, int key) {
        long hash = others.hash(key);
        int known = keys.find(hash);
        if (known >= 0) {
            keys.count(known, others.count(key));
            return FIRST + known;
        }
        if (keys.isFull()) {
            otherRows += others.count(key);
            return OTHER;
        }
        keys.put(hash, others.count(key), others.text(key));
        return FIRST + keys.size() - 1;
    }

    void write(ByteWriter out) {
        keys.write(out);
        out.number(otherRows);
        out.number(noValueRows);
        out.integer(columns.size());
        columns.forEach(column -> column.write(out, FIRST + keys.size()));
    }

    /// @param width how many columns there are
    void read(ByteReader in, int width) {
        keys.read(in, Texts.KEPT);
        otherRows = in.count();
        noValueRows = in.count();
        int size = in.integer(width);
        for (int i = 0; i < size; i++) {
            var column = new GroupColumn();
            column.read(in, FIRST + keys.size());
            columns.add(column);
        }
    }

    /// All groups, those with the most rows first; rows without a value form one with no key.
    ///
    /// @param names of all columns
    Snapshot.Groups snapshot(String by, List<String> names) {
        var groups = new ArrayList<Snapshot.Group>();
        for (int key = 0; key < keys.size(); key++) {
            groups.add(group(FIRST + key, Texts.string(keys.text(key)), keys.count(key), names));
        }
        if (noValueRows > 0) {
            groups.add(group(NO_VALUE, null, noValueRows, names));
        }
        groups.sort(
                Comparator.comparingLong((Snapshot.Group group) -> -group.rows())
                        .thenComparing(
                                Snapshot.Group::key,
                                Comparator.nullsLast(Comparator.naturalOrder())));
        return new Snapshot.Groups(
                by, groups, otherRows == 0 ? null : group(OTHER, null, otherRows, names));
    }

    private Snapshot.Group group(int group, @Nullable String key, long rows, List<String> names) {
        var numbers =
                IntStream.range(0, columns.size())
                        .mapToObj(i -> columns.get(i).snapshot(group, names.get(i)))
                        .filter(Objects::nonNull)
                        .toList();
        return new Snapshot.Group(key, rows, numbers);
    }
}
