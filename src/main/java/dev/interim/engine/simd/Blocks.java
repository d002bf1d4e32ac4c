package dev.interim.engine.simd;

/// Looks at 64 bytes in one step; the answer has a bit for each of them, the lowest for the first.
public sealed interface Blocks permits SwarBlocks, VectorBlocks {
    /// How many bytes a block has.
    int SIZE = Long.SIZE;

    /// Places are written by groups of this size, the last of which may not be full.
    int SPARE = 16;

    /// Which of the 64 bytes from `at` are `value`.
    long matches(byte[] bytes, int at, byte value);

    /// Which of the 64 bytes from `at` are not ASCII.
    long nonAscii(byte[] bytes, int at);

    /// Which of the 64 bytes from `at` continue a character of UTF-8: `10xxxxxx`.
    long continuations(byte[] bytes, int at);

    /// Which of the 64 bytes from `at` begin a character of two bytes of UTF-8: C2 to DF.
    long startsOfTwo(byte[] bytes, int at);

    /// The first place of `value` in `[from, to)`, or `to`.
    int indexOf(byte[] bytes, int from, int to, byte value);

    /// Writes the places of the bits, which are those of 64 bytes, in ascending order.
    ///
    /// @param first the place of the lowest bit
    /// @param into has room for 64 of them and [#SPARE] more, from `at` on
    void places(long bits, int first, int[] into, int at);

    /// The faster way on this machine.
    static Blocks fastest() {
        return Simd.hasWideVectors() ? new VectorBlocks() : new SwarBlocks();
    }
}
