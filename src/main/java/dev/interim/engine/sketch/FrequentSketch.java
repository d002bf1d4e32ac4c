package dev.interim.engine.sketch;

import dev.interim.engine.bytes.ByteReader;
import dev.interim.engine.bytes.ByteWriter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.datasketches.frequencies.ErrorType;
import org.apache.datasketches.frequencies.FrequentLongsSketch;

/// The values that occur most often, with bounds of how often: the frequent-items sketch of Apache
/// DataSketches (Anderson and others, *A High-Performance Algorithm for Identifying Frequent Items
/// in Data Streams*, 2017) over hashes, beside the texts of the values it holds.
///
/// Whoever feeds it may leave out values that are rare in their batch, and says by how much any
/// value may have been undercounted so ([#miss]): that widens the upper bounds.
///
/// Error: the true count always lies between the bounds. Only values that are certainly more
/// frequent than all that are not listed are given. Memory: the counters and at most twice as many
/// texts. One owner.
public final class FrequentSketch {
    private static final long MOST = 1L << 56;

    private final FrequentLongsSketch sketch;
    private final Names texts;
    private long missed;

    /// By how much counts of values may be too low since before the sketch was read from bytes.
    private long offset;

    /// A sketch of nothing.
    ///
    /// @param counters a power of two
    public FrequentSketch(int counters) {
        sketch = new FrequentLongsSketch(counters);
        texts = new Names(2 * counters);
    }

    /// A frequent value.
    ///
    /// @param hash what it was counted by
    /// @param text the value as it stands first
    /// @param estimate how often it probably occurs
    /// @param lower how often it occurs at least
    /// @param upper how often it occurs at most
    @SuppressWarnings("ArrayRecordComponent") // nobody writes to it
    public record Item(long hash, byte[] text, long estimate, long lower, long upper) {}

    /// How many texts are kept, at most twice as many as there are counters.
    public int textsKept() {
        return texts.size();
    }

    /// Whether the text of a value is known.
    public boolean isKnown(long hash) {
        return texts.isKnown(hash);
    }

    private boolean isCounted(long hash) {
        return sketch.getLowerBound(hash) > 0;
    }

    /// Remembers the text of a value that is about to be counted; the first one stays.
    public void name(long hash, byte[] text) {
        if (texts.isFull()) {
            texts.retain(this::isCounted);
        }
        texts.add(hash, text);
    }

    /// Counts a value.
    public void add(long hash, long times) {
        sketch.update(hash, times);
    }

    /// Says that any value may have occurred up to that many times more than it was counted.
    public void miss(long times) {
        missed += times;
    }

    /// Adds what the other has seen; the other stays as it is.
    public void merge(FrequentSketch other) {
        sketch.merge(other.sketch);
        texts.retain(this::isCounted);
        texts.addAll(other.texts, this::isCounted);
        missed += other.missed;
        offset += other.offset;
    }

    /// Writes all of it.
    public void write(ByteWriter out) {
        var rows = sketch.getFrequentItems(0, ErrorType.NO_FALSE_NEGATIVES);
        // the library orders only by count
        Arrays.sort(rows, Comparator.comparingLong(FrequentLongsSketch.Row::getItem));
        out.number(missed);
        out.number(offset + sketch.getMaximumError());
        out.integer(rows.length);
        for (FrequentLongsSketch.Row row : rows) {
            out.number(row.getItem());
            out.number(row.getLowerBound());
            out.bytes(texts.text(row.getItem()));
        }
    }

    /// Reads what [#write] has written.
    ///
    /// @param longestText how many bytes a text may have
    /// @throws dev.interim.engine.failure.FailureException when it is anything else
    public static FrequentSketch read(int counters, int longestText, ByteReader in) {
        var read = new FrequentSketch(counters);
        read.missed = in.count();
        read.offset = in.count();
        int rows = in.integer(counters * 3 / 4);
        long left = MOST;
        for (int i = 0; i < rows; i++) {
            long item = in.number();
            long count = in.numberUpTo(left);
            in.check(count > 0 && !read.texts.isKnown(item));
            left -= count;
            read.texts.add(item, in.bytes(longestText));
            read.sketch.update(item, count);
        }
        return read;
    }

    /// How often a value that is not known may have occurred at most.
    public long unlisted() {
        return sketch.getMaximumError() + offset + missed;
    }

    /// The most frequent values, most frequent first, at most `most` of them.
    public List<Item> top(int most) {
        return Arrays.stream(sketch.getFrequentItems(unlisted(), ErrorType.NO_FALSE_POSITIVES))
                .sorted(
                        Comparator.comparingLong(
                                        (FrequentLongsSketch.Row row) -> -row.getEstimate())
                                .thenComparingLong(FrequentLongsSketch.Row::getItem))
                .limit(most)
                .map(this::item)
                .toList();
    }

    private Item item(FrequentLongsSketch.Row row) {
        return new Item(
                row.getItem(),
                texts.text(row.getItem()),
                row.getEstimate() + offset,
                row.getLowerBound(),
                row.getUpperBound() + offset + missed);
    }
}
