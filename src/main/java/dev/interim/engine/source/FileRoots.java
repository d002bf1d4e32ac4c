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
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The directories below which local files may be read.
public final class FileRoots {
    private static final int MOST_FILES = 1_000;

    /// How often a path is looked up again that changed before it was opened.
    private static final int MAX_ATTEMPTS = 3;

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

    /// Opens the regular file that an address names: its path is looked up with all links, and what
    /// it leads to is opened from the root on, name by name and without links.
    ///
    /// @throws FailureException as {@link #resolve}
    OpenFile open(URI uri) {
        IOException cause = null;
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            Path real = resolve(uri);
            try {
                return OpenFile.of(directoryOf(real), real.getFileName());
            } catch (IOException e) {
                // The path may lead elsewhere now, or nowhere.
                cause = e;
            }
        }
        throw new FailureException(SOURCE_UNAVAILABLE, "the file cannot be opened", cause);
    }

    /// Opens the directory of a file, from the root on.
    ///
    /// @param real a real path below a root
    OpenDirectory directoryOf(Path real) throws IOException {
        return directory(parentOf(real));
    }

    /// The directory of a file.
    static Path parentOf(Path file) {
        return Objects.requireNonNull(file.getParent());
    }

    /// Opens a directory, from the root on.
    ///
    /// @param real its real path, a root or below one
    OpenDirectory directory(Path real) throws IOException {
        // Of nested roots the outermost: what stands below it may be exchanged by others.
        Path root =
                roots.stream()
                        .filter(real::startsWith)
                        .min(Comparator.comparingInt(Path::getNameCount))
                        .orElseThrow(() -> forbidden(null));
        var opened = OpenDirectory.open(root);
        return real.equals(root) ? opened : opened.descend(root.relativize(real));
    }

    /// The names in a directory.
    ///
    /// @param real the real path of a directory below a root
    void list(Path real, Consumer<Path> names) throws IOException {
        try (var directory = directory(real)) {
            directory.list(names);
        }
    }

    /// The files that an address with a pattern stands for, in the order of their names.
    ///
    /// @throws FailureException as {@link #resolve}, and `TOO_LARGE` for too many
    List<Path> matching(URI uri) {
        var pattern = FilePattern.of(uri);
        return pattern.matches(real(pathOf(pattern.directory())), mostFiles, this);
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

    /// The real path of what may be read.
    ///
    /// @throws FailureException `FORBIDDEN_SOURCE`
    Path realBelowRoot(Path known) {
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
