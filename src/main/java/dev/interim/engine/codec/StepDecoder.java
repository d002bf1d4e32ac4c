package dev.interim.engine.codec;

import static dev.interim.engine.failure.FailureKind.MALFORMED_DATA;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.source.Fetch;
import org.jspecify.annotations.Nullable;

/// Decompresses in small steps that stop wherever the raw bytes do; what the formats share.
abstract sealed class StepDecoder implements Decoder
        permits Bzip2Decoder, GzipDecoder, Lz4Decoder, XzDecoder, ZipDecoder, ZstdDecoder {
    /// So many steps without output are enough for one call: each takes at most some 100 µs.
    private static final int MOST_STEPS = 256;

    private final Format format;
    private final long mostQuietBytes;
    private long positionOfOutput;

    /// @param mostQuietBytes how much input may bring no output; more is no data but an attempt to
    ///   keep a worker busy
    StepDecoder(Format format, long mostQuietBytes) {
        this.format = format;
        this.mostQuietBytes = mostQuietBytes;
    }

    @Override
    public final int decode(Input in, byte[] target, int offset, int length) {
        for (int steps = 0; steps < MOST_STEPS; steps++) {
            if (in.waiting() == 0 && !holdsOutput()) {
                int count = in.fill();
                if (count == 0) {
                    return 0;
                }
                if (count == Fetch.END) {
                    if (!isWhole()) {
                        throw cutOff(in);
                    }
                    return Fetch.END;
                }
            }
            int count = step(in, target, offset, length);
            if (count > 0) {
                positionOfOutput = in.position();
                return count;
            }
            if (isHeldUp()) {
                return 0;
            }
            if (in.position() - positionOfOutput > mostQuietBytes) {
                throw corrupt(in, "nothing comes out of it", null);
            }
        }
        return in.pause();
    }

    /// From here on something must come out.
    final void begin(Input in) {
        positionOfOutput = in.position();
    }

    /// Does a little with the waiting bytes, or with those that are held inside.
    ///
    /// @return how many bytes came out, which may be none as long as some went in
    abstract int step(Input in, byte[] target, int offset, int length);

    /// Whether nothing comes out before there is memory for it.
    boolean isHeldUp() {
        return false;
    }

    /// Whether something may come out without more going in.
    abstract boolean holdsOutput();

    /// Whether the data may end here.
    abstract boolean isWhole();

    @Override
    public void close() {}

    private FailureException cutOff(Input in) {
        return new FailureException(
                MALFORMED_DATA,
                "the " + format.label() + " data is cut off at byte " + in.position());
    }

    final FailureException corrupt(Input in, String how, @Nullable Throwable cause) {
        return new FailureException(
                MALFORMED_DATA,
                "the %s data is corrupt at byte %d: %s"
                        .formatted(format.label(), in.position(), how),
                cause);
    }
}
