package dev.interim.engine.simd;

import dev.interim.engine.batch.Column;

/// Leaves every field to its parser.
final class OneByOne implements ShortNumbers, UsualInstants {
    OneByOne() {}

    @Override
    public int parse(Column column, byte[] bytes, int first, int rows, byte ofEmpty) {
        return first;
    }
}
