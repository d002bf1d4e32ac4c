package dev.interim.engine.codec;

import org.apache.commons.codec.digest.XXHash32;

/// All frames of LZ4 data (LZ4 frame format 1.6.1), skippable ones too, each with the checksums it
/// has. A block is decompressed when all of it is there.
final class Lz4Decoder extends StepDecoder {
    private static final int MOST_QUIET_BYTES = 16 << 20;
    private static final long MAGIC = 0x184D2204L;
    private static final long SKIPPABLE = 0x184D2A50L;
    private static final long STORED = 1L << 31;
    private static final int SMALLEST_BLOCK_LOG = 16;

    private enum Part {
        BETWEEN,
        FLAGS,
        HEADER,
        BLOCK_LENGTH,
        BLOCK,
        CHECKSUM,
        SKIPPED_LENGTH,
        SKIPPED
    }

    private final Held held = new Held();
    private final XXHash32 checksum = new XXHash32();
    private Part part = Part.BETWEEN;
    private int headerBytes;
    private boolean isLinked;
    private boolean hasBlockChecksums;
    private boolean hasChecksum;
    private long announced;
    private long bytes;
    private int blockBytes;
    private boolean isStored;
    private int inputBytes;
    private long skip;

    // What came before as far as it may be referred to, then a block; [from, to) waits to be taken.
    private byte[] out = new byte[0];
    private int from;
    private int to;

    Lz4Decoder() {
        super(Format.LZ4, MOST_QUIET_BYTES);
    }

    @Override
    int step(Input in, byte[] target, int offset, int length) {
        if (from < to) {
            int count = Math.min(length, to - from);
            System.arraycopy(out, from, target, offset, count);
            from += count;
            return count;
        }
        if (part == Part.SKIPPED) {
            skip(in);
        } else if (held.fill(in, wanted())) {
            read(in);
        }
        return 0;
    }

    @Override
    boolean holdsOutput() {
        return from < to;
    }

    @Override
    boolean isWhole() {
        return part == Part.BETWEEN && held.length == 0;
    }

    private int wanted() {
        return switch (part) {
            case BETWEEN, BLOCK_LENGTH, CHECKSUM, SKIPPED_LENGTH -> Integer.BYTES;
            case FLAGS -> 2;
            case HEADER -> headerBytes;
            case BLOCK -> inputBytes + (hasBlockChecksums ? Integer.BYTES : 0);
            case SKIPPED -> 0;
        };
    }

    private void read(Input in) {
        var read = part;
        switch (read) {
            case BETWEEN -> readMagic(in);
            case FLAGS -> readFlags(in);
            case HEADER -> readHeader(in);
            case BLOCK_LENGTH -> readBlockLength(in);
            case BLOCK -> readBlock(in);
            case CHECKSUM -> {
                requireChecksum(in, held.number(0, Integer.BYTES), checksum.getValue());
                part = Part.BETWEEN;
            }
            case SKIPPED_LENGTH -> {
                skip = held.number(0, Integer.BYTES);
                part = skip == 0 ? Part.BETWEEN : Part.SKIPPED;
            }
            case SKIPPED -> throw new IllegalStateException("nothing is read of it");
        }
        // The flags are part of the header.
        if (read != Part.FLAGS) {
            held.clear();
        }
    }

    private void readMagic(Input in) {
        long magic = held.number(0, Integer.BYTES);
        if (magic == MAGIC) {
            part = Part.FLAGS;
        } else if ((magic & ~0xFL) == SKIPPABLE) {
            part = Part.SKIPPED_LENGTH;
        } else {
            throw corrupt(in, "something else follows it", null);
        }
    }

    private void readFlags(Input in) {
        int flags = held.at(0);
        int blockLog = SMALLEST_BLOCK_LOG + 2 * ((held.at(1) >> 4 & 7) - 4);
        if ((flags & 0xC2) != 0x40 || (held.at(1) & 0x8F) != 0 || blockLog < SMALLEST_BLOCK_LOG) {
            throw corrupt(in, "its header has unknown flags", null);
        }
        if ((flags & 1) != 0) {
            throw corrupt(in, "it asks for a dictionary", null);
        }
        isLinked = (flags & 0x20) == 0;
        hasBlockChecksums = (flags & 0x10) != 0;
        hasChecksum = (flags & 4) != 0;
        blockBytes = 1 << blockLog;
        boolean hasLength = (flags & 8) != 0;
        headerBytes = 2 + (hasLength ? Long.BYTES : 0) + 1;
        announced = hasLength ? 0 : -1;
        part = Part.HEADER;
    }

    private void readHeader(Input in) {
        int last = headerBytes - 1;
        requireChecksum(in, held.at(last), hash(held.bytes, last) >>> 8 & 0xff);
        if (announced == 0) {
            announced = held.number(2, Long.BYTES);
        }
        checksum.reset();
        bytes = 0;
        from = 0;
        to = 0;
        part = Part.BLOCK_LENGTH;
    }

    private void readBlockLength(Input in) {
        long length = held.number(0, Integer.BYTES);
        if (length == 0) {
            if (announced >= 0 && announced != bytes) {
                throw corrupt(in, "the length is wrong", null);
            }
            part = hasChecksum ? Part.CHECKSUM : Part.BETWEEN;
            return;
        }
        isStored = (length & STORED) != 0;
        inputBytes = (int) (length & ~STORED);
        if (inputBytes > blockBytes || inputBytes == 0) {
            throw corrupt(in, "a block is longer than its header says", null);
        }
        part = Part.BLOCK;
    }

    private void readBlock(Input in) {
        if (hasBlockChecksums) {
            requireChecksum(
                    in, held.number(inputBytes, Integer.BYTES), hash(held.bytes, inputBytes));
        }
        int start = makeRoom();
        if (isStored) {
            System.arraycopy(held.bytes, 0, out, start, inputBytes);
            to = start + inputBytes;
        } else {
            to = new Lz4Block(out, start + blockBytes).decode(held.bytes, inputBytes, start, 0);
        }
        if (to < 0) {
            throw corrupt(in, "it is not compressed data", null);
        }
        from = start;
        bytes += to - start;
        if (hasChecksum) {
            checksum.update(out, start, to - start);
        }
        part = Part.BLOCK_LENGTH;
    }

    /// Moves what may be referred to to the front; answers its end.
    private int makeRoom() {
        int kept = isLinked ? Math.min(to, Lz4Block.MOST_DISTANCE) : 0;
        int room = Lz4Block.MOST_DISTANCE + blockBytes;
        byte[] last = out;
        if (out.length < room) {
            out = new byte[room];
        }
        System.arraycopy(last, to - kept, out, 0, kept);
        return kept;
    }

    private void skip(Input in) {
        int count = (int) Math.min(skip, in.waiting());
        in.from += count;
        skip -= count;
        if (skip == 0) {
            part = Part.BETWEEN;
        }
    }

    private void requireChecksum(Input in, long said, long computed) {
        if (said != computed) {
            throw corrupt(in, "the checksum is wrong", null);
        }
    }

    private static long hash(byte[] bytes, int length) {
        var hash = new XXHash32();
        hash.update(bytes, 0, length);
        return hash.getValue();
    }
}
