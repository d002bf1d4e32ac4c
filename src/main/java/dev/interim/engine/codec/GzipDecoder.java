package dev.interim.engine.codec;

import static dev.interim.engine.failure.FailureKind.MALFORMED_DATA;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.source.Fetch;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/// All members of a gzip file (RFC 1952), each checked against its checksum and length.
///
/// A state machine that stops wherever the raw bytes do. Zeros behind the last member are padding.
final class GzipDecoder implements Decoder {
    // So much input without output is no data but an attempt to keep a worker busy.
    private static final int MOST_INPUT_WITHOUT_OUTPUT = 1 << 20;

    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final GzipHeader header = new GzipHeader();
    private Part part = Part.HEADER;
    private long memberBytes;
    private long trailer;
    private int trailerBytes;
    private long positionOfOutput;
    private boolean mayHoldOutput;

    @Override
    public int decode(Input in, byte[] target, int offset, int length) {
        while (true) {
            if (in.waiting() == 0 && !mayHoldOutput) {
                int count = in.fill();
                if (count == Fetch.END) {
                    return atEnd(in);
                }
                if (count == 0) {
                    return 0;
                }
            }
            int count = step(in, target, offset, length);
            if (count > 0) {
                positionOfOutput = in.position();
                return count;
            }
            if (in.position() - positionOfOutput > MOST_INPUT_WITHOUT_OUTPUT) {
                throw corrupt(in, "nothing comes out of it", null);
            }
        }
    }

    @Override
    public void close() {
        inflater.end();
    }

    private int step(Input in, byte[] target, int offset, int length) {
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

    private void readHeader(Input in) {
        while (in.waiting() > 0) {
            String fault = header.read(in.buffer[in.from++] & 0xff);
            if (fault != null) {
                throw corrupt(in, fault, null);
            }
            if (header.isComplete()) {
                inflater.reset();
                checksum.reset();
                memberBytes = 0;
                part = Part.DATA;
                return;
            }
        }
    }

    private int inflate(Input in, byte[] target, int offset, int length) {
        inflater.setInput(in.buffer, in.from, in.waiting());
        int count;
        try {
            count = inflater.inflate(target, offset, length);
        } catch (DataFormatException e) {
            in.from = in.to - inflater.getRemaining();
            throw corrupt(in, "it is not compressed data", e);
        }
        in.from = in.to - inflater.getRemaining();
        checksum.update(target, offset, count);
        memberBytes += count;
        // The target was full: there may be more to come without more input.
        mayHoldOutput = count == length && !inflater.finished();
        if (inflater.finished()) {
            trailer = 0;
            trailerBytes = 0;
            part = Part.TRAILER;
        } else if (inflater.needsDictionary()) {
            throw corrupt(in, "it asks for a dictionary", null);
        }
        return count;
    }

    private void readTrailer(Input in) {
        while (in.waiting() > 0 && trailerBytes < Long.BYTES) {
            trailer |= (in.buffer[in.from++] & 0xffL) << (Byte.SIZE * trailerBytes++);
        }
        if (trailerBytes == Long.BYTES) {
            if ((trailer & 0xffff_ffffL) != checksum.getValue()) {
                throw corrupt(in, "the checksum is wrong", null);
            }
            if (trailer >>> Integer.SIZE != (memberBytes & 0xffff_ffffL)) {
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

    private int atEnd(Input in) {
        return switch (part) {
            case BETWEEN, PADDING -> Fetch.END;
            case HEADER, DATA, TRAILER ->
                    throw new FailureException(
                            MALFORMED_DATA, "the gzip data is cut off at byte " + in.position());
        };
    }

    private static FailureException corrupt(Input in, String how, @Nullable Throwable cause) {
        return new FailureException(
                MALFORMED_DATA,
                "the gzip data is corrupt at byte " + in.position() + ": " + how,
                cause);
    }

    private enum Part {
        HEADER,
        DATA,
        TRAILER,
        BETWEEN,
        PADDING
    }
}
