package dev.interim.engine.source;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.function.Consumer;

/// A directory held by a handle of the operating system: what is done to its path meanwhile does
/// not lead elsewhere.
final class HandleDirectory implements OpenDirectory {
    private final SecureDirectoryStream<Path> handle;

    /// @param handle belongs to this one from now on
    HandleDirectory(SecureDirectoryStream<Path> handle) {
        this.handle = handle;
    }

    @Override
    public OpenDirectory directory(Path name) throws IOException {
        // Opening a pipe would wait for its writer.
        if (!attributes(name).isDirectory()) {
            throw new NotDirectoryException(name.toString());
        }
        return new HandleDirectory(handle.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS));
    }

    @Override
    public BasicFileAttributes attributes(Path name) throws IOException {
        return handle.getFileAttributeView(
                        name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }

    @Override
    public FileChannel file(Path name) throws IOException {
        var channel =
                handle.newByteChannel(
                        name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        if (channel instanceof FileChannel file) {
            return file;
        }
        channel.close();
        throw new IOException("no channel of a file: " + name);
    }

    @Override
    public void list(Consumer<Path> names) {
        handle.forEach(entry -> names.accept(entry.getFileName()));
    }

    @Override
    public void close() throws IOException {
        handle.close();
    }
}
