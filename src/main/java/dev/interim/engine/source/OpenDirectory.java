package dev.interim.engine.source;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Consumer;

/// A directory in which single names are looked at and opened, without following a link.
///
/// Any thread may look at names; the owner opens and closes.
sealed interface OpenDirectory extends Closeable permits HandleDirectory, PathDirectory {
    /// Opens a directory by its handle where the platform has handles (Linux, macOS), and otherwise
    /// by its path, where a name is looked at again after it was opened.
    ///
    /// @param directory a real path; its last name must be no link
    @SuppressWarnings("StreamResourceLeak") // the answer owns it
    static OpenDirectory open(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            throw new NotDirectoryException(directory.toString());
        }
        var stream = Files.newDirectoryStream(directory);
        if (stream instanceof SecureDirectoryStream<Path> handle) {
            return new HandleDirectory(handle);
        }
        stream.close();
        return new PathDirectory(directory);
    }

    /// Opens the directory that a path of names leads to; closes this one.
    default OpenDirectory descend(Path names) throws IOException {
        OpenDirectory directory = this;
        for (Path name : names) {
            try (var parent = directory) {
                directory = parent.directory(name);
            }
        }
        return directory;
    }

    /// Opens a directory in this one.
    OpenDirectory directory(Path name) throws IOException;

    /// What stands under a name; of a link, the link itself.
    BasicFileAttributes attributes(Path name) throws IOException;

    /// Opens a file for reading.
    FileChannel file(Path name) throws IOException;

    /// Hands over each name in it, once.
    void list(Consumer<Path> names) throws IOException;
}
