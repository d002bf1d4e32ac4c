package dev.interim.engine.source;

import dev.interim.engine.failure.FailureException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// A part of a version in memory, brought by a thread of its own while others bring theirs.
///
/// Its bytes belong to that thread until {@link #isWhole} has answered.
final class Part implements Sink, Runnable {
    /// How many bytes the longest part has.
    static final int BYTES = 4 * 1024 * 1024;

    private final Leg leg;
    private final byte[] bytes;
    private final int length;
    private final CountDownLatch ended = new CountDownLatch(1);
    private int filled;
    private volatile boolean isAnswered;
    private volatile boolean hasFailed;
    private @Nullable RuntimeException failure;

    /// @param bytes to be filled from the beginning, to `length`
    Part(Download download, Origin version, long from, byte[] bytes, int length) {
        this(download, version, from, bytes, length, download.manners().retries());
    }

    private Part(
            Download download, Origin version, long from, byte[] bytes, int length, int retries) {
        this.bytes = bytes;
        this.length = length;
        leg = new Leg(download, this, version, from, from + length, retries);
    }

    /// A part that is asked for once.
    static Part once(Download download, Origin version, long from, int length) {
        return new Part(download, version, from, new byte[BYTES], length, 0);
    }

    @Override
    public void run() {
        try {
            leg.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            hasFailed = filled < length;
            ended.countDown();
        }
    }

    /// Whether bytes of it have come; any thread.
    boolean isAnswered() {
        return isAnswered;
    }

    /// Whether it has ended without all bytes; any thread.
    boolean hasFailed() {
        return hasFailed;
    }

    /// Brings no more.
    void stop() {
        leg.stop();
    }

    /// Waits until all bytes are here, or will not come.
    boolean isWhole() throws InterruptedException {
        ended.await();
        if (failure != null && !(failure instanceof FailureException)) {
            throw failure;
        }
        return failure == null && filled == length;
    }

    /// The bytes, once they are here.
    InputStream read() {
        return new ByteArrayInputStream(bytes, 0, length);
    }

    /// The array, once nobody reads it any more.
    byte[] array() {
        return bytes;
    }

    int length() {
        return length;
    }

    @Override
    public boolean awaitRoom() {
        return true;
    }

    @Override
    public int readFrom(InputStream in, long most) throws IOException {
        int count = in.read(bytes, filled, (int) Math.min(most, length - filled));
        filled += Math.max(0, count);
        isAnswered |= count > 0;
        return count;
    }
}
