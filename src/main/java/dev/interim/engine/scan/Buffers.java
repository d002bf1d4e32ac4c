package dev.interim.engine.scan;

import java.util.ArrayDeque;

/// Byte arrays that circulate between the chunker and the lanes, so that a running job allocates
/// none.
///
/// Safe for any number of threads.
public final class Buffers {
    private final int size;
    private final int most;
    private final ArrayDeque<byte[]> idle = new ArrayDeque<>();

    /// @param size bytes of a buffer
    /// @param most how many idle buffers are kept
    public Buffers(int size, int most) {
        this.size = size;
        this.most = most;
    }

    /// A buffer of at least that many bytes, with any content.
    public byte[] take(int least) {
        if (least > size) {
            return new byte[least];
        }
        synchronized (idle) {
            byte[] buffer = idle.poll();
            return buffer == null ? new byte[size] : buffer;
        }
    }

    /// Whether a buffer is longer than those that are kept.
    public boolean isLong(byte[] buffer) {
        return buffer.length > size;
    }

    /// How many bytes the idle buffers take.
    public long memory() {
        synchronized (idle) {
            return (long) size * idle.size();
        }
    }

    /// Keeps no idle buffers any more.
    public void clear() {
        synchronized (idle) {
            idle.clear();
        }
    }

    /// Gives a buffer back; the caller forgets it.
    public void give(byte[] buffer) {
        synchronized (idle) {
            if (buffer.length == size && idle.size() < most) {
                idle.push(buffer);
            }
        }
    }
}
