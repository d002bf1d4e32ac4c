package dev.interim.engine.codec;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.jspecify.annotations.Nullable;

/// All streams of bzip2 data, each block and each stream checked against its checksum.
///
/// Blocks begin at any bit and do not say how long they are, but each begins with the same 48 bits.
/// So a block is cut out when the beginning of the next one has come, made a small stream of its
/// own, and given to the library, which then never has to wait.
final class Bzip2Decoder extends StepDecoder {
    /// 900,000 symbols of 20 bits, and their tables: no block is longer.
    private static final int MOST_BLOCK_BYTES = 2_400_000;

    private static final int MOST_QUIET_BYTES = 2 * MOST_BLOCK_BYTES;
    private static final int HEADER_BYTES = 4;

    private enum Part {
        HEADER,
        BLOCKS,
        TRAILER
    }

    private final Held held = new Held();
    private final Bzip2Marks marks = new Bzip2Marks();
    private Part part = Part.HEADER;
    private boolean isBetween;
    private byte level;
    private int checksum;

    // The bit of the first held byte at which the collected block begins, −1 before the first.
    private int blockBit;
    private int searched;
    private @Nullable InputStream block;

    Bzip2Decoder() {
        super(Format.BZIP2, MOST_QUIET_BYTES);
    }

    @Override
    int step(Input in, byte[] target, int offset, int length) {
        if (block != null) {
            return decompress(in, block, target, offset, length);
        }
        switch (part) {
            case HEADER -> readHeader(in);
            case BLOCKS -> search(in);
            case TRAILER -> readTrailer(in);
        }
        return 0;
    }

    /// What is held may be enough for the next step.
    @Override
    boolean holdsOutput() {
        return block != null
                || switch (part) {
                    case HEADER -> held.length >= HEADER_BYTES;
                    case BLOCKS -> searched < held.length;
                    case TRAILER -> held.length >= trailerBytes();
                };
    }

    @Override
    boolean isWhole() {
        return isBetween && held.length == 0;
    }

    private void readHeader(Input in) {
        if (held.fill(in, HEADER_BYTES)) {
            level = held.bytes[3];
            if (held.at(0) != 'B' || held.at(1) != 'Z' || held.at(2) != 'h' || !isLevel(level)) {
                throw corrupt(in, "something else follows it", null);
            }
            held.drop(HEADER_BYTES);
            isBetween = false;
            checksum = 0;
            begin(-1, Part.BLOCKS);
        }
    }

    private static boolean isLevel(byte character) {
        return character >= '1' && character <= '9';
    }

    private void begin(int bit, Part next) {
        blockBit = bit;
        searched = 0;
        marks.begin();
        part = next;
    }

    /// Looks for the mark where the next block begins, or the end.
    private void search(Input in) {
        if (held.length > MOST_BLOCK_BYTES) {
            throw corrupt(in, "a block is longer than a block can be", null);
        }
        if (searched == held.length) {
            held.fill(in, held.length + in.waiting());
        }
        while (searched < held.length) {
            if (marks.isNext(held.bytes[searched++])) {
                int at = searched * Byte.SIZE - marks.bitsFromStart();
                if (blockBit < 0 ? at == 0 : at >= blockBit + Bzip2Marks.BITS) {
                    found(in, at);
                    return;
                }
            }
        }
        if (blockBit < 0 && searched > Bzip2Marks.BITS / Byte.SIZE) {
            throw corrupt(in, "it is not compressed data", null);
        }
    }

    private void found(Input in, int at) {
        if (blockBit >= 0) {
            open(in, at);
        }
        held.drop(at / Byte.SIZE);
        begin(at % Byte.SIZE, marks.isEnd() ? Part.TRAILER : Part.BLOCKS);
    }

    /// Makes a stream of the block that ends at this bit.
    private void open(Input in, int end) {
        if (end - blockBit < Bzip2Marks.BITS + Integer.SIZE) {
            throw corrupt(in, "it is not compressed data", null);
        }
        int ofBlock = bits(blockBit + Bzip2Marks.BITS);
        checksum = (checksum << 1 | checksum >>> (Integer.SIZE - 1)) ^ ofBlock;
        byte[] stream = Bzip2Marks.stream(level, held.bytes, blockBit, end, ofBlock);
        try {
            block = new BZip2CompressorInputStream(new ByteArrayInputStream(stream));
        } catch (IOException | RuntimeException e) {
            throw corrupt(in, "it is not compressed data", e);
        }
    }

    private int decompress(Input in, InputStream from, byte[] target, int offset, int length) {
        try {
            int count = from.read(target, offset, length);
            if (count < 0) {
                block = null;
            }
            return Math.max(0, count);
        } catch (IOException | RuntimeException e) {
            throw corrupt(in, "it is not compressed data", e);
        }
    }

    private int trailerBytes() {
        return (blockBit + Bzip2Marks.BITS + Integer.SIZE + Byte.SIZE - 1) / Byte.SIZE;
    }

    private void readTrailer(Input in) {
        if (held.fill(in, trailerBytes())) {
            if (bits(blockBit + Bzip2Marks.BITS) != checksum) {
                throw corrupt(in, "the checksum is wrong", null);
            }
            held.drop(trailerBytes());
            isBetween = true;
            part = Part.HEADER;
        }
    }

    /// The 32 bits that begin at this one.
    private int bits(int at) {
        int bits = 0;
        for (int i = at; i < at + Integer.SIZE; i++) {
            int shift = Byte.SIZE - 1 - i % Byte.SIZE;
            bits = (bits << 1) | ((held.at(i / Byte.SIZE) >> shift) & 1);
        }
        return bits;
    }
}
