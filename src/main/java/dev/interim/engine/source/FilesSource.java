package dev.interim.engine.source;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The files below the configured roots that a pattern stands for, as one dataset; which they are,
/// and how long, is settled when it is opened.
final class FilesSource implements Source {
    /// One of them.
    ///
    /// @param path its real path
    /// @param version what it was when the set was settled
    record Entry(Path path, FileVersion version) {
        /// For people.
        String name() {
            return String.valueOf(path.getFileName());
        }
    }

    private final URI uri;
    private final FileRoots roots;
    private final long mostBytes;

    /// @throws FailureException where the pattern is none, or nothing that may be read matches, now
    FilesSource(URI uri, FileRoots roots, FetchLimits limits) {
        this.uri = uri;
        this.roots = roots;
        this.mostBytes = limits.mostBytes();
        roots.matching(uri);
    }

    @Override
    public String uri() {
        return uri.toString();
    }

    @Override
    public Fetch open(Runnable ready) {
        try {
            return new FilesFetch(roots, entries());
        } catch (IOException e) {
            throw new FailureException(
                    FailureKind.SOURCE_UNAVAILABLE, "the files cannot be opened", e);
        }
    }

    private List<Entry> entries() throws IOException {
        var entries = new ArrayList<Entry>();
        long bytes = 0;
        for (Path path : roots.matching(uri)) {
            FileVersion version = version(path);
            bytes += version.bytes();
            FileSource.requireLength(bytes, mostBytes);
            entries.add(new Entry(path, version));
        }
        return entries;
    }

    private FileVersion version(Path path) throws IOException {
        try (var directory = roots.directoryOf(path)) {
            return OpenFile.regular(directory, path.getFileName());
        }
    }
}
