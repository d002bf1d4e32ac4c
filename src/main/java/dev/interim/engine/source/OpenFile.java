package dev.interim.engine.source;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A file opened for reading together with its directory, so that its version can be compared while
/// it is read.
///
/// @param directory where it stands
/// @param name its name there
/// @param channel its bytes
/// @param version what it was when it was opened
record OpenFile(OpenDirectory directory, Path name, FileChannel channel, FileVersion version)
        implements Closeable {
    /// @param directory belongs to the file from now on, also when this fails
    /// @throws IOException also where the name stands for something else than a regular file, or
    ///   for another file before and after the opening
    static OpenFile of(OpenDirectory directory, Path name) throws IOException {
        FileChannel channel = null;
        try {
            FileVersion before = regular(directory, name);
            channel = directory.file(name);
            FileVersion version = regular(directory, name);
            if (!version.isOfSameFile(before)) {
                throw new IOException("another file got the name while it was opened: " + name);
            }
            return new OpenFile(directory, name, channel, version);
        } catch (IOException e) {
            if (channel != null) {
                channel.close();
            }
            directory.close();
            throw e;
        }
    }

    /// The version of the file that stands under a name.
    static FileVersion regular(OpenDirectory directory, Path name) throws IOException {
        var attributes = directory.attributes(name);
        if (!attributes.isRegularFile()) {
            throw new IOException("not a regular file: " + name);
        }
        return FileVersion.of(attributes);
    }

    int read(ByteBuffer target, long position) throws IOException {
        return channel.read(target, position);
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /// What is different now from when the file was opened; `null` when nothing is.
    ///
    /// A file whose name was removed or given to another file stays readable as it was; of that
    /// one, the length alone is compared.
    @Nullable String change() throws IOException {
        FileVersion now = named();
        return now == null || !now.isOfSameFile(version)
                ? version.changedLength(channel.size())
                : version.change(now);
    }

    private @Nullable FileVersion named() throws IOException {
        try {
            return FileVersion.of(directory.attributes(name));
        } catch (NoSuchFileException _) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        try (directory) {
            channel.close();
        }
    }
}
