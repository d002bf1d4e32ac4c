package dev.interim.engine.source;

import static dev.interim.engine.failure.FailureKind.CONFLICT;
import static dev.interim.engine.failure.FailureKind.SOURCE_CHANGED;
import static dev.interim.engine.failure.FailureKind.SOURCE_UNAVAILABLE;

import dev.interim.engine.failure.FailureException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Several files one after the other, of which one is open.
final class FilesFetch implements Fetch {
    private final FileRoots roots;
    private final List<FilesSource.Entry> entries;
    private final long bytes;
    // Between the owner who opens the next file and whoever closes.
    private final ReentrantLock lock = new ReentrantLock();
    private FileFetch current;
    private int index;
    private boolean isClosed;

    /// @param entries at least one
    FilesFetch(FileRoots roots, List<FilesSource.Entry> entries) throws IOException {
        this.roots = roots;
        this.entries = entries;
        bytes = entries.stream().mapToLong(entry -> entry.version().bytes()).sum();
        current = opened(entries.getFirst());
    }

    @Override
    public int take(byte[] target, int offset, int length) {
        return current.take(target, offset, length);
    }

    @Override
    public @Nullable String part() {
        return entries.size() == 1 ? null : entries.get(index).name();
    }

    @Override
    public boolean hasNext() {
        return index + 1 < entries.size();
    }

    @Override
    public void next() {
        lock.lock();
        try {
            if (isClosed) {
                throw new FailureException(CONFLICT, "the fetch was closed");
            }
            current.close();
            index++;
            current = opened(entries.get(index));
        } catch (IOException e) {
            throw new FailureException(
                    SOURCE_UNAVAILABLE, entries.get(index).name() + " cannot be opened", e);
        } finally {
            lock.unlock();
        }
    }

    private FileFetch opened(FilesSource.Entry entry) throws IOException {
        try {
            var file = OpenFile.of(roots.directoryOf(entry.path()), entry.path().getFileName());
            String change = entry.version().change(file.version());
            if (change != null) {
                file.close();
                throw changed(entry, change, null);
            }
            return new FileFetch(file);
        } catch (NoSuchFileException e) {
            throw changed(entry, "it is no longer there", e);
        }
    }

    private static FailureException changed(
            FilesSource.Entry entry, String how, @Nullable Exception cause) {
        return new FailureException(
                SOURCE_CHANGED,
                entry.name() + " changed before its first byte was read: " + how,
                cause);
    }

    /// The length of all of them.
    @Override
    public Origin origin() {
        return Origin.ofBytes(bytes);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            isClosed = true;
            current.close();
        } finally {
            lock.unlock();
        }
    }
}
