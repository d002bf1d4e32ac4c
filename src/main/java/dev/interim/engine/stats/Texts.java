package dev.interim.engine.stats;

import dev.interim.engine.batch.Batch;
import dev.interim.engine.batch.Column;
import dev.interim.engine.batch.Kind;
import dev.interim.engine.bytes.ByteReader;
import dev.interim.engine.bytes.ByteWriter;
import dev.interim.engine.failure.Plain;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Lengths of text values, and the first and the last of them in the order of their code points.
/// One owner.
final class Texts {
    private static final int LONGEST = 200;
    private static final byte TEXT = Kind.TEXT.code();

    private long count;
    private long minLength = Long.MAX_VALUE;
    private long maxLength;
    private long sumOfLengths;
    private byte @Nullable [] min;
    private byte @Nullable [] max;

    // of the batch that is being taken
    private boolean isValid;
    private int least;
    private int most;
    private long leastPrefix;
    private long mostPrefix;

    Texts() {}

    /// Forgets what was there and takes the text values of the column, row by row.
    void take(Batch batch, Column column) {
        clear(batch);
        if (column.votes(Kind.TEXT) == 0) {
            return;
        }
        byte[] kinds = column.kinds();
        for (int row = 0; row < column.rows(); row++) {
            if (kinds[row] == TEXT) {
                take(batch.bytes(), column, row, 1);
            }
        }
        keep(batch.bytes(), column);
    }

    /// The same from the dictionary of the column: each different text is looked at once.
    void take(Batch batch, Column column, Dictionary dictionary) {
        clear(batch);
        if (column.votes(Kind.TEXT) == 0) {
            return;
        }
        for (int entry = 0; entry < dictionary.size(); entry++) {
            int row = dictionary.row(entry);
            if (column.kinds()[row] == TEXT) {
                take(batch.bytes(), column, row, dictionary.count(entry));
            }
        }
        keep(batch.bytes(), column);
    }

    private void clear(Batch batch) {
        isValid = batch.faults().invalidText() == 0;
        count = 0;
        minLength = Long.MAX_VALUE;
        maxLength = 0;
        sumOfLengths = 0;
        min = null;
        max = null;
        least = -1;
        most = -1;
    }

    private void take(byte[] bytes, Column column, int row, int times) {
        int from = column.from()[row];
        int to = column.to()[row];
        long start = Codepoints.start(bytes, from, to);
        int length =
                isValid
                        ? Codepoints.count(start, bytes, from, to)
                        : codePointsShown(bytes, from, to);
        count += times;
        minLength = Math.min(minLength, length);
        maxLength = Math.max(maxLength, length);
        sumOfLengths += (long) length * times;
        long prefix = Long.reverseBytes(start);
        if (least < 0 || isBefore(bytes, column, prefix, row, leastPrefix, least)) {
            least = row;
            leastPrefix = prefix;
        }
        if (most < 0 || isBefore(bytes, column, mostPrefix, most, prefix, row)) {
            most = row;
            mostPrefix = prefix;
        }
    }

    /// Slower, and right also where bytes are not UTF-8: each such sequence is shown as one U+FFFD.
    private static int codePointsShown(byte[] bytes, int from, int to) {
        String shown = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        return shown.codePointCount(0, shown.length());
    }

    /// Whether the text of a row comes before that of another; mostly their first bytes tell.
    private static boolean isBefore(
            byte[] bytes, Column column, long prefix, int row, long otherPrefix, int other) {
        if (prefix != otherPrefix) {
            return Long.compareUnsigned(prefix, otherPrefix) < 0;
        }
        int length = column.to()[row] - column.from()[row];
        int otherLength = column.to()[other] - column.from()[other];
        boolean isAllOfThem = Math.max(length, otherLength) <= Long.BYTES;
        return isAllOfThem ? length < otherLength : compare(bytes, column, row, other) < 0;
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
        return Arrays.copyOfRange(bytes, from, Math.min(column.to()[row], from + LONGEST));
    }

    /// Adds what the other has seen; the other stays as it is.
    void merge(Texts other) {
        if (other.count == 0) {
            return;
        }
        count += other.count;
        minLength = Math.min(minLength, other.minLength);
        maxLength = Math.max(maxLength, other.maxLength);
        sumOfLengths += other.sumOfLengths;
        min = min == null || Arrays.compareUnsigned(other.min, min) < 0 ? other.min : min;
        max = max == null || Arrays.compareUnsigned(other.max, max) > 0 ? other.max : max;
    }

    void write(ByteWriter out) {
        out.number(count);
        if (min != null && max != null) {
            out.number(minLength);
            out.number(maxLength);
            out.number(sumOfLengths);
            out.bytes(min);
            out.bytes(max);
        }
    }

    void read(ByteReader in) {
        count = in.count();
        if (count > 0) {
            minLength = in.count();
            maxLength = in.count();
            in.check(minLength <= maxLength);
            sumOfLengths = in.count();
            min = in.bytes(LONGEST);
            max = in.bytes(LONGEST);
        }
    }

    long count() {
        return count;
    }

    /// What is known; `null` when there was no text.
    ///
    /// @param details `null` when not asked for
    Snapshot.@Nullable Text snapshot(Snapshot.@Nullable TextDetails details) {
        if (min == null || max == null) {
            return null;
        }
        return new Snapshot.Text(
                minLength,
                maxLength,
                (double) sumOfLengths / count,
                string(min),
                string(max),
                details);
    }

    /// Bytes of a value as a string fit to be shown; what is not UTF-8 becomes U+FFFD, and a
    /// character that was cut in two is left out.
    static String string(byte[] value) {
        int end = value.length < LONGEST ? value.length : wholeCharacters(value);
        return Plain.text(new String(value, 0, end, StandardCharsets.UTF_8), LONGEST);
    }

    private static int wholeCharacters(byte[] value) {
        int last = value.length - 1;
        int lead = last;
        while (lead > last - 3 && (value[lead] & 0xC0) == 0x80) {
            lead--;
        }
        int length = Integer.numberOfLeadingZeros(~value[lead] << 24);
        return lead + length > value.length ? lead : value.length;
    }
}
