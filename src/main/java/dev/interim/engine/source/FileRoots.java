package dev.interim.engine.source;

import static dev.interim.engine.failure.FailureKind.FORBIDDEN_SOURCE;
import static dev.interim.engine.failure.FailureKind.INVALID_REQUEST;
import static dev.interim.engine.failure.FailureKind.SOURCE_UNAVAILABLE;

import dev.interim.engine.failure.FailureException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The directories below which local files may be read.
public final class FileRoots {
    private static final int MOST_FILES = 1_000;

    private final List<Path> roots;
    private final int mostFiles;

    /// Allows files below these directories, and patterns of up to 1,000 of them.
    public FileRoots(List<Path> directories) {
        this(directories, MOST_FILES);
    }

    /// Allows files below these directories; without any, none.
    ///
    /// @param mostFiles how many files a pattern may stand for
    /// @throws IllegalArgumentException when one is not a directory that can be read; the message
    ///   is for the operator
    public FileRoots(List<Path> directories, int mostFiles) {
        if (mostFiles < 1) {
            throw new IllegalArgumentException("a pattern stands for at least one file");
        }
        this.mostFiles = mostFiles;
        this.roots = directories.stream().map(FileRoots::realDirectory).toList();
    }

    /// No file may be read.
    public static FileRoots none() {
        return new FileRoots(List.of());
    }

    /// The real path of the regular file that an address names.
    ///
    /// Everything outside the roots gets the same answer, whether it is there or not.
    ///
    /// @throws FailureException `INVALID_REQUEST`, `FORBIDDEN_SOURCE`, or `SOURCE_UNAVAILABLE` for
    ///   what is not there, or no file, below a root
    Path resolve(URI uri) {
        Path real = real(pathOf(uri));
        if (Files.isDirectory(real)) {
            throw new FailureException(
                    SOURCE_UNAVAILABLE, "a directory; all files in it are addressed as …/*");
        }
        if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
            throw new FailureException(SOURCE_UNAVAILABLE, "not a regular file");
        }
        return real;
    }

    /// The files that an address with a pattern stands for, in the order of their names.
    ///
    /// @throws FailureException as {@link #resolve}, and `TOO_LARGE` for too many
    List<Path> matching(URI uri) {
        var pattern = FilePattern.of(uri);
        return pattern.matches(real(pathOf(pattern.directory())), mostFiles, this::realBelowRoot);
    }

    /// The real path of what is there below a root.
    private Path real(Path given) {
        Path path = given.normalize();
        Path known = path;
        while (known != null && !Files.exists(known, LinkOption.NOFOLLOW_LINKS)) {
            known = known.getParent();
        }
        Path real = known == null ? path : realBelowRoot(known);
        if (!path.equals(known)) {
            throw new FailureException(SOURCE_UNAVAILABLE, "no such file");
        }
        return real;
    }

    private Path realBelowRoot(Path known) {
        try {
            Path real = known.toRealPath();
            if (roots.stream().anyMatch(real::startsWith)) {
                return real;
            }
            throw forbidden(null);
        } catch (IOException e) {
            throw forbidden(e);
        }
    }

    private static Path pathOf(URI uri) {
        try {
            return Path.of(uri);
        } catch (IllegalArgumentException e) {
            throw new FailureException(
                    INVALID_REQUEST, "a file is addressed as file:/path/to/it.csv", e);
        }
    }

    private static FailureException forbidden(@Nullable IOException cause) {
        return new FailureException(FORBIDDEN_SOURCE, "files may not be read from there", cause);
    }

    private static Path realDirectory(Path directory) {
        try {
            Path real = directory.toRealPath();
            if (Files.isDirectory(real) && Files.isReadable(real)) {
                return real;
            }
            throw new IllegalArgumentException("not a directory that can be read: " + directory);
        } catch (IOException e) {
            throw new IllegalArgumentException("no such directory: " + directory, e);
        }
    }
}
