package dev.interim.engine.codec;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// One stream of deflated data (RFC 1951), with checksum and length of what came out.
final class Deflated {
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private long bytes;
    private boolean holdsOutput;

    /// Begins a new one.
    void begin() {
        inflater.reset();
        checksum.reset();
        bytes = 0;
        holdsOutput = false;
    }

    /// Inflates waiting bytes; how many came out.
    ///
    /// @throws DataFormatException with a sentence, the bad byte being the next one of the input
    int inflate(Input in, byte[] target, int offset, int length) throws DataFormatException {
        inflater.setInput(in.buffer, in.from, in.waiting());
        int count;
        try {
            count = inflater.inflate(target, offset, length);
        } catch (DataFormatException e) {
            in.from = in.to - inflater.getRemaining();
            throw (DataFormatException)
                    new DataFormatException("it is not compressed data").initCause(e);
        }
        in.from = in.to - inflater.getRemaining();
        checksum.update(target, offset, count);
        bytes += count;
        // The target was full: there may be more to come without more input.
        holdsOutput = count == length && !inflater.finished();
        if (inflater.needsDictionary()) {
            throw new DataFormatException("it asks for a dictionary");
        }
        return count;
    }

    boolean holdsOutput() {
        return holdsOutput;
    }

    boolean isFinished() {
        return inflater.finished();
    }

    long checksum() {
        return checksum.getValue();
    }

    /// How many bytes came out.
    long bytes() {
        return bytes;
    }

    void close() {
        inflater.end();
    }
}
