package dev.interim.engine.codec;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.ArrayCache;
import org.tukaani.xz.BasicArrayCache;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.UnsupportedOptionsException;
import org.tukaani.xz.check.Check;

/// All streams of an xz file (the .xz format 1.2.1), with checks and index.
///
/// The container is read here, so that LZMA2 data comes to the library a whole chunk at a time (at
/// most 64 KiB in, 2 MiB out) and the library never has to wait. Of the filters only LZMA2 is read,
/// which is what xz uses for anything but programs.
final class XzDecoder extends StepDecoder {
    private static final int MOST_QUIET_BYTES = 16 << 20;
    private static final int HEADER_BYTES = 12;
    private static final int SMALLEST_CHUNK_HEADER = 3;
    private static final int LZMA_CHUNK_HEADER = 5;
    private static final int PROPERTIES_FROM = 0xC0;

    private enum Part {
        STREAM_HEADER,
        BLOCK_HEADER,
        CHUNK,
        BLOCK_PADDING,
        CHECK,
        INDEX,
        FOOTER,
        BETWEEN
    }

    private final WindowMemory memory;
    private final Held held = new Held();
    private final ArrayCache arrays = new BasicArrayCache();
    private final Feed feed = new Feed();
    private Part part = Part.STREAM_HEADER;
    private int wanted = HEADER_BYTES;
    private int paddingZeros;
    private byte[] streamFlags = new byte[0];
    private XzIndex index = new XzIndex();
    private XzBlock block = XzBlock.NONE;
    private @Nullable Check check;
    private @Nullable InputStream data;
    private long packed;
    private long unpacked;
    private int chunkLeft;
    private boolean isHeldUp;

    /// @param memory admits the dictionary of a block
    XzDecoder(WindowMemory memory) {
        super(Format.XZ, MOST_QUIET_BYTES);
        this.memory = memory;
    }

    @Override
    int step(Input in, byte[] target, int offset, int length) {
        if (chunkLeft > 0) {
            return decompress(in, target, offset, length);
        }
        switch (part) {
            case INDEX -> readIndex(in);
            case BETWEEN -> readPadding(in);
            default -> {
                if (held.fill(in, wanted)) {
                    read(in);
                }
            }
        }
        return 0;
    }

    /// The header of a block is read again until there is memory for its dictionary.
    @Override
    boolean isHeldUp() {
        return isHeldUp;
    }

    @Override
    boolean holdsOutput() {
        return chunkLeft > 0 || isHeldUp;
    }

    @Override
    boolean isWhole() {
        return part == Part.BETWEEN && paddingZeros % Integer.BYTES == 0;
    }

    private void read(Input in) {
        switch (part) {
            case STREAM_HEADER -> readStreamHeader(in);
            case BLOCK_HEADER -> readBlockHeader(in);
            case CHUNK -> readChunk(in);
            case BLOCK_PADDING -> readBlockPadding(in);
            case CHECK -> readCheck(in);
            case FOOTER -> readFooter(in);
            case INDEX, BETWEEN -> throw new IllegalStateException("read byte by byte");
        }
    }

    private void go(Part next, int bytes) {
        held.clear();
        part = next;
        wanted = bytes;
    }

    private void readStreamHeader(Input in) {
        if (Format.of(held.bytes, 0, held.length) != Format.XZ) {
            throw corrupt(in, "something else follows it", null);
        }
        requireChecksum(in, 6, 2, held.number(8, Integer.BYTES));
        streamFlags = Arrays.copyOfRange(held.bytes, 6, 8);
        if (streamFlags[0] != 0 || (streamFlags[1] & 0xF0) != 0) {
            throw corrupt(in, "its header has unknown flags", null);
        }
        try {
            check = Check.getInstance(streamFlags[1]);
        } catch (UnsupportedOptionsException e) {
            throw corrupt(in, "its kind of check is unknown", e);
        }
        index = new XzIndex();
        go(Part.BLOCK_HEADER, 1);
    }

    private void readBlockHeader(Input in) {
        if (held.at(0) == 0) {
            index.begin();
            go(Part.INDEX, 0);
            return;
        }
        int bytes = (held.at(0) + 1) * Integer.BYTES;
        if (wanted < bytes) {
            wanted = bytes;
            return;
        }
        requireChecksum(in, 0, bytes - Integer.BYTES, held.number(bytes - 4, Integer.BYTES));
        try {
            block = XzBlock.parse(held.bytes, bytes);
            isHeldUp = !memory.admits(block.dictionaryBytes());
            if (isHeldUp) {
                return;
            }
            var options = new LZMA2Options();
            options.setDictSize(block.dictionaryBytes());
            data = options.getInputStream(feed, arrays);
        } catch (IOException e) {
            throw corrupt(in, String.valueOf(e.getMessage()), e);
        }
        packed = 0;
        unpacked = 0;
        go(Part.CHUNK, 1);
    }

    private void readChunk(Input in) {
        int control = held.at(0);
        boolean isPacked = control >= 0x80;
        if (control == 0) {
            packed++;
            endBlock(in);
        } else if (wanted == 1) {
            wanted = isPacked ? LZMA_CHUNK_HEADER : SMALLEST_CHUNK_HEADER;
        } else {
            int out = (held.at(1) << 8 | held.at(2)) + 1 + (isPacked ? (control & 0x1F) << 16 : 0);
            int bytes = isPacked ? packedChunk(control) : SMALLEST_CHUNK_HEADER + out;
            if (wanted < bytes) {
                wanted = bytes;
                return;
            }
            packed += bytes;
            chunkLeft = out;
            feed.give(held.bytes, bytes);
        }
    }

    private int packedChunk(int control) {
        int properties = control >= PROPERTIES_FROM ? 1 : 0;
        return LZMA_CHUNK_HEADER + properties + (held.at(3) << 8 | held.at(4)) + 1;
    }

    private int decompress(Input in, byte[] target, int offset, int length) {
        int count = Math.min(length, chunkLeft);
        try {
            // INVARIANT: it is asked for no more than the chunk has, so it never looks for another.
            if (data == null || data.read(target, offset, count) != count) {
                throw new IOException("a chunk ended early");
            }
        } catch (IOException | RuntimeException e) {
            throw corrupt(in, "it is not compressed data", e);
        }
        chunkLeft -= count;
        unpacked += count;
        if (check != null) {
            check.update(target, offset, count);
        }
        if (chunkLeft == 0) {
            go(Part.CHUNK, 1);
        }
        return count;
    }

    private void endBlock(Input in) {
        if (!block.agrees(packed, unpacked)) {
            throw corrupt(in, "the length is wrong", null);
        }
        try {
            if (data != null) {
                data.close();
            }
        } catch (IOException e) {
            throw corrupt(in, "it is not compressed data", e);
        }
        data = null;
        go(Part.BLOCK_PADDING, padding(packed));
    }

    private static int padding(long bytes) {
        return (int) (-bytes & (Integer.BYTES - 1));
    }

    private void readBlockPadding(Input in) {
        requireZeros(in, wanted);
        go(Part.CHECK, check == null ? 0 : check.getSize());
    }

    private void readCheck(Input in) {
        byte[] computed = check == null ? new byte[0] : check.finish();
        if (!Arrays.equals(computed, Arrays.copyOf(held.bytes, wanted))) {
            throw corrupt(in, "the checksum is wrong", null);
        }
        index.add(block.headerBytes() + packed + wanted, unpacked);
        go(Part.BLOCK_HEADER, 1);
    }

    private void readIndex(Input in) {
        while (in.waiting() > 0 && !index.isComplete()) {
            String fault = index.read(in.buffer[in.from++] & 0xff);
            if (fault != null) {
                throw corrupt(in, fault, null);
            }
        }
        if (index.isComplete()) {
            go(Part.FOOTER, HEADER_BYTES);
        }
    }

    private void readFooter(Input in) {
        requireChecksum(in, 4, 6, held.number(0, Integer.BYTES));
        boolean isRight =
                (held.number(4, Integer.BYTES) + 1) * Integer.BYTES == index.bytes()
                        && held.bytes[8] == streamFlags[0]
                        && held.bytes[9] == streamFlags[1]
                        && held.at(10) == 'Y'
                        && held.at(11) == 'Z';
        if (!isRight) {
            throw corrupt(in, "its end does not fit its beginning", null);
        }
        paddingZeros = 0;
        go(Part.BETWEEN, 0);
    }

    /// Zeros, four at a time, and then perhaps another stream.
    private void readPadding(Input in) {
        while (in.waiting() > 0) {
            if (in.buffer[in.from] != 0) {
                if (paddingZeros % Integer.BYTES != 0) {
                    throw corrupt(in, "something else follows it", null);
                }
                go(Part.STREAM_HEADER, HEADER_BYTES);
                return;
            }
            in.from++;
            paddingZeros = (paddingZeros + 1) % Integer.BYTES;
        }
    }

    private void requireZeros(Input in, int count) {
        for (int i = 0; i < count; i++) {
            if (held.at(i) != 0) {
                throw corrupt(in, "its padding is not empty", null);
            }
        }
    }

    private void requireChecksum(Input in, int from, int count, long said) {
        var checksum = new CRC32();
        checksum.update(held.bytes, from, count);
        if (checksum.getValue() != said) {
            throw corrupt(in, "the checksum of its header is wrong", null);
        }
    }

    /// What the library reads from: one chunk, all of which is there.
    private static final class Feed extends InputStream {
        private InputStream chunk = InputStream.nullInputStream();

        void give(byte[] bytes, int length) {
            chunk = new ByteArrayInputStream(bytes, 0, length);
        }

        @Override
        public int read() throws IOException {
            return chunk.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return chunk.read(target, offset, length);
        }
    }
}
