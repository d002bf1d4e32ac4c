package dev.interim.engine.simd;

import dev.interim.engine.batch.Column;

/// Parses columns of timestamps, written as they mostly are, faster than field by field, where the
/// machine can.
public sealed interface UsualInstants permits OneByOne, VectorInstants {
    /// Parses fields from row `first` on, as long as they are empty or valid timestamps of the form
    /// `yyyy-MM-dd HH:mm:ss`, with a blank or a `T` between, and as long as it likes.
    ///
    /// @param column whose places are filled in and ascend, with room for values
    /// @param ofEmpty the kind of empty fields
    /// @return the first row that was not parsed; it may still be such a timestamp
    int parse(Column column, byte[] bytes, int first, int rows, byte ofEmpty);

    /// The faster way on this machine.
    static UsualInstants fastest() {
        return Simd.hasWideVectors() && VectorInstants.isWide()
                ? new VectorInstants()
                : new OneByOne();
    }
}
