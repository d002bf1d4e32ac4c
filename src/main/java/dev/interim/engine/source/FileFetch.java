package dev.interim.engine.source;

import static dev.interim.engine.failure.FailureKind.CONFLICT;
import static dev.interim.engine.failure.FailureKind.SOURCE_CHANGED;
import static dev.interim.engine.failure.FailureKind.SOURCE_UNAVAILABLE;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.ClosedDirectoryStreamException;
import org.jspecify.annotations.Nullable;

/// An open file, read where it is taken: the disk is fast enough to be waited for.
///
/// After each block, and once more at the end, its version is compared with that of the opening: a
/// block is handed over only when the file was the same before and after it was read.
final class FileFetch implements Fetch {
    private static final int MOST_AT_ONCE = 256 * 1024;

    private final OpenFile file;
    private final long length;
    private long position;
    private boolean isAtEnd;

    /// @param file belongs to this one from now on
    FileFetch(OpenFile file) {
        this.file = file;
        this.length = file.version().bytes();
    }

    @Override
    public int take(byte[] target, int offset, int count) {
        if (!file.isOpen()) {
            throw closed(null);
        }
        if (isAtEnd) {
            return END;
        }
        int most = (int) Math.min(Math.min(count, MOST_AT_ONCE), length - position);
        try {
            int read = most == 0 ? END : file.read(ByteBuffer.wrap(target, offset, most), position);
            requireUnchanged();
            return position == length ? end() : taken(read);
        } catch (ClosedDirectoryStreamException e) {
            throw closed(e);
        } catch (IOException e) {
            throw failed(SOURCE_UNAVAILABLE, " could not be read further, after " + spot(), e);
        }
    }

    private int end() {
        isAtEnd = true;
        return END;
    }

    private int taken(int read) {
        if (read < 0) {
            throw failed(SOURCE_UNAVAILABLE, " ended after " + spot(), null);
        }
        position += read;
        return read;
    }

    private void requireUnchanged() throws IOException {
        String change = file.change();
        if (change != null) {
            throw failed(
                    SOURCE_CHANGED,
                    " changed while it was being read, after " + spot() + ": " + change,
                    null);
        }
    }

    long length() {
        return length;
    }

    @Override
    public Origin origin() {
        return Origin.ofBytes(length);
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            // Nothing was written, so nothing is lost; the descriptor is gone in any case.
        }
    }

    private Spot spot() {
        return new Spot(position, length);
    }

    private FailureException failed(FailureKind kind, String how, @Nullable IOException cause) {
        return new FailureException(kind, file.name() + how, cause);
    }

    private static FailureException closed(@Nullable Exception cause) {
        return new FailureException(CONFLICT, "the fetch was closed", cause);
    }
}
