package dev.interim.engine.source;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import java.util.function.Supplier;

/// Bytes that are made while they are taken.
final class SampleFetch implements Fetch {
    private final Supplier<byte[]> parts;
    private final Origin origin;
    private byte[] part = {};
    private int position;
    private volatile boolean isClosed;

    /// @param parts the next part each time it is asked; an empty one is the end
    /// @param length how many bytes all parts have
    SampleFetch(Supplier<byte[]> parts, long length) {
        this.parts = parts;
        this.origin = Origin.ofBytes(length);
    }

    @Override
    public int take(byte[] target, int offset, int length) {
        if (isClosed) {
            throw new FailureException(FailureKind.CONFLICT, "the fetch was closed");
        }
        if (position == part.length) {
            part = parts.get();
            position = 0;
        }
        int count = Math.min(length, part.length - position);
        System.arraycopy(part, position, target, offset, count);
        position += count;
        return part.length == 0 ? END : count;
    }

    @Override
    public Origin origin() {
        return origin;
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
