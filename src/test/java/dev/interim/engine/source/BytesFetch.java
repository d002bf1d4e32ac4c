package dev.interim.engine.source;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;

/// Bytes that are all in memory already.
final class BytesFetch implements Fetch {
    private final byte[] bytes;
    private int position;
    private volatile boolean isClosed;

    /// @param bytes not copied, and never changed by anybody
    BytesFetch(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public int take(byte[] target, int offset, int length) {
        if (isClosed) {
            throw new FailureException(FailureKind.CONFLICT, "the fetch was closed");
        }
        if (position == bytes.length) {
            return END;
        }
        int count = Math.min(length, bytes.length - position);
        System.arraycopy(bytes, position, target, offset, count);
        position += count;
        return count;
    }

    @Override
    public Origin origin() {
        return Origin.ofBytes(bytes.length);
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
