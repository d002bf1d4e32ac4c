package dev.interim.engine.stats;

import dev.interim.engine.batch.Batch;
import dev.interim.engine.batch.Column;
import dev.interim.engine.batch.Kind;
import dev.interim.engine.bytes.ByteReader;
import dev.interim.engine.bytes.ByteWriter;
import dev.interim.engine.failure.Plain;
import dev.interim.engine.simd.Starts;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Text values: their range and, where they are wanted, their lengths. One owner.
final class Texts {
    /// How many bytes of a value are kept: so many that one knows whether the last character that
    /// is shown is cut in two.
    static final int KEPT = 203;

    private static final int LONGEST = 200;
    private static final byte TEXT = Kind.TEXT.code();

    private final boolean hasLengths;
    private final TextRange range = new TextRange();
    private long count;
    private long minLength = Long.MAX_VALUE;
    private long maxLength;
    private long sumOfLengths;

    /// @param hasLengths whether lengths are wanted
    Texts(boolean hasLengths) {
        this.hasLengths = hasLengths;
    }

    /// Forgets what was there and takes the text values of the column, without their lengths.
    void take(Batch batch, Column column, Starts starts) {
        clear(column);
        range.take(batch, column, starts);
    }

    private void clear(Column column) {
        count = column.votes(Kind.TEXT);
        minLength = Long.MAX_VALUE;
        maxLength = 0;
        sumOfLengths = 0;
    }

    /// The same from the dictionary of the column: each different text is looked at once.
    void take(Batch batch, Column column, Dictionary dictionary) {
        clear(column);
        range.take(batch, column, dictionary);
        if (hasLengths && count > 0) {
            takeLengths(batch, column, dictionary);
        }
    }

    private void takeLengths(Batch batch, Column column, Dictionary dictionary) {
        boolean isValid = batch.faults().invalidText() == 0;
        for (int entry = 0; entry < dictionary.size(); entry++) {
            int row = dictionary.row(entry);
            if (column.kinds()[row] == TEXT) {
                int from = column.from()[row];
                int to = column.to()[row];
                int length =
                        isValid
                                ? Codepoints.count(batch.bytes(), from, to)
                                : codePointsShown(batch.bytes(), from, to);
                minLength = Math.min(minLength, length);
                maxLength = Math.max(maxLength, length);
                sumOfLengths += (long) length * dictionary.count(entry);
            }
        }
    }

    /// Slower, and right also where bytes are not UTF-8: each such sequence is shown as one U+FFFD.
    private static int codePointsShown(byte[] bytes, int from, int to) {
        String shown = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        return shown.codePointCount(0, shown.length());
    }

    /// Adds what the other has seen; the other stays as it is.
    void merge(Texts other) {
        count += other.count;
        minLength = Math.min(minLength, other.minLength);
        maxLength = Math.max(maxLength, other.maxLength);
        sumOfLengths += other.sumOfLengths;
        range.merge(other.range);
    }

    void write(ByteWriter out) {
        out.number(count);
        if (count > 0) {
            range.write(out);
            if (hasLengths) {
                out.number(minLength);
                out.number(maxLength);
                out.number(sumOfLengths);
            }
        }
    }

    void read(ByteReader in) {
        count = in.count();
        if (count > 0) {
            range.read(in);
            if (hasLengths) {
                minLength = in.count();
                maxLength = in.count();
                in.check(minLength <= maxLength);
                sumOfLengths = in.count();
            }
        }
    }

    long count() {
        return count;
    }

    /// What is known; `null` when there was no text.
    ///
    /// @param details `null` when not asked for
    Snapshot.@Nullable Text snapshot(Snapshot.@Nullable TextDetails details) {
        if (count == 0) {
            return null;
        }
        return new Snapshot.Text(
                hasLengths ? minLength : null,
                hasLengths ? maxLength : null,
                hasLengths ? (double) sumOfLengths / count : null,
                string(range.min()),
                string(range.max()),
                details);
    }

    /// The kept bytes of a value as a string fit to be shown: of at most 200 bytes; what is not
    /// UTF-8 becomes U+FFFD, and a character that would be cut in two is left out.
    static String string(byte[] value) {
        int end = value.length <= LONGEST ? value.length : wholeCharacters(value);
        return Plain.text(new String(value, 0, end, StandardCharsets.UTF_8), LONGEST);
    }

    private static int wholeCharacters(byte[] value) {
        int start = LONGEST - 1;
        while (start > LONGEST - 4 && (value[start] & 0xC0) == 0x80) {
            start--;
        }
        String last = new String(value, start, value.length - start, StandardCharsets.UTF_8);
        byte[] character = Character.toString(last.codePointAt(0)).getBytes(StandardCharsets.UTF_8);
        int end = start + character.length;
        boolean isOne =
                end <= value.length
                        && Arrays.equals(value, start, end, character, 0, character.length);
        return isOne && end > LONGEST ? start : LONGEST;
    }
}
