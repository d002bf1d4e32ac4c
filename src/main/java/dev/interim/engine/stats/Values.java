package dev.interim.engine.stats;

import dev.interim.engine.bytes.ByteReader;
import dev.interim.engine.bytes.ByteWriter;
import dev.interim.engine.sketch.DistinctSketch;
import dev.interim.engine.sketch.FrequentSketch;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// How many different values there are, and which are the most frequent.
///
/// Exact while there are few; beyond the limit two sketches take over, and the answers carry their
/// bounds. Merging parts equals taking the whole: exactly while exact, within the bounds
/// afterwards. One owner.
final class Values {
    private static final int MOST_FREQUENT_OF_A_BATCH = 128;

    private final int limit;
    private @Nullable ValueCounts exact;
    private long count;
    private @Nullable DistinctSketch distinct;
    private @Nullable FrequentSketch frequent;

    /// @param limit how many different values are counted exactly
    Values(int limit) {
        this.limit = limit;
        exact = new ValueCounts(limit);
    }

    /// Adds the values of a batch.
    ///
    /// @param values how many there are
    /// @param texts what stands in a row
    void add(Tally tally, long values, ValueTexts texts) {
        count += values;
        int entry = exact == null ? 0 : addExactly(exact, tally, texts);
        if (entry < tally.size()) {
            addToSketches(entry, tally, texts);
        }
    }

    /// Counts entries while there is room; answers the first that was not counted.
    private int addExactly(ValueCounts counts, Tally tally, ValueTexts texts) {
        for (int entry = 0; entry < tally.size(); entry++) {
            long hash = tally.hash(entry);
            int known = counts.find(hash, texts, tally.row(entry));
            if (known >= 0) {
                counts.count(known, tally.count(entry));
            } else if (counts.isFull()) {
                spill();
                return entry;
            } else {
                int row = tally.row(entry);
                counts.put(hash, tally.count(entry), texts.kind(row), texts.kept(row));
            }
        }
        return tally.size();
    }

    /// All entries make values different; only those that are frequent in their batch can be
    /// frequent.
    private void addToSketches(int from, Tally tally, ValueTexts texts) {
        var different = sketchOfDistinct();
        var frequent = sketchOfFrequent();
        int rare = tally.rareUpTo(MOST_FREQUENT_OF_A_BATCH);
        frequent.miss(rare);
        for (int entry = from; entry < tally.size(); entry++) {
            long hash = tally.hash(entry);
            different.add(hash);
            if (tally.count(entry) > rare) {
                if (!frequent.isKnown(hash)) {
                    frequent.name(hash, Identity.text(texts.kept(tally.row(entry))));
                }
                frequent.add(hash, tally.count(entry));
            }
        }
    }

    /// Adds what the other has seen; the other stays as it is.
    void merge(Values other) {
        count += other.count;
        if (other.exact == null) {
            spill();
            sketchOfDistinct().merge(other.sketchOfDistinct());
            sketchOfFrequent().merge(other.sketchOfFrequent());
            return;
        }
        for (int entry = 0; entry < other.exact.size(); entry++) {
            add(other.exact, entry);
        }
    }

    private void add(ValueCounts others, int entry) {
        long hash = others.hash(entry);
        long times = others.count(entry);
        if (exact != null) {
            int known = exact.find(hash, others.kind(entry), others.kept(entry));
            if (known >= 0) {
                exact.count(known, times);
                return;
            }
            if (!exact.isFull()) {
                exact.put(hash, times, others.kind(entry), others.kept(entry));
                return;
            }
            spill();
        }
        sketchOfDistinct().add(hash);
        sketchOfFrequent().name(hash, others.text(entry));
        sketchOfFrequent().add(hash, times);
    }

    private void spill() {
        if (exact == null) {
            return;
        }
        var counts = exact;
        exact = null;
        distinct = new DistinctSketch(DistinctSketch.USUAL);
        frequent = new FrequentSketch(counters());
        for (int entry = 0; entry < counts.size(); entry++) {
            add(counts, entry);
        }
    }

    /// Half as many counters as values that are counted exactly: the sketch keeps no more texts.
    private int counters() {
        return Math.max(8, Integer.highestOneBit(limit) / 2);
    }

    /// How many texts are kept, at most as many as values are counted exactly.
    int textsKept() {
        return exact == null ? sketchOfFrequent().textsKept() : exact.size();
    }

    /// How many different values there are.
    Snapshot.Distinct distinct() {
        if (exact != null) {
            return new Snapshot.Distinct(exact.size(), exact.size(), exact.size(), true);
        }
        var sketch = sketchOfDistinct();
        // what is certain besides: more than fit into the exact counts, and no more than there are
        // values
        return Snapshot.Distinct.of(sketch.bounded(limit + 1L, count));
    }

    /// How many values there are.
    long count() {
        return count;
    }

    void write(ByteWriter out) {
        out.number(count);
        out.flag(exact != null);
        if (exact != null) {
            exact.write(out);
        } else {
            sketchOfDistinct().write(out);
            sketchOfFrequent().write(out);
        }
    }

    void read(ByteReader in) {
        count = in.count();
        if (in.flag()) {
            exact = new ValueCounts(limit);
            exact.read(in);
        } else {
            exact = null;
            distinct = DistinctSketch.read(DistinctSketch.USUAL, in);
            frequent = FrequentSketch.read(counters(), Texts.KEPT, in);
        }
    }

    /// The entropy of the values in bits, `null` when not all different values are counted.
    @Nullable Double entropy() {
        if (exact == null || count == 0) {
            return null;
        }
        double bits = 0;
        for (int entry = 0; entry < exact.size(); entry++) {
            double share = (double) exact.count(entry) / count;
            bits -= share * Math.log(share);
        }
        return Math.max(0, bits / Math.log(2));
    }

    /// The values that usually stand for a missing one, of those that are counted exactly or are
    /// frequent.
    List<Snapshot.Top> sentinels() {
        return top(limit).stream().filter(value -> Sentinels.isUsual(value.value())).toList();
    }

    /// The most frequent values, most frequent first, at most `most` of them.
    List<Snapshot.Top> top(int most) {
        return ranked(most).stream()
                .map(item ->
                        new Snapshot.Top(
                                Texts.string(item.text()),
                                item.estimate(),
                                item.lower(),
                                item.upper()))
                .toList();
    }

    /// The most frequent value, `null` where it is not certain which it is, occurs only once, or is
    /// no number.
    @Nullable Double mode() {
        var best = ranked(2);
        boolean isCertain =
                !best.isEmpty()
                        && best.getFirst().lower() > 1
                        && (best.size() < 2 || best.getFirst().lower() > best.get(1).upper());
        return isCertain ? Hash.number(best.getFirst().text(), best.getFirst().hash()) : null;
    }

    private List<FrequentSketch.Item> ranked(int most) {
        return exact == null ? sketchOfFrequent().top(most) : mostFrequent(exact, most);
    }

    private static List<FrequentSketch.Item> mostFrequent(ValueCounts counts, int most) {
        var order =
                Comparator.<Integer>comparingLong(entry -> -counts.count(entry))
                        .thenComparing(counts::text, Arrays::compareUnsigned)
                        .thenComparing(Comparator.naturalOrder());
        var best = new PriorityQueue<Integer>(order.reversed());
        for (int entry = 0; entry < counts.size(); entry++) {
            best.add(entry);
            if (best.size() > most) {
                best.remove();
            }
        }
        return best.stream().sorted(order).map(entry -> item(counts, entry)).toList();
    }

    private static FrequentSketch.Item item(ValueCounts counts, int entry) {
        long count = counts.count(entry);
        return new FrequentSketch.Item(counts.hash(entry), counts.text(entry), count, count, count);
    }

    private DistinctSketch sketchOfDistinct() {
        return Objects.requireNonNull(distinct);
    }

    private FrequentSketch sketchOfFrequent() {
        return Objects.requireNonNull(frequent);
    }
}
