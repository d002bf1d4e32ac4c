package dev.interim.engine.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// The rest of a version, as several parts at the same time.
///
/// Parts go into the pipe in the order of the source, whatever the order in which they come, and a
/// part is asked for only when there is memory for it: the pipe's taker sees no difference to a
/// single connection. At the first part that fails everything behind the last whole one is dropped,
/// and left to a single connection. One thread.
final class Ranges {
    private final Download download;
    private final Pipe pipe;
    private final Origin version;
    private final long length;
    private final Width width;
    private final Semaphore memory;
    private final Deque<Part> parts = new ArrayDeque<>();
    private final Deque<byte[]> spare = new ArrayDeque<>();
    private long position;
    private long asked;
    private long learntAt;
    private long learntBytes;

    /// @param from the first byte that is not in the pipe yet
    /// @param first the part that begins there, where it was asked for already; with its memory
    Ranges(
            Download download,
            Pipe pipe,
            Origin version,
            long length,
            long from,
            @Nullable Part first) {
        this.download = download;
        this.pipe = pipe;
        this.version = version;
        this.length = length;
        width = download.width();
        memory = download.memory();
        position = from;
        asked = from;
        if (first != null) {
            parts.add(first);
            asked += first.length();
        }
    }

    /// Brings parts, as long as several are faster than one; blocks.
    ///
    /// @return the first byte that is not in the pipe
    long run() throws InterruptedException {
        learntAt = download.nanos();
        learntBytes = position;
        boolean isGoingWell = true;
        try {
            // What was asked for is waited for, also when one connection has turned out to do.
            while (isGoingWell && position < length && (isWide() || !parts.isEmpty())) {
                ask();
                isGoingWell = !parts.isEmpty() && isDelivered(parts.element());
            }
            if (!isGoingWell) {
                width.shrink();
            }
            return position;
        } finally {
            parts.forEach(Part::stop);
            memory.release(parts.size() + spare.size());
        }
    }

    private boolean isWide() {
        return download.isParallel() && width.now() > 1;
    }

    private void ask() {
        while (isWide() && parts.size() < width.now() && asked < length && hasMemory()) {
            byte[] bytes = spare.isEmpty() ? new byte[Part.BYTES] : spare.remove();
            var part =
                    new Part(
                            download,
                            version,
                            asked,
                            bytes,
                            (int) Math.min(Part.BYTES, length - asked));
            asked += part.length();
            parts.add(part);
            download.start(part);
        }
    }

    private boolean hasMemory() {
        return !spare.isEmpty() || memory.tryAcquire();
    }

    /// @return whether it was whole, and is in the pipe
    private boolean isDelivered(Part part) throws InterruptedException {
        if (!part.isWhole()) {
            return false;
        }
        learn();
        try (InputStream in = part.read()) {
            for (int left = part.length(); left > 0; ) {
                if (!pipe.awaitRoom()) {
                    return false;
                }
                int count = pipe.readFrom(in, left);
                left -= count;
                position += count;
                download.count(count);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("from memory", e);
        }
        parts.remove();
        spare.add(part.array());
        return true;
    }

    /// A pipe that is rather full says that bytes are not wanted faster.
    private void learn() {
        long bytes = position - learntBytes;
        if (bytes >= 2L * width.now() * Part.BYTES) {
            long now = download.nanos();
            if (pipe.isRatherEmpty()) {
                width.learn(bytes, now - learntAt);
            }
            learntAt = now;
            learntBytes = position;
        }
    }
}
