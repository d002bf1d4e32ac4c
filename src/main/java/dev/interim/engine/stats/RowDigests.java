package dev.interim.engine.stats;

import dev.interim.engine.batch.Batch;
import dev.interim.engine.batch.Column;
import dev.interim.engine.batch.Kind;
import dev.interim.engine.batch.Schema;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The rows of a batch by 128 bits of SHA-256: over the columns in the order of their paths, and of
/// each value what is compared of it ([Identity]).
///
/// Worked out for a row when it is asked for. Reused from batch to batch; one owner.
final class RowDigests {
    private static final byte TEXT = Kind.TEXT.code();
    private static final byte INTEGER = Kind.INTEGER.code();
    private static final int NOT_THERE = -1;

    private final MessageDigest sha = Identity.sha256();
    private ByteBuffer buffer = ByteBuffer.allocate(4096);
    private byte[] bytes = new byte[0];
    private List<Value> columns = List.of();
    private long high;
    private long low;

    RowDigests() {}

    /// A column, and where its rows are.
    @SuppressWarnings("ArrayRecordComponent") // nobody writes to it
    private record Value(
            byte[] path, Column column, Dictionary dictionary, int @Nullable [] places) {

        int place(int row) {
            return places == null ? row : places[row];
        }
    }

    /// Takes the columns of a batch.
    void take(Batch batch, Schema schema, List<ColumnPart> parts) {
        columns =
                IntStream.range(0, schema.width())
                        .boxed()
                        .sorted(Comparator.comparing(i -> schema.fields().get(i).path()))
                        .map(i ->
                                new Value(
                                        path(schema, i),
                                        batch.column(i),
                                        parts.get(i).dictionary,
                                        places(batch, batch.column(i))))
                        .toList();
        bytes = batch.bytes();
    }

    private static byte[] path(Schema schema, int place) {
        return schema.fields().get(place).path().getBytes(StandardCharsets.UTF_8);
    }

    private static int @Nullable [] places(Batch batch, Column column) {
        if (column.rows() == batch.rows()) {
            return null;
        }
        int[] places = new int[batch.rows()];
        Arrays.fill(places, NOT_THERE);
        for (int i = 0; i < column.rows(); i++) {
            places[column.putRows()[i]] = i;
        }
        return places;
    }

    /// Works out the digest of a row.
    void digest(int row) {
        buffer.clear();
        for (var value : columns) {
            int place = value.place(row);
            if (place >= 0 && value.dictionary().entries()[place] >= 0) {
                put(value, place);
            }
        }
        sha.update(buffer.flip());
        var digest = ByteBuffer.wrap(sha.digest());
        high = digest.getLong();
        // none is 0, which stands for a digest that is not known
        low = digest.getLong() | 1;
    }

    private void put(Value value, int place) {
        byte kind = value.column().kinds()[place];
        int from = value.column().from()[place];
        int to = value.column().to()[place];
        room(value.path().length + to - from + 32);
        buffer.putInt(value.path().length).put(value.path());
        if (kind == TEXT) {
            buffer.put(TEXT).putInt(to - from).put(bytes, from, to - from);
            return;
        }
        // one to one but for integers of many digits
        buffer.put((byte) 0);
        buffer.putLong(value.dictionary().hash(value.dictionary().entries()[place]));
        if (kind == INTEGER && Identity.isBeyondDouble(bytes, from, to)) {
            putDigits(from, to);
        }
    }

    private void putDigits(int from, int to) {
        int start = Identity.digits(bytes, from, to);
        buffer.putInt(to - start).put(bytes, start, to - start);
    }

    private void room(int more) {
        if (buffer.remaining() < more) {
            var larger = ByteBuffer.allocate(2 * (buffer.position() + more));
            buffer = larger.put(buffer.flip());
        }
    }

    /// The first 64 bits of the digest that was worked out last.
    long high() {
        return high;
    }

    /// The other 64 bits, never 0.
    long low() {
        return low;
    }
}
