package dev.interim.engine.simd;

import dev.interim.engine.batch.Column;

/// Parses columns of short numbers faster than field by field, where the machine can.
public sealed interface ShortNumbers permits OneByOne, VectorNumbers {
    /// Parses fields from row `first` on, as long as they are empty or numbers of at most eight
    /// characters without exponent, and as long as it likes.
    ///
    /// @param column whose places are filled in, ascending, with room for values
    /// @param ofEmpty the kind of empty fields
    /// @return the first row that was not parsed; it may still be such a number
    int parse(Column column, byte[] bytes, int first, int rows, byte ofEmpty);

    /// The faster way on this machine.
    static ShortNumbers fastest() {
        return Simd.hasWideVectors() && VectorNumbers.isWide()
                ? new VectorNumbers()
                : new OneByOne();
    }
}
