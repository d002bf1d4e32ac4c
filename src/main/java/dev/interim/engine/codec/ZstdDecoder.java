package dev.interim.engine.codec;

import static dev.interim.engine.failure.FailureKind.TOO_LARGE;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.interim.engine.failure.FailureException;
import java.nio.ByteBuffer;

/// All frames of Zstandard data (RFC 8878), skippable ones too; checked where they have a checksum.
final class ZstdDecoder extends StepDecoder {
    /// Windows up to 8 MiB, as the levels up to 19 have; they lie outside the heap.
    private static final int LARGEST_WINDOW_LOG = 23;

    private static final int MOST_QUIET_BYTES = 16 << 20;
    private static final int MOST_AT_ONCE = 128 * 1024;

    private final ZstdDecompressCtx context;
    private boolean isBetween;
    private boolean holdsOutput;

    ZstdDecoder() {
        super(Format.ZSTD, MOST_QUIET_BYTES);
        context = new ZstdDecompressCtx().setLongMax(LARGEST_WINDOW_LOG);
    }

    @Override
    int step(Input in, byte[] target, int offset, int length) {
        var from = ByteBuffer.wrap(in.buffer, in.from, in.waiting());
        var to = ByteBuffer.wrap(target, offset, Math.min(length, MOST_AT_ONCE));
        try {
            isBetween = context.decompressByteBufferStream(to, from);
        } catch (ZstdException e) {
            throw failure(in, e);
        }
        in.from = from.position();
        holdsOutput = !isBetween && !to.hasRemaining();
        return to.position() - offset;
    }

    private FailureException failure(Input in, ZstdException e) {
        // Some calls report codes below zero.
        long code = Math.abs(e.getErrorCode());
        if (code == Zstd.errFrameParameterWindowTooLarge()) {
            return new FailureException(
                    TOO_LARGE,
                    "the zstd data needs a window of more than %d MiB to decompress"
                            .formatted(1 << (LARGEST_WINDOW_LOG - 20)),
                    e);
        }
        if (code == Zstd.errPrefixUnknown()) {
            return corrupt(in, "something else follows it", e);
        }
        if (code == Zstd.errChecksumWrong()) {
            return corrupt(in, "the checksum is wrong", e);
        }
        return corrupt(in, "it is not compressed data", e);
    }

    @Override
    boolean holdsOutput() {
        return holdsOutput;
    }

    @Override
    boolean isWhole() {
        return isBetween;
    }

    @Override
    public void close() {
        context.close();
    }
}
