package dev.interim.engine.codec;

/// Finds the 48 bits with which blocks of bzip2 data, and its end, begin at any bit.
final class Bzip2Marks {
    /// How long a mark is.
    static final int BITS = 48;

    private static final long BLOCK = 0x314159265359L;
    private static final long END = 0x177245385090L;
    private static final long MASK = (1L << BITS) - 1;

    // Of the bits looked at last, those in the middle of a mark however it is shifted.
    private static final int MIDDLE = 24;

    // For each byte whether it may be the one in the middle.
    private static final boolean[] MIDDLES = middles();

    private long window;
    private int bytes;
    private int shift;
    private boolean isEnd;

    /// Forgets the bytes seen.
    void begin() {
        window = 0;
        bytes = 0;
    }

    /// Whether a mark ends in this byte, the next one.
    boolean isNext(byte next) {
        window = (window << Byte.SIZE) | (next & 0xff);
        bytes++;
        return MIDDLES[(int) (window >> MIDDLE) & 0xff] && hasMark();
    }

    private boolean hasMark() {
        for (shift = 0; shift < Byte.SIZE; shift++) {
            long bits = window >> shift & MASK;
            if ((bits == BLOCK || bits == END) && bytes * Byte.SIZE - shift >= BITS) {
                isEnd = bits == END;
                return true;
            }
        }
        return false;
    }

    /// How many bits before the end of the last byte the mark begins.
    int bitsFromStart() {
        return shift + BITS;
    }

    /// Whether the mark is the one of the end.
    boolean isEnd() {
        return isEnd;
    }

    /// A stream of one block.
    ///
    /// @param level the digit of the header
    /// @param from the bit of `bytes` where the block begins, below 8
    /// @param to the bit where it ends
    static byte[] stream(byte level, byte[] bytes, int from, int to, int checksum) {
        int headerBits = 4 * Byte.SIZE;
        int bits = to - from;
        byte[] stream = new byte[(headerBits + bits + BITS + Integer.SIZE) / Byte.SIZE + 1];
        stream[0] = 'B';
        stream[1] = 'Z';
        stream[2] = 'h';
        stream[3] = level;
        for (int i = 0; i < bits / Byte.SIZE; i++) {
            int two = (bytes[i] & 0xff) << Byte.SIZE | (from == 0 ? 0 : bytes[i + 1] & 0xff);
            stream[4 + i] = (byte) (two >> (Byte.SIZE - from));
        }
        int whole = bits - bits % Byte.SIZE;
        int at = headerBits + whole;
        for (int bit = from + whole; bit < to; bit++) {
            put(stream, at++, bytes[bit / Byte.SIZE] >> (Byte.SIZE - 1 - bit % Byte.SIZE) & 1);
        }
        for (int bit = BITS - 1; bit >= 0; bit--) {
            put(stream, at++, (int) (END >> bit & 1));
        }
        for (int bit = Integer.SIZE - 1; bit >= 0; bit--) {
            put(stream, at++, checksum >> bit & 1);
        }
        return stream;
    }

    private static void put(byte[] stream, int at, int bit) {
        stream[at / Byte.SIZE] |= (byte) (bit << (Byte.SIZE - 1 - at % Byte.SIZE));
    }

    private static boolean[] middles() {
        var middles = new boolean[256];
        for (int shift = 0; shift < Byte.SIZE; shift++) {
            middles[(int) (BLOCK >> (MIDDLE - shift)) & 0xff] = true;
            middles[(int) (END >> (MIDDLE - shift)) & 0xff] = true;
        }
        return middles;
    }
}
