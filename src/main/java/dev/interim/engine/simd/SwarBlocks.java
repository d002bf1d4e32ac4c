package dev.interim.engine.simd;

/// Eight words of eight bytes.
final class SwarBlocks implements Blocks {
    private static final long HIGH_BITS = Swar.pattern((byte) 0x80);

    private static final int AT_ONCE = 8;

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
    public long continuations(byte[] bytes, int at) {
        long found = 0;
        for (int i = 0; i < SIZE; i += Long.BYTES) {
            long word = Swar.word(bytes, at + i);
            found |= gathered(word & ~(word << 1) & HIGH_BITS) << i;
        }
        return found;
    }

    @Override
    public long startsOfTwo(byte[] bytes, int at) {
        long found = 0;
        for (int i = 0; i < SIZE; i += Long.BYTES) {
            long word = Swar.word(bytes, at + i);
            // C0 and C1 would begin what is not the shortest form
            long isShortest = (word & Swar.pattern((byte) 0x1E)) + Swar.pattern((byte) 0x7E);
            found |= gathered(word & word << 1 & ~(word << 2) & isShortest & HIGH_BITS) << i;
        }
        return found;
    }

    @Override
    public int indexOf(byte[] bytes, int from, int to, byte value) {
        return Swar.indexOf(bytes, from, to, value);
    }

    @Override
    public void places(long bits, int first, int[] into, int at) {
        writePlaces(bits, first, into, at);
    }

    /// Ugly on purpose: how many bits there are is not predictable, so eight places are written
    /// whether there are as many or not.
    static void writePlaces(long bits, int first, int[] into, int at) {
        int next = at;
        for (long left = bits; left != 0; next += AT_ONCE) {
            for (int i = 0; i < AT_ONCE; i++) {
                into[next + i] = first + Long.numberOfTrailingZeros(left);
                left &= left - 1;
            }
        }
    }

    private static long gathered(long highBits) {
        return (highBits * GATHER) >>> (Long.SIZE - Byte.SIZE);
    }
}
