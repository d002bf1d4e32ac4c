package dev.interim.engine.codec;

import java.util.zip.DataFormatException;

/// All members of a gzip file (RFC 1952), each checked against its checksum and length.
///
/// Zeros behind the last member are padding.
final class GzipDecoder extends StepDecoder {
    static final int MOST_QUIET_BYTES = 1 << 20;

    private final Deflated data = new Deflated();
    private final GzipHeader header = new GzipHeader();
    private final Held trailer = new Held();
    private Part part;

    /// From the first byte on.
    GzipDecoder() {
        this(Part.HEADER);
    }

    private GzipDecoder(Part part) {
        super(Format.GZIP, MOST_QUIET_BYTES);
        this.part = part;
    }

    /// From behind a member on.
    static GzipDecoder between() {
        return new GzipDecoder(Part.BETWEEN);
    }

    /// Begins again, with the first byte of another member.
    void restart(Input in) {
        begin(in);
        header.begin();
        part = Part.HEADER;
    }

    @Override
    int step(Input in, byte[] target, int offset, int length) {
        switch (part) {
            case HEADER -> readHeader(in);
            case DATA -> {
                return inflate(in, target, offset, length);
            }
            case TRAILER -> readTrailer(in);
            case BETWEEN -> readBetween(in);
            case PADDING -> readPadding(in);
        }
        return 0;
    }

    @Override
    boolean holdsOutput() {
        return part == Part.DATA && data.holdsOutput();
    }

    @Override
    boolean isWhole() {
        return part == Part.BETWEEN || part == Part.PADDING;
    }

    @Override
    public void close() {
        data.close();
    }

    private void readHeader(Input in) {
        while (in.waiting() > 0) {
            String fault = header.read(in.buffer[in.from++] & 0xff);
            if (fault != null) {
                throw corrupt(in, fault, null);
            }
            if (header.isComplete()) {
                data.begin();
                part = Part.DATA;
                return;
            }
        }
    }

    private int inflate(Input in, byte[] target, int offset, int length) {
        try {
            int count = data.inflate(in, target, offset, length);
            if (data.isFinished()) {
                trailer.clear();
                part = Part.TRAILER;
            }
            return count;
        } catch (DataFormatException e) {
            throw corrupt(in, String.valueOf(e.getMessage()), e);
        }
    }

    private void readTrailer(Input in) {
        if (trailer.fill(in, 2 * Integer.BYTES)) {
            if (trailer.number(0, Integer.BYTES) != data.checksum()) {
                throw corrupt(in, "the checksum is wrong", null);
            }
            if (trailer.number(Integer.BYTES, Integer.BYTES) != (data.bytes() & 0xffff_ffffL)) {
                throw corrupt(in, "the length is wrong", null);
            }
            part = Part.BETWEEN;
        }
    }

    private void readBetween(Input in) {
        header.begin();
        part = in.buffer[in.from] == 0 ? Part.PADDING : Part.HEADER;
    }

    private void readPadding(Input in) {
        while (in.waiting() > 0) {
            if (in.buffer[in.from++] != 0) {
                throw corrupt(in, "something else follows it", null);
            }
        }
    }

    private enum Part {
        HEADER,
        DATA,
        TRAILER,
        BETWEEN,
        PADDING
    }
}
