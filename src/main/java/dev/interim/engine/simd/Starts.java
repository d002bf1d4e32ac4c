package dev.interim.engine.simd;

/// Looks at the first bytes of many texts in one step; the answer has a bit for each of them, the
/// lowest for the first. One owner.
public sealed interface Starts permits ScalarStarts, VectorStarts {
    /// How many texts are looked at in a step.
    int COUNT = Long.SIZE;

    /// The first eight bytes of a text, as a signed number: less than that of another only where
    /// the text comes before the other in the order of its bytes.
    static long of(byte[] bytes, int from, int to) {
        return Long.reverseBytes(Swar.upToEight(bytes, from, to)) ^ Long.MIN_VALUE;
    }

    /// Which of the 64 texts from `first` on may come before one text or behind another: those
    /// whose start does, and those that have the start but another length.
    ///
    /// @param from where each text starts, ascending
    /// @param to where it ends
    /// @param low the start of the one
    /// @param lowLength the length of the one
    /// @param high the start of the other
    /// @param highLength the length of the other
    long beyond(
            byte[] bytes,
            int[] from,
            int[] to,
            int first,
            long low,
            int lowLength,
            long high,
            int highLength);

    /// Which of the 64 texts from `first` on are empty.
    ///
    /// @param from where each text starts
    /// @param to where it ends
    long empty(int[] from, int[] to, int first);

    /// Which of the 64 texts from `first` on begin so, as if they did not end: of short ones what
    /// stands behind them is looked at.
    ///
    /// @param from where each text starts, two bytes before the end of `bytes` at least
    long beginning(byte[] bytes, int[] from, int first, Beginnings so);

    /// The faster way on this machine.
    static Starts fastest() {
        return Simd.hasWideVectors() && VectorStarts.isWide()
                ? new VectorStarts()
                : new ScalarStarts();
    }
}
