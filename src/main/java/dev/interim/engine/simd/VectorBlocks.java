package dev.interim.engine.simd;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// One or two vectors of bytes.
final class VectorBlocks implements Blocks {
    private static final VectorSpecies<Byte> SPECIES =
            ByteVector.SPECIES_PREFERRED.length() >= SIZE
                    ? ByteVector.SPECIES_512
                    : ByteVector.SPECIES_256;
    private static final int LANES = SPECIES.length();

    VectorBlocks() {}

    static boolean isWide() {
        return ByteVector.SPECIES_PREFERRED.length() >= ByteVector.SPECIES_256.length();
    }

    @Override
    public long matches(byte[] bytes, int at, byte value) {
        long found = ByteVector.fromArray(SPECIES, bytes, at).eq(value).toLong();
        if (LANES < SIZE) {
            found |= ByteVector.fromArray(SPECIES, bytes, at + LANES).eq(value).toLong() << LANES;
        }
        return found;
    }

    @Override
    public long nonAscii(byte[] bytes, int at) {
        long found = negative(bytes, at);
        return LANES < SIZE ? found | negative(bytes, at + LANES) << LANES : found;
    }

    @Override
    public int indexOf(byte[] bytes, int from, int to, byte value) {
        int at = from;
        for (; at <= to - SIZE; at += SIZE) {
            long found = matches(bytes, at, value);
            if (found != 0) {
                return at + Long.numberOfTrailingZeros(found);
            }
        }
        return Swar.indexOf(bytes, at, to, value);
    }

    private static long negative(byte[] bytes, int at) {
        return ByteVector.fromArray(SPECIES, bytes, at).test(VectorOperators.IS_NEGATIVE).toLong();
    }
}
