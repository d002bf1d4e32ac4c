package dev.interim.engine.simd;

/// Eight words of eight bytes.
final class SwarBlocks implements Blocks {
    private static final long HIGH_BITS = Swar.pattern((byte) 0x80);

    /// Moves the eighth bits of eight bytes side by side, into the highest byte.
    private static final long GATHER = 0x0002_0408_1020_4081L;

    SwarBlocks() {}

    @Override
    public long matches(byte[] bytes, int at, byte value) {
        long pattern = Swar.pattern(value);
        long found = 0;
        for (int i = 0; i < SIZE; i += Long.BYTES) {
            found |= gathered(Swar.matches(Swar.word(bytes, at + i), pattern)) << i;
        }
        return found;
    }

    @Override
    public long nonAscii(byte[] bytes, int at) {
        long any = 0;
        for (int i = 0; i < SIZE; i += Long.BYTES) {
            any |= Swar.word(bytes, at + i);
        }
        if (!Swar.hasNonAscii(any)) {
            return 0;
        }
        long found = 0;
        for (int i = 0; i < SIZE; i += Long.BYTES) {
            found |= gathered(Swar.word(bytes, at + i) & HIGH_BITS) << i;
        }
        return found;
    }

    @Override
    public int indexOf(byte[] bytes, int from, int to, byte value) {
        return Swar.indexOf(bytes, from, to, value);
    }

    private static long gathered(long highBits) {
        return (highBits * GATHER) >>> (Long.SIZE - Byte.SIZE);
    }
}
