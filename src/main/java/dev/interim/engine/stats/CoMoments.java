package dev.interim.engine.stats;

import dev.interim.engine.batch.Batch;
import dev.interim.engine.batch.Column;
import dev.interim.engine.bytes.ByteReader;
import dev.interim.engine.bytes.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How pairs of numeric columns vary together.
///
/// At most 50 columns take part, the first that have numbers; a column that had no place in a batch
/// is left out for good. A batch is taken in two passes (means first). Merging parts equals taking
/// the whole up to rounding. One owner.
final class CoMoments {
    private static final int MOST_COLUMNS = 50;
    private static final long MOST_KEPT = 1 << 16;

    // Keys are x × 2^32 + y, places of columns, of which x is further left.
    private final Map<Long, PairMoments> pairs = new TreeMap<>();

    /// Places of columns that take part, and whether they still do.
    private final Map<Integer, Boolean> columns = new TreeMap<>();

    // of the batch that is being taken
    private final List<Differences> differences = new ArrayList<>();

    CoMoments() {}

    /// Forgets what was there and takes the numbers of the batch.
    ///
    /// @param width how many columns the batch has
    void take(Batch batch, int width) {
        pairs.clear();
        columns.clear();
        var taken = new ArrayList<Integer>();
        for (int place = 0; place < width; place++) {
            if (batch.column(place).numberCount() > 0) {
                boolean hasPlace = taken.size() < MOST_COLUMNS;
                columns.put(place, hasPlace);
                if (hasPlace) {
                    spread(batch.column(place), taken.size(), batch.rows());
                    taken.add(place);
                }
            }
        }
        for (int x = 0; x < taken.size(); x++) {
            for (int y = x + 1; y < taken.size(); y++) {
                var pair = Pairing.of(differences.get(x), differences.get(y));
                if (pair.count() > 0) {
                    pairs.put(key(taken.get(x), taken.get(y)), pair);
                }
            }
        }
        keepLittle((long) taken.size() * batch.rows());
    }

    private void spread(Column column, int slot, int rows) {
        if (differences.size() == slot) {
            differences.add(new Differences(column));
        }
        differences.get(slot).take(column, rows);
    }

    /// Parts are many, and a batch of short records has a number in very many places.
    private void keepLittle(long places) {
        if (places > MOST_KEPT) {
            differences.clear();
        }
    }

    private static long key(int x, int y) {
        return (long) x << Integer.SIZE | y;
    }

    /// Adds what the other has seen; the other stays as it is.
    ///
    /// @param places where each column of the other stands here
    void merge(CoMoments other, int... places) {
        other.columns.forEach((place, takesPart) -> {
            boolean hasPlace = columns.containsKey(places[place]) || taking() < MOST_COLUMNS;
            columns.merge(places[place], takesPart && hasPlace, Boolean::logicalAnd);
        });
        other.pairs.forEach((key, pair) -> {
            int x = places[(int) (key >>> Integer.SIZE)];
            int y = places[key.intValue()];
            add(x, y, pair);
        });
        pairs.keySet()
                .removeIf(key ->
                        !takesPart((int) (key >>> Integer.SIZE)) || !takesPart(key.intValue()));
    }

    private long taking() {
        return columns.values().stream().filter(takesPart -> takesPart).count();
    }

    private boolean takesPart(int place) {
        return columns.getOrDefault(place, false);
    }

    private void add(int x, int y, PairMoments pair) {
        var mine =
                pairs.computeIfAbsent(
                        key(Math.min(x, y), Math.max(x, y)), key -> new PairMoments());
        mine.merge(x < y ? pair : pair.turned());
    }

    void write(ByteWriter out) {
        out.integer(columns.size());
        columns.forEach((place, takesPart) -> {
            out.integer(place);
            out.flag(takesPart);
        });
        out.integer(pairs.size());
        pairs.forEach((key, pair) -> {
            out.number(key);
            pair.write(out);
        });
    }

    /// @param width how many columns there are
    void read(ByteReader in, int width) {
        int size = in.integer(width);
        for (int i = 0; i < size; i++) {
            columns.put(in.integer(width - 1), in.flag());
        }
        in.check(columns.size() == size && taking() <= MOST_COLUMNS);
        int pairCount = in.integer(MOST_COLUMNS * MOST_COLUMNS);
        for (int i = 0; i < pairCount; i++) {
            long key = in.number();
            int x = (int) (key >>> Integer.SIZE);
            int y = (int) key;
            in.check(x >= 0 && x < y && takesPart(x) && takesPart(y));
            pairs.put(key, PairMoments.read(in));
        }
    }

    /// The matrices of the columns that take part; `null` when fewer than two do.
    ///
    /// @param names of all columns
    Snapshot.@Nullable Correlations snapshot(List<String> names) {
        var places = new ArrayList<Integer>();
        columns.forEach((place, takesPart) -> {
            if (takesPart) {
                places.add(place);
            }
        });
        if (places.size() < 2) {
            return null;
        }
        var rows = new ArrayList<Snapshot.Correlation>();
        for (int x = 0; x < places.size(); x++) {
            for (int y = x + 1; y < places.size(); y++) {
                var pair = pairs.get(key(places.get(x), places.get(y)));
                if (pair != null) {
                    rows.add(pair.snapshot(names.get(places.get(x)), names.get(places.get(y))));
                }
            }
        }
        return new Snapshot.Correlations(places.stream().map(names::get).toList(), rows);
    }
}
