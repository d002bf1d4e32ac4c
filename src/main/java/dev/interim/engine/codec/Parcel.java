package dev.interim.engine.codec;

import dev.interim.engine.failure.FailureException;
import org.jspecify.annotations.Nullable;

/// A few whole blocks of a BGZF file, to be decompressed by themselves. One owner at a time.
final class Parcel {
    /// How many blocks are together, so that handing them over costs little beside them.
    static final int BLOCKS = 4;

    /// How long a block is at most, compressed and decompressed.
    static final int BLOCK_BYTES = 64 * 1024;

    /// How many bytes of memory one takes.
    static final long MEMORY = 2L * BLOCKS * BLOCK_BYTES;

    final byte[] raw = new byte[BLOCKS * BLOCK_BYTES];
    // A byte more, by which a block that holds too much is known.
    final byte[] plain = new byte[BLOCKS * BLOCK_BYTES + 1];
    private final int[] ends = new int[BLOCKS];
    private long position;
    private int blocks;
    private int plainLength;
    private int taken;
    private @Nullable FailureException failure;

    /// Begins a new one, whose first byte stands at this position.
    void begin(long at) {
        position = at;
        blocks = 0;
        plainLength = 0;
        taken = 0;
        failure = null;
    }

    /// Adds a whole block, which waits in the input.
    void add(Input in, int length) {
        int from = end(blocks);
        System.arraycopy(in.buffer, in.from, raw, from, length);
        in.from += length;
        ends[blocks] = from + length;
        blocks++;
    }

    int blocks() {
        return blocks;
    }

    /// Where in `raw` the first so many blocks end.
    int end(int count) {
        return count == 0 ? 0 : ends[count - 1];
    }

    /// Where in the file its first byte stands.
    long position() {
        return position;
    }

    /// How many compressed bytes it has.
    int length() {
        return end(blocks);
    }

    /// So many bytes came out of it, all or up to the block with which something was wrong.
    void unpacked(int bytes, @Nullable FailureException wrong) {
        plainLength = bytes;
        failure = wrong;
    }

    /// Whether there is nothing in it.
    boolean isQuiet() {
        return plainLength == 0 && failure == null;
    }

    /// Takes what came out; 0 when all was taken.
    ///
    /// @throws FailureException what was wrong with the block that follows
    int take(byte[] target, int offset, int length) {
        int count = Math.min(length, plainLength - taken);
        System.arraycopy(plain, taken, target, offset, count);
        taken += count;
        if (count == 0 && failure != null) {
            throw failure;
        }
        return count;
    }
}
