package dev.interim.engine.simd;

/// Text by text, without jumps that depend on them.
final class ScalarStarts implements Starts {
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

    @Override
    public long empty(int[] from, int[] to, int first) {
        long empty = 0;
        for (int i = 0; i < COUNT; i++) {
            empty |= (from[first + i] == to[first + i] ? 1L : 0L) << i;
        }
        return empty;
    }

    @Override
    public long beginning(byte[] bytes, int[] from, int first, Beginnings so) {
        long beginning = 0;
        for (int i = 0; i < COUNT; i++) {
            int start = from[first + i];
            beginning |= (so.mayBe(bytes[start], bytes[start + 1]) ? 1L : 0L) << i;
        }
        return beginning;
    }
}
