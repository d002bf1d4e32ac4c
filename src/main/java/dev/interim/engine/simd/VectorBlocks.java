package dev.interim.engine.simd;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// One or two vectors of bytes.
final class VectorBlocks implements Blocks {
    private static final VectorSpecies<Byte> SPECIES =
            ByteVector.SPECIES_PREFERRED.length() >= SIZE
                    ? ByteVector.SPECIES_512
                    : ByteVector.SPECIES_256;
    private static final int LANES = SPECIES.length();
    private static final boolean COMPRESSES = LANES == SIZE && Simd.movesBytes();
    private static final ByteVector INDEXES = ByteVector.zero(ByteVector.SPECIES_512).addIndex(1);

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
    public long continuations(byte[] bytes, int at) {
        return below(bytes, at, (byte) 0xC0);
    }

    @Override
    public long startsOfTwo(byte[] bytes, int at) {
        return below(bytes, at, (byte) 0xE0) & ~below(bytes, at, (byte) 0xC2);
    }

    /// As signed numbers: so all that is below has the highest bit, too.
    private static long below(byte[] bytes, int at, byte bound) {
        long found = ByteVector.fromArray(SPECIES, bytes, at).lt(bound).toLong();
        return LANES < SIZE
                ? found
                        | ByteVector.fromArray(SPECIES, bytes, at + LANES).lt(bound).toLong()
                                << LANES
                : found;
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

    @Override
    public void places(long bits, int first, int[] into, int at) {
        if (!COMPRESSES) {
            SwarBlocks.writePlaces(bits, first, into, at);
            return;
        }
        var found = INDEXES.compress(VectorMask.fromLong(ByteVector.SPECIES_512, bits));
        int count = Long.bitCount(bits);
        widened(found, 0).add(first).intoArray(into, at);
        if (count > SPARE) {
            widened(found, 1).add(first).intoArray(into, at + SPARE);
            if (count > 2 * SPARE) {
                widened(found, 2).add(first).intoArray(into, at + 2 * SPARE);
                widened(found, 3).add(first).intoArray(into, at + 3 * SPARE);
            }
        }
    }

    private static IntVector widened(ByteVector bytes, int part) {
        return (IntVector)
                bytes.convertShape(VectorOperators.ZERO_EXTEND_B2I, IntVector.SPECIES_512, part);
    }

    private static long negative(byte[] bytes, int at) {
        return ByteVector.fromArray(SPECIES, bytes, at).test(VectorOperators.IS_NEGATIVE).toLong();
    }
}
