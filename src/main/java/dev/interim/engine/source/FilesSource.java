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
        List<Path> files = roots.matching(uri);
        var entries = new ArrayList<Entry>();
        while (entries.size() < files.size()) {
            addThoseOfOneDirectory(files, entries);
        }
        return entries;
    }

    /// Adds the next file and those behind it that stand in the same directory, which is opened
    /// once: opening it for each of 1,000 files took longer than a turn.
    private void addThoseOfOneDirectory(List<Path> files, List<Entry> to) throws IOException {
        Path parent = FileRoots.parentOf(files.get(to.size()));
        long bytes = to.stream().mapToLong(entry -> entry.version().bytes()).sum();
        try (var directory = roots.directory(parent)) {
            while (to.size() < files.size() && parent.equals(files.get(to.size()).getParent())) {
                Path file = files.get(to.size());
                FileVersion version = OpenFile.regular(directory, file.getFileName());
                bytes += version.bytes();
                FileSource.requireLength(bytes, mostBytes);
                to.add(new Entry(file, version));
            }
        }
    }
}
