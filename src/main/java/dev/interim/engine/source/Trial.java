package dev.interim.engine.source;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// A second range of a version, asked for while the first connection still brings bytes.
///
/// It shows whether the server answers several requests at the same time, each with the same
/// version: links may have expired or work once, a client may be allowed one connection, a mirror
/// may have another version. It begins a little behind the byte at which it is asked for, so that
/// it is answered when the first connection gets there. One thread.
final class Trial implements AutoCloseable {
    private static final int AHEAD = 1024 * 1024;

    private final Part part;
    private final long from;
    private final Semaphore memory;
    private boolean isHandedOver;

    private Trial(Part part, long from, Semaphore memory) {
        this.part = part;
        this.from = from;
        this.memory = memory;
    }

    /// Asks for the range, on a thread of its own.
    ///
    /// @param position which byte the first connection brings next
    /// @return `null` where there is no memory for it
    static @Nullable Trial start(Download download, Origin version, long length, long position) {
        if (!download.memory().tryAcquire()) {
            return null;
        }
        long from = Math.min(position + AHEAD, length - 1);
        int bytes = (int) Math.min(Part.BYTES, length - from);
        var part = Part.once(download, version, from, bytes);
        download.start(part);
        return new Trial(part, from, download.memory());
    }

    /// Where the first connection may give way.
    long from() {
        return from;
    }

    /// Whether bytes of the range come, of the right version.
    boolean isAccepted() {
        return part.isAnswered();
    }

    /// Whether it will not be answered.
    boolean hasFailed() {
        return part.hasFailed();
    }

    /// The range, where it is what comes next; it then belongs to the caller, with its memory.
    ///
    /// @return `null` where the first connection was faster
    @Nullable Part handOver(long position) {
        isHandedOver = position == from;
        return isHandedOver ? part : null;
    }

    /// Asks for it no more, unless it was handed over; more than once.
    @Override
    public void close() {
        if (!isHandedOver) {
            isHandedOver = true;
            part.stop();
            memory.release();
        }
    }
}
