package dev.interim.engine.source;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The files below the configured roots that a pattern stands for, as one dataset; which they are,
/// and how long, is settled when it is opened.
final class FilesSource implements Source {
    /// One of them.
    ///
    /// @param path its real path
    /// @param name for people
    record Entry(Path path, String name, long bytes) {}

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
            return new FilesFetch(entries(), mostBytes);
        } catch (IOException e) {
            throw new FailureException(
                    FailureKind.SOURCE_UNAVAILABLE, "the files cannot be opened", e);
        }
    }

    private List<Entry> entries() throws IOException {
        var entries = new ArrayList<Entry>();
        long bytes = 0;
        for (Path path : roots.matching(uri)) {
            long length = Files.size(path);
            bytes = FileSource.checkedLength(bytes + length, mostBytes);
            entries.add(new Entry(path, String.valueOf(path.getFileName()), length));
        }
        return entries;
    }
}
