package dev.interim.engine.source;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The bounded hand-over between a thread that waits for bytes and {@link Fetch#take}, which never
/// waits.
///
/// A ring of buffers, allocated as they are first needed and used again and again. Its bytes are
/// counted from 0: those in `[taken, written)` belong to the taker, all others to the writer, so
/// that both copy outside the lock. One thread writes ({@link #awaitRoom}, {@link #readFrom}), one
/// owner at a time takes; {@link #end}, {@link #fail} and {@link #close} may come from any thread,
/// and the first of them counts, except that closing always does.
final class Pipe implements Sink {
    private final PipeSize size;
    private final byte[] @Nullable [] buffers;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition halfFreeOrOver = lock.newCondition();
    private volatile Runnable ready;
    private long written;
    private long taken;
    private long fullAt;
    private boolean isHungry;
    private boolean hasEnded;
    private boolean isClosed;
    private @Nullable FailureException failure;

    Pipe(PipeSize size, Runnable ready) {
        this.size = size;
        this.ready = ready;
        this.buffers = new byte[size.buffers()][];
    }

    /// Who is told from now on; to be set before the first {@link #take}.
    void tell(Runnable listener) {
        ready = listener;
    }

    /// Waits until a whole buffer is free; once it has to wait, until half of the pipe is, so that
    /// a slow taker wakes the writer once for many buffers.
    ///
    /// @return false when nothing can be written any more
    @Override
    public boolean awaitRoom() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (room() < size.bufferBytes()) {
                fullAt = written;
                while (!isOver() && !isHalfFree()) {
                    halfFreeOrOver.await();
                }
            }
            return !isOver();
        } finally {
            lock.unlock();
        }
    }

    /// Whether less than half of it waits to be taken.
    boolean isRatherEmpty() {
        lock.lock();
        try {
            return written - taken < size.bytes() / 2;
        } finally {
            lock.unlock();
        }
    }

    /// Whether a whole pipe of bytes was written since it was full: more would be welcome.
    boolean isWantedFaster() {
        lock.lock();
        try {
            return written - fullAt >= size.bytes() && written - taken < size.bytes() / 2;
        } finally {
            lock.unlock();
        }
    }

    /// Reads once from `in` into the room that {@link #awaitRoom} found, and hands it to the taker.
    ///
    /// @return how many bytes, -1 at the end of `in`, as {@link InputStream#read(byte[])} says
    int readFrom(InputStream in) throws IOException {
        return readFrom(in, Long.MAX_VALUE);
    }

    @Override
    public int readFrom(InputStream in, long most) throws IOException {
        // INVARIANT: only the writer moves `written`, so it may read it without the lock.
        byte[] buffer = bufferOf(written);
        int offset = offsetOf(written);
        int count = in.read(buffer, offset, (int) Math.min(most, size.bufferBytes() - offset));
        if (count > 0) {
            change(() -> written += count);
        }
        return count;
    }

    /// How many bytes its buffers take, full or not; any thread, as of a moment ago.
    long memory() {
        return Arrays.stream(buffers).filter(Objects::nonNull).count() * size.bufferBytes();
    }

    /// Wakes a taker who waits for bytes, though there are none: it may look for something else.
    void nudge() {
        change(() -> {});
    }

    /// All bytes were written.
    void end() {
        change(() -> hasEnded |= !isOver());
    }

    /// No more bytes will come, because of `reason`; what was written can still be taken.
    void fail(FailureException reason) {
        change(() -> failure = isOver() ? failure : reason);
    }

    /// Nothing more is written or taken.
    void close() {
        change(() -> isClosed = true);
    }

    /// As {@link Fetch#take}.
    int take(byte[] target, int offset, int length) {
        int count = claim(length);
        for (int copied = 0; copied < count; ) {
            // INVARIANT: only the taker moves `taken`, so it may read it without the lock.
            long from = taken + copied;
            int part = Math.min(count - copied, size.bufferBytes() - offsetOf(from));
            System.arraycopy(bufferOf(from), offsetOf(from), target, offset + copied, part);
            copied += part;
        }
        if (count > 0) {
            giveBack(count);
        }
        return count;
    }

    private int claim(int length) {
        lock.lock();
        try {
            if (isClosed) {
                forgetBuffers();
                throw new FailureException(FailureKind.CONFLICT, "the fetch was closed");
            }
            if (written > taken) {
                return (int) Math.min(length, written - taken);
            }
            if (isOver()) {
                forgetBuffers();
            }
            if (failure != null) {
                throw new FailureException(failure.kind(), failure.sentence(), failure);
            }
            isHungry = !hasEnded;
            return hasEnded ? Fetch.END : 0;
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(int count) {
        lock.lock();
        try {
            taken += count;
            if (isHalfFree()) {
                halfFreeOrOver.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable move) {
        boolean wasHungry;
        lock.lock();
        try {
            move.run();
            if (isOver()) {
                halfFreeOrOver.signal();
            }
            wasHungry = isHungry;
            isHungry = false;
        } finally {
            lock.unlock();
        }
        if (wasHungry) {
            ready.run();
        }
    }

    /// Jobs are kept for longer than their bytes. Only the taker forgets: nobody copies meanwhile.
    private void forgetBuffers() {
        Arrays.fill(buffers, null);
    }

    private boolean isHalfFree() {
        return room() >= size.bytes() / 2;
    }

    private long room() {
        return size.bytes() - (written - taken);
    }

    private boolean isOver() {
        return isClosed || hasEnded || failure != null;
    }

    private byte[] bufferOf(long position) {
        int index = (int) (position / size.bufferBytes() % size.buffers());
        byte[] buffer = buffers[index];
        if (buffer == null) {
            buffer = new byte[size.bufferBytes()];
            buffers[index] = buffer;
        }
        return buffer;
    }

    private int offsetOf(long position) {
        return (int) (position % size.bufferBytes());
    }
}
