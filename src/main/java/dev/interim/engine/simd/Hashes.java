package dev.interim.engine.simd;

/// Mixes many values, to the same bits on every machine. One owner.
public sealed interface Hashes permits ScalarHashes, VectorHashes {
    /// Of each of the first `count` numbers: [Mixing#mix] of its bits and the seed.
    void numbers(double[] values, int count, long seed, long[] into);

    /// Of each of the first `count` values: [Mixing#mix] of it and the seed.
    void values(long[] values, int count, long seed, long[] into);

    /// Of the texts of the first `count` of some rows: [Mixing#text].
    ///
    /// @param from where the text of each row starts, ascending
    /// @param to where it ends
    /// @param rows ascending
    void texts(byte[] bytes, int[] from, int[] to, int[] rows, int count, long[] into);

    /// The faster way on this machine.
    static Hashes fastest() {
        return Simd.hasWideVectors() && VectorHashes.isWide()
                ? new VectorHashes()
                : new ScalarHashes();
    }
}
