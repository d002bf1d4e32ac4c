package dev.interim.engine.stats;

import dev.interim.engine.batch.Batch;
import dev.interim.engine.batch.Column;
import dev.interim.engine.batch.Kind;
import dev.interim.engine.bytes.ByteReader;
import dev.interim.engine.bytes.ByteWriter;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Whether values of one family stand in order: how often a value is greater than, less than and
/// equal to the one before it.
///
/// Texts are compared by their first 200 bytes. Merging parts equals taking the whole. One owner.
final class Order {
    private static final int LONGEST = 200;
    private static final byte TEXT = Kind.TEXT.code();

    private long ups;
    private long downs;
    private long ties;

    /// As bytes that order like the values.
    private byte @Nullable [] first;

    private byte @Nullable [] last;

    Order() {}

    private void clear() {
        ups = 0;
        downs = 0;
        ties = 0;
        first = null;
        last = null;
    }

    /// Forgets what was there and takes numbers.
    void take(double[] values, int count) {
        clear();
        if (count == 0) {
            return;
        }
        for (int i = 1; i < count; i++) {
            ups += values[i] > values[i - 1] ? 1 : 0;
            downs += values[i] < values[i - 1] ? 1 : 0;
        }
        ties = count - 1 - ups - downs;
        first = key(values[0]);
        last = key(values[count - 1]);
    }

    /// Forgets what was there and takes instants.
    void take(long[] values, int count) {
        clear();
        if (count == 0) {
            return;
        }
        for (int i = 1; i < count; i++) {
            ups += values[i] > values[i - 1] ? 1 : 0;
            downs += values[i] < values[i - 1] ? 1 : 0;
        }
        ties = count - 1 - ups - downs;
        first = key(values[0]);
        last = key(values[count - 1]);
    }

    /// Forgets what was there and takes the texts of the column.
    void take(Batch batch, Column column) {
        clear();
        int before = -1;
        for (int row = 0; row < column.rows() && column.votes(Kind.TEXT) > 0; row++) {
            if (column.kinds()[row] == TEXT) {
                if (before < 0) {
                    first = key(batch, column, row);
                } else {
                    step(compare(batch.bytes(), column, before, row));
                }
                before = row;
            }
        }
        if (before >= 0) {
            last = key(batch, column, before);
        }
    }

    private void step(int order) {
        ups += order < 0 ? 1 : 0;
        downs += order > 0 ? 1 : 0;
        ties += order == 0 ? 1 : 0;
    }

    private static int compare(byte[] bytes, Column column, int row, int other) {
        int from = column.from()[row];
        int otherFrom = column.from()[other];
        return Arrays.compareUnsigned(
                bytes,
                from,
                Math.min(column.to()[row], from + LONGEST),
                bytes,
                otherFrom,
                Math.min(column.to()[other], otherFrom + LONGEST));
    }

    private static byte[] key(double value) {
        long bits = Double.doubleToLongBits(value + 0.0);
        // of negative numbers all bits are turned round
        return key(bits ^ ((bits >> (Long.SIZE - 1)) >>> 1));
    }

    private static byte[] key(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value ^ Long.MIN_VALUE).array();
    }

    private static byte[] key(Batch batch, Column column, int row) {
        int from = column.from()[row];
        return Arrays.copyOfRange(batch.bytes(), from, Math.min(column.to()[row], from + LONGEST));
    }

    /// Adds what the other has seen behind this; the other stays as it is.
    void merge(Order other) {
        if (other.first == null) {
            return;
        }
        if (last != null) {
            step(Arrays.compareUnsigned(last, other.first));
        } else {
            first = other.first;
        }
        ups += other.ups;
        downs += other.downs;
        ties += other.ties;
        last = other.last;
    }

    void write(ByteWriter out) {
        out.number(ups);
        out.number(downs);
        out.number(ties);
        out.flag(first != null);
        if (first != null && last != null) {
            out.bytes(first);
            out.bytes(last);
        }
    }

    void read(ByteReader in) {
        ups = in.count();
        downs = in.count();
        ties = in.count();
        if (in.flag()) {
            first = in.bytes(LONGEST);
            last = in.bytes(LONGEST);
        }
    }

    /// What is known; `null` below two values.
    Snapshot.@Nullable Order snapshot() {
        if (ups + downs + ties == 0) {
            return null;
        }
        return new Snapshot.Order(direction(), ups, downs, ties);
    }

    private Snapshot.Direction direction() {
        if (ups == 0 && downs == 0) {
            return Snapshot.Direction.CONSTANT;
        }
        if (downs == 0) {
            return Snapshot.Direction.ASCENDING;
        }
        return ups == 0 ? Snapshot.Direction.DESCENDING : Snapshot.Direction.NONE;
    }
}
