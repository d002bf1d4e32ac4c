package dev.interim.engine.simd;

import dev.interim.engine.batch.Column;

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

    /// Takes the 64 fields from `first` on for texts: writes the kind of each. Answers which of
    /// them begin so, as if they did not end: of one byte it is looked at what stands behind it.
    /// None of these is empty.
    ///
    /// @param column whose places are filled in, each two bytes before the end of `bytes` at least
    /// @param ofEmpty the kind of empty fields
    long texts(Column column, byte[] bytes, int first, byte ofEmpty, Beginnings so);

    /// The faster way on this machine.
    static Starts fastest() {
        return Simd.hasWideVectors() && VectorStarts.isWide()
                ? new VectorStarts()
                : new ScalarStarts();
    }
}
