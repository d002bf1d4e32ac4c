package dev.interim.engine.source;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file below one of the configured roots, as long as it is when it is opened.
final class FileSource implements Source {
    private final URI uri;
    private final FileRoots roots;
    private final long mostBytes;

    /// @throws FailureException where the file may not be read or is not there, now
    FileSource(URI uri, FileRoots roots, FetchLimits limits) {
        this.uri = uri;
        this.roots = roots;
        this.mostBytes = limits.mostBytes();
        roots.resolve(uri);
    }

    @Override
    public String uri() {
        return uri.toString();
    }

    @Override
    public Fetch open(Runnable ready) {
        try {
            return open(roots.resolve(uri), mostBytes);
        } catch (IOException e) {
            throw new FailureException(
                    FailureKind.SOURCE_UNAVAILABLE, "the file cannot be opened", e);
        }
    }

    /// @param path a real path that may be read
    static FileFetch open(Path path, long mostBytes) throws IOException {
        var channel = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        try {
            // A directory on the way may have become a link since the path was looked at.
            if (!path.toRealPath().equals(path)) {
                throw new IOException("the path changed while it was opened: " + path);
            }
            return new FileFetch(channel, checkedLength(channel.size(), mostBytes));
        } catch (IOException | FailureException e) {
            channel.close();
            throw e;
        }
    }

    /// The length, where it is not too much.
    static long checkedLength(long length, long mostBytes) {
        if (length > mostBytes) {
            throw new FailureException(
                    FailureKind.TOO_LARGE,
                    "the file has " + length + " bytes, and at most " + mostBytes + " are read");
        }
        return length;
    }
}
