package dev.interim.engine.simd;

/// Value by value.
final class ScalarHashes implements Hashes {
    ScalarHashes() {}

    @Override
    public void numbers(double[] values, int count, long seed, long[] into) {
        for (int i = 0; i < count; i++) {
            into[i] = Mixing.mix(Double.doubleToRawLongBits(values[i]) ^ seed);
        }
    }

    @Override
    public void values(long[] values, int count, long seed, long[] into) {
        for (int i = 0; i < count; i++) {
            into[i] = Mixing.mix(values[i] ^ seed);
        }
    }

    @Override
    public void texts(byte[] bytes, int[] from, int[] to, int[] rows, int count, long[] into) {
        texts(bytes, from, to, rows, 0, count, into);
    }

    static void texts(
            byte[] bytes, int[] from, int[] to, int[] rows, int first, int end, long[] into) {
        for (int i = first; i < end; i++) {
            into[i] = Mixing.text(bytes, from[rows[i]], to[rows[i]]);
        }
    }
}
