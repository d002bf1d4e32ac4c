package dev.interim.engine.simd;

/// Compares many texts with two others by their first eight bytes. One owner.
public sealed interface Starts permits ScalarStarts, VectorStarts {
    /// How many texts are compared in a step.
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

    /// The faster way on this machine.
    static Starts fastest() {
        return Simd.hasWideVectors() && VectorStarts.isWide()
                ? new VectorStarts()
                : new ScalarStarts();
    }
}
