package dev.interim.engine.codec;

import dev.interim.engine.source.Fetch;
import java.util.concurrent.atomic.AtomicLong;

/// The raw bytes of a fetch, a buffer at a time, and how many there were.
final class Input {
    static final int BYTES = 64 * 1024;

    final byte[] buffer = new byte[BYTES];
    int from;
    int to;

    private final Fetch raw;
    private final Runnable ready;
    private final AtomicLong bytesFetched = new AtomicLong();
    private long beginning;

    /// @param ready as for {@link dev.interim.engine.source.Source#open}
    Input(Fetch raw, Runnable ready) {
        this.raw = raw;
        this.ready = ready;
    }

    /// Breaks off without output though there is input, so that a turn can end.
    ///
    /// @return 0, as {@link Fetch#take}
    int pause() {
        ready.run();
        return 0;
    }

    /// Adds raw bytes behind those in the buffer, where there is room: there is when it is empty.
    ///
    /// @return as {@link Fetch#take}
    int fill() {
        if (from == to) {
            from = 0;
            to = 0;
        }
        int count = raw.take(buffer, to, BYTES - to);
        to += count(count);
        return count;
    }

    /// Adds raw bytes until at least so many wait, which move to the front of the buffer for that.
    ///
    /// @param wanted at most as many as the buffer has room for
    /// @return as {@link Fetch#take} where there are fewer, else how many wait
    int fill(int wanted) {
        while (waiting() < wanted) {
            if (from > 0 && BYTES - from < wanted) {
                System.arraycopy(buffer, from, buffer, 0, waiting());
                to -= from;
                from = 0;
            }
            int count = fill();
            if (count <= 0) {
                return count;
            }
        }
        return waiting();
    }

    /// Takes raw bytes past the buffer, which is empty.
    ///
    /// @return as {@link Fetch#take}
    int pass(byte[] target, int offset, int length) {
        int count = raw.take(target, offset, length);
        count(count);
        return count;
    }

    /// How many bytes in the buffer wait to be used.
    int waiting() {
        return to - from;
    }

    /// Counts the position from here on.
    void begin() {
        begin(0);
    }

    /// This is the position here, from which it counts on.
    void begin(long position) {
        beginning = bytesFetched.get() - waiting() - position;
    }

    /// How many raw bytes were used so far.
    long position() {
        return bytesFetched.get() - waiting() - beginning;
    }

    /// How many raw bytes were taken so far; any thread.
    long bytesFetched() {
        return bytesFetched.get();
    }

    private int count(int taken) {
        int count = Math.max(0, taken);
        // Only the taker writes; others may see it a little later.
        bytesFetched.lazySet(bytesFetched.get() + count);
        return count;
    }
}
