package dev.interim.engine.source;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Consumer;

/// A directory known by its real path only, for platforms without directory handles.
///
/// That the path leads where it led is looked at after each opening; who exchanges a directory for
/// a link and back in between is not noticed.
///
/// @param path its real path
record PathDirectory(Path path) implements OpenDirectory {
    @Override
    public OpenDirectory directory(Path name) throws IOException {
        if (!attributes(name).isDirectory()) {
            throw new NotDirectoryException(name.toString());
        }
        return new PathDirectory(path.resolve(name));
    }

    @Override
    public BasicFileAttributes attributes(Path name) throws IOException {
        return Files.readAttributes(
                path.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public FileChannel file(Path name) throws IOException {
        Path file = path.resolve(name);
        var channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        try {
            if (!file.toRealPath().equals(file)) {
                throw new IOException("the path changed while it was opened: " + file);
            }
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void list(Consumer<Path> names) throws IOException {
        try (var entries = Files.newDirectoryStream(path)) {
            entries.forEach(entry -> names.accept(entry.getFileName()));
        }
    }

    @Override
    public void close() {}
}
