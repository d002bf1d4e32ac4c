package dev.interim.engine.simd;

/// Looks at 64 bytes in one step; the answer has a bit for each of them, the lowest for the first.
public sealed interface Blocks permits SwarBlocks, VectorBlocks {
    /// How many bytes a block has.
    int SIZE = Long.SIZE;

    /// Which of the 64 bytes from `at` are `value`.
    long matches(byte[] bytes, int at, byte value);

    /// Which of the 64 bytes from `at` are not ASCII.
    long nonAscii(byte[] bytes, int at);

    /// The first place of `value` in `[from, to)`, or `to`.
    int indexOf(byte[] bytes, int from, int to, byte value);

    /// The faster way on this machine.
    static Blocks fastest() {
        return Simd.hasWideVectors() ? new VectorBlocks() : new SwarBlocks();
    }
}
