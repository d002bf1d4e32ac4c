package dev.interim.engine.source;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import java.net.URI;

/// A file below one of the configured roots, in the version that it has when it is opened.
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
        var fetch = new FileFetch(roots.open(uri));
        try {
            requireLength(fetch.length(), mostBytes);
            return fetch;
        } catch (FailureException e) {
            fetch.close();
            throw e;
        }
    }

    /// Refuses a length that is too much.
    static void requireLength(long length, long mostBytes) {
        if (length > mostBytes) {
            throw new FailureException(
                    FailureKind.TOO_LARGE,
                    "the file has " + length + " bytes, and at most " + mostBytes + " are read");
        }
    }
}
