package dev.interim.engine.source;

import static dev.interim.engine.failure.FailureKind.INVALID_REQUEST;
import static dev.interim.engine.failure.FailureKind.SOURCE_UNAVAILABLE;
import static dev.interim.engine.failure.FailureKind.TOO_LARGE;

import dev.interim.engine.failure.FailureException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// An address with `*`, which stands for any part of the name of a file or directory, but not for
/// the dot that a hidden name begins with.
///
/// @param directory the address of the directory where looking begins
/// @param names the names behind it, as patterns
record FilePattern(URI directory, List<Pattern> names) {
    private static final int MOST_LOOKED_AT = 100_000;
    private static final char ANY = '*';

    /// Whether an address has a `*`; written as `%2A` it stands for itself.
    static boolean isPattern(URI uri) {
        return uri.getRawPath() != null && uri.getRawPath().indexOf(ANY) >= 0;
    }

    /// @throws FailureException `INVALID_REQUEST`
    static FilePattern of(URI uri) {
        String path = uri.getRawPath();
        int base = path.lastIndexOf('/', path.indexOf(ANY)) + 1;
        if (path.contains("**")) {
            throw invalid("** is not known in a pattern; * stands for any part of one name");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw invalid("a file is addressed as file:/path/to/*.csv");
        }
        var names =
                Arrays.stream(path.substring(base).split("/", -1)).map(FilePattern::name).toList();
        return new FilePattern(URI.create("file:" + path.substring(0, base)), names);
    }

    private static Pattern name(String raw) {
        if (List.of(".", "..").contains(decoded(raw))) {
            throw invalid("a pattern must not hold . or ..");
        }
        String regex =
                Arrays.stream(raw.split("\\*", -1))
                        .map(part -> Pattern.quote(decoded(part)))
                        .collect(Collectors.joining(".*"));
        return Pattern.compile((raw.startsWith("*") ? "(?!\\.)" : "") + regex, Pattern.DOTALL);
    }

    private static String decoded(String raw) {
        String name = URI.create("file:/" + raw).getPath().substring(1);
        if (name.contains("/")) {
            throw invalid("a pattern must not hold an encoded /");
        }
        return name;
    }

    /// The regular files that match, in the order of their names, as real paths.
    ///
    /// @param start the real path of the directory
    /// @param most how many there may be
    /// @param roots answers the real path of what may be read, and lists directories
    List<Path> matches(Path start, int most, FileRoots roots) {
        var files = new ArrayList<Path>();
        collect(start, 0, roots, new Budget(most), files);
        if (files.isEmpty()) {
            throw new FailureException(SOURCE_UNAVAILABLE, "no file matches");
        }
        return files;
    }

    private void collect(Path directory, int depth, FileRoots roots, Budget budget, List<Path> to) {
        boolean isLast = depth == names.size() - 1;
        for (Path found : list(roots, directory, names.get(depth), budget)) {
            Path real = roots.realBelowRoot(found);
            if (!isLast && Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS)) {
                collect(real, depth + 1, roots, budget, to);
            } else if (isLast && Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
                budget.found();
                to.add(real);
            }
        }
    }

    private static List<Path> list(
            FileRoots roots, Path directory, Pattern pattern, Budget budget) {
        var found = new ArrayList<Path>();
        try {
            roots.list(
                    directory,
                    name -> {
                        budget.looked();
                        if (pattern.matcher(name.toString()).matches()) {
                            found.add(directory.resolve(name));
                        }
                    });
        } catch (IOException | DirectoryIteratorException e) {
            throw new FailureException(SOURCE_UNAVAILABLE, "a directory cannot be listed", e);
        }
        found.sort(null);
        return found;
    }

    private static FailureException invalid(String sentence) {
        return new FailureException(INVALID_REQUEST, sentence);
    }

    /// How much looking is left.
    private static final class Budget {
        private final int most;
        private int looked;
        private int found;

        Budget(int most) {
            this.most = most;
        }

        void looked() {
            if (++looked > MOST_LOOKED_AT) {
                throw new FailureException(
                        TOO_LARGE, "there are too many names to look for the pattern");
            }
        }

        void found() {
            if (++found > most) {
                throw new FailureException(
                        TOO_LARGE, "more than " + most + " files match the pattern");
            }
        }
    }
}
