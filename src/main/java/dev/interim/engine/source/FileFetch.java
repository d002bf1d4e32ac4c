package dev.interim.engine.source;

import static dev.interim.engine.failure.FailureKind.CONFLICT;
import static dev.interim.engine.failure.FailureKind.SOURCE_UNAVAILABLE;

import dev.interim.engine.failure.FailureException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/// An open file, read where it is taken: the disk is fast enough to be waited for.
final class FileFetch implements Fetch {
    private static final int MOST_AT_ONCE = 256 * 1024;

    private final FileChannel channel;
    private final long length;
    private long position;

    /// @param channel belongs to this one from now on
    /// @param length how many bytes are read
    FileFetch(FileChannel channel, long length) {
        this.channel = channel;
        this.length = length;
    }

    @Override
    public int take(byte[] target, int offset, int count) {
        if (!channel.isOpen()) {
            throw new FailureException(CONFLICT, "the fetch was closed");
        }
        if (position == length) {
            return END;
        }
        int most = (int) Math.min(Math.min(count, MOST_AT_ONCE), length - position);
        int read;
        try {
            read = channel.read(ByteBuffer.wrap(target, offset, most), position);
        } catch (IOException e) {
            throw failed("could not be read further", e);
        }
        if (read < 0) {
            throw failed("ended", null);
        }
        position += read;
        return read;
    }

    @Override
    public Origin origin() {
        return Origin.ofBytes(length);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing was written, so nothing is lost; the descriptor is gone in any case.
        }
    }

    private FailureException failed(String how, @Nullable IOException cause) {
        return new FailureException(
                SOURCE_UNAVAILABLE,
                "the file " + how + " after " + position + " of " + length + " bytes",
                cause);
    }
}
