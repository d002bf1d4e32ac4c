package dev.interim.engine.codec;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.source.Fetch;
import dev.interim.engine.source.Origin;

/// A raw fetch that has nothing every other time it is asked, and few bytes otherwise.
class Dribble implements Fetch {
    private final byte[] bytes;
    private int atOnce;
    private int position;
    private boolean isDry;
    private volatile boolean isClosed;

    Dribble(byte[] bytes, int atOnce) {
        this.bytes = bytes;
        this.atOnce = atOnce;
    }

    @Override
    public int take(byte[] target, int offset, int length) {
        if (isClosed) {
            throw new FailureException(FailureKind.CONFLICT, "closed");
        }
        if (position == bytes.length) {
            return END;
        }
        isDry = !isDry;
        if (isDry) {
            return 0;
        }
        int count = Math.min(Math.min(length, atOnce), bytes.length - position);
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

    /// From now on as much as there is room for.
    final void everything() {
        if (position > 0) {
            atOnce = bytes.length;
        }
    }

    boolean isClosed() {
        return isClosed;
    }
}
