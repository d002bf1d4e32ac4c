package dev.interim.engine.simd;

import dev.interim.engine.batch.Column;
import dev.interim.engine.batch.Kind;

/// Text by text, without jumps that depend on them.
final class ScalarStarts implements Starts {
    private static final byte TEXT = Kind.TEXT.code();

    ScalarStarts() {}

    // all are asked, because no jump can be predicted
    @SuppressWarnings("ShortCircuitBoolean")
    @Override
    public long beyond(
            byte[] bytes,
            int[] from,
            int[] to,
            int first,
            long low,
            int lowLength,
            long high,
            int highLength) {
        long beyond = 0;
        for (int i = 0; i < COUNT; i++) {
            int row = first + i;
            int length = to[row] - from[row];
            long start = Starts.of(bytes, from[row], to[row]);
            boolean isBeyond =
                    start < low
                            | start > high
                            | (start == low & length != lowLength)
                            | (start == high & length != highLength);
            beyond |= (isBeyond ? 1L : 0L) << i;
        }
        return beyond;
    }

    @SuppressWarnings("ShortCircuitBoolean")
    @Override
    public long texts(Column column, byte[] bytes, int first, byte ofEmpty, Beginnings so) {
        byte[] kinds = column.kinds();
        int[] from = column.from();
        int[] to = column.to();
        long beginning = 0;
        for (int i = 0; i < COUNT; i++) {
            int start = from[first + i];
            boolean isEmpty = start == to[first + i];
            kinds[first + i] = isEmpty ? ofEmpty : TEXT;
            boolean is = !isEmpty & so.mayBe(bytes[start], bytes[start + 1]);
            beginning |= (is ? 1L : 0L) << i;
        }
        return beginning;
    }
}
