package dev.interim.engine.stats;

import dev.interim.engine.batch.Batch;
import dev.interim.engine.batch.Column;
import dev.interim.engine.batch.Kind;
import dev.interim.engine.bytes.ByteReader;
import dev.interim.engine.bytes.ByteWriter;
import dev.interim.engine.simd.Blocks;
import dev.interim.engine.simd.Starts;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The first and the last of text values in the order of their code points, which is that of their
/// bytes. One owner.
final class TextRange {
    private static final byte TEXT = Kind.TEXT.code();
    private static final int NONE = -1;
    private static final Blocks BLOCKS = Blocks.fastest();

    private byte @Nullable [] min;
    private byte @Nullable [] max;

    // of the batch that is being taken: rows, and their starts
    private int least;
    private int most;
    private long leastStart;
    private long mostStart;
    // all of the text, when it is no longer than that; else a length that no text has
    private int leastLength;
    private int mostLength;

    TextRange() {}

    /// Forgets what was there and takes the text values of the column.
    void take(Batch batch, Column column, Starts starts) {
        clear();
        if (column.votes(Kind.TEXT) > 0) {
            takeRows(batch.bytes(), column, starts);
            keep(batch.bytes(), column);
        }
    }

    /// The same from the dictionary of the column: each different text is looked at once.
    void take(Batch batch, Column column, Dictionary dictionary) {
        clear();
        if (column.votes(Kind.TEXT) == 0) {
            return;
        }
        for (int entry = 0; entry < dictionary.size(); entry++) {
            int row = dictionary.row(entry);
            if (column.kinds()[row] == TEXT) {
                consider(batch.bytes(), column, row);
            }
        }
        keep(batch.bytes(), column);
    }

    private void clear() {
        min = null;
        max = null;
        least = NONE;
        most = NONE;
        leastStart = Long.MAX_VALUE;
        mostStart = Long.MIN_VALUE;
        leastLength = NONE;
        mostLength = NONE;
    }

    /// Nearly all texts are neither the first nor the last, which their first bytes tell, many at a
    /// time.
    private void takeRows(byte[] bytes, Column column, Starts starts) {
        int row = 0;
        for (; row <= column.rows() - Starts.COUNT; row += Starts.COUNT) {
            long maybe =
                    BLOCKS.matches(column.kinds(), row, TEXT)
                            & starts.beyond(
                                    bytes,
                                    column.from(),
                                    column.to(),
                                    row,
                                    leastStart,
                                    leastLength,
                                    mostStart,
                                    mostLength);
            for (; maybe != 0; maybe &= maybe - 1) {
                consider(bytes, column, row + Long.numberOfTrailingZeros(maybe));
            }
        }
        for (; row < column.rows(); row++) {
            if (column.kinds()[row] == TEXT) {
                consider(bytes, column, row);
            }
        }
    }

    private void consider(byte[] bytes, Column column, int row) {
        int length = column.to()[row] - column.from()[row];
        long start = Starts.of(bytes, column.from()[row], column.to()[row]);
        int whole = length <= Long.BYTES ? length : NONE;
        if (least == NONE
                || start < leastStart
                || (start == leastStart && compare(bytes, column, row, least) < 0)) {
            least = row;
            leastStart = start;
            leastLength = whole;
        }
        if (most == NONE
                || start > mostStart
                || (start == mostStart && compare(bytes, column, row, most) > 0)) {
            most = row;
            mostStart = start;
            mostLength = whole;
        }
    }

    private static int compare(byte[] bytes, Column column, int row, int other) {
        return Arrays.compareUnsigned(
                bytes,
                column.from()[row],
                column.to()[row],
                bytes,
                column.from()[other],
                column.to()[other]);
    }

    private void keep(byte[] bytes, Column column) {
        min = copy(bytes, column, least);
        max = copy(bytes, column, most);
    }

    private static byte[] copy(byte[] bytes, Column column, int row) {
        int from = column.from()[row];
        return Arrays.copyOfRange(bytes, from, Math.min(column.to()[row], from + Texts.KEPT));
    }

    /// Adds what the other has seen; the other stays as it is.
    void merge(TextRange other) {
        if (other.min != null && other.max != null) {
            min = min == null || Arrays.compareUnsigned(other.min, min) < 0 ? other.min : min;
            max = max == null || Arrays.compareUnsigned(other.max, max) > 0 ? other.max : max;
        }
    }

    /// Writes the range of at least one text.
    void write(ByteWriter out) {
        out.bytes(min());
        out.bytes(max());
    }

    void read(ByteReader in) {
        min = in.bytes(Texts.KEPT);
        max = in.bytes(Texts.KEPT);
    }

    /// The first, cut; there was a text.
    byte[] min() {
        return Objects.requireNonNull(min);
    }

    /// The last, cut; there was a text.
    byte[] max() {
        return Objects.requireNonNull(max);
    }
}
