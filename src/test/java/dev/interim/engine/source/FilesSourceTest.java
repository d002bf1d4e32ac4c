package dev.interim.engine.source;

import static dev.interim.engine.failure.FailureKind.FORBIDDEN_SOURCE;
import static dev.interim.engine.failure.FailureKind.INVALID_REQUEST;
import static dev.interim.engine.failure.FailureKind.SOURCE_CHANGED;
import static dev.interim.engine.failure.FailureKind.SOURCE_UNAVAILABLE;
import static dev.interim.engine.failure.FailureKind.TOO_LARGE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interim.engine.failure.FailureException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilesSourceTest extends FetchContract {
    @TempDir Path outside;
    private Path root = Path.of("");

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectory(outside.resolve("root"));
        Files.writeString(outside.resolve("secret.csv"), "secret");
        for (String name :
                List.of("b.csv", "a.csv", "a.csv.gz", "c d.csv", ".hidden.csv", "x*.csv")) {
            Files.writeString(root.resolve(name), name);
        }
        for (String directory : List.of("2025", "2026", "directory.csv")) {
            Files.createDirectory(root.resolve(directory));
            Files.writeString(root.resolve(directory).resolve("m.csv"), directory + "/m.csv");
        }
    }

    @Override
    protected Fetch open(byte[] content) throws IOException {
        Files.write(root.resolve("only.data"), content);
        return source("*.data").open(taking.ready());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*.csv|a.csv b.csv c\u00b7d.csv x*.csv",
                "a*|a.csv a.csv.gz",
                "*a*.csv|a.csv",
                "*%20*|c\u00b7d.csv",
                "x%2A.c*|x*.csv",
                "*|a.csv a.csv.gz b.csv c\u00b7d.csv x*.csv",
                ".*|.hidden.csv",
                "20*/*.csv|2025/m.csv 2026/m.csv",
                "*/m.csv|2025/m.csv 2026/m.csv directory.csv/m.csv",
                "20*6/m.csv|2026/m.csv",
            })
    void filesComeInTheOrderOfTheirNames(String pattern, String expected) {
        assertThat(String.join(" ", contents(pattern)).replace("c d", "c\u00b7d"))
                .isEqualTo(expected);
    }

    @Test
    void theLengthIsThatOfAllOfThem() {
        try (Fetch fetch = source("*.csv").open(taking.ready())) {
            assertThat(fetch.origin()).isEqualTo(Origin.ofBytes(5 + 5 + 7 + 6));
            assertThat(fetch.part()).isEqualTo("a.csv");
            assertThat(fetch.hasNext()).isTrue();
        }
        assertThat(source("*.csv").uri()).endsWith("/root/*.csv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none*.csv", "*/none", "*/*/*", "b.csv/*"})
    void whatMatchesNothingIsUnavailable(String pattern) {
        FailureException failure = refusal(pattern, roots());
        assertThat(failure.kind()).isEqualTo(SOURCE_UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "**/m.csv",
                "*/../m.csv",
                "*/%2e%2e/*",
                "*%2Fm.csv",
                "*/./m.csv",
                "*.csv?x",
                "*#x"
            })
    void whatIsNoPatternIsRefused(String pattern) {
        assertThat(refusal(pattern, roots()).kind()).isEqualTo(INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../*.csv",
                "../*/a.csv",
                "../missing/*.csv",
                "link/*.csv",
                "link-*.csv",
                "li*/s*.csv"
            })
    void whatIsOutsideIsForbiddenWhetherItIsThereOrNot(String pattern) throws IOException {
        Files.createSymbolicLink(root.resolve("link"), outside);
        Files.createSymbolicLink(root.resolve("link-a.csv"), outside.resolve("secret.csv"));
        Files.createSymbolicLink(root.resolve("link-b.csv"), outside.resolve("missing.csv"));
        FailureException failure = refusal(pattern, roots());
        assertThat(failure).hasMessage("files may not be read from there");
        assertThat(failure.kind()).isEqualTo(FORBIDDEN_SOURCE);
    }

    @Test
    void nothingMayBeReadWithoutRoots() {
        assertThat(refusal("*.csv", FileRoots.none()).kind()).isEqualTo(FORBIDDEN_SOURCE);
    }

    @Test
    void aLinkThatStaysBelowTheRootIsFollowed() throws IOException {
        Files.createSymbolicLink(root.resolve("z1.csv"), Path.of("b.csv"));
        Files.createSymbolicLink(root.resolve("z2"), Path.of("2025"));
        assertThat(contents("z*.csv")).containsExactly("b.csv");
        assertThat(contents("z*/*")).containsExactly("2025/m.csv");
    }

    @Test
    void tooManyFilesAreRefused() {
        assertThat(
                        new FilesSource(
                                uri("*.csv"),
                                new FileRoots(List.of(root), 4),
                                FetchLimits.STANDARD))
                .isNotNull();
        FailureException failure = refusal("*.csv", new FileRoots(List.of(root), 3));
        assertThat(failure).hasMessage("more than 3 files match the pattern");
        assertThat(failure.kind()).isEqualTo(TOO_LARGE);
    }

    @Test
    void tooManyBytesInAllAreRefused() {
        var usual = FetchLimits.STANDARD;
        var limits =
                new FetchLimits(
                        22,
                        usual.connectTimeout(),
                        usual.responseTimeout(),
                        usual.totalTime(),
                        usual.leastBytesPerSecond());
        var source = new FilesSource(uri("*.csv"), roots(), limits);
        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(() -> source.open(taking.ready()))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(TOO_LARGE));
    }

    @Test
    void aFileThatChangedItsLengthMeanwhileIsNamed() throws IOException {
        assertChanged(
                () -> Files.writeString(root.resolve("b.csv"), "longer than before"),
                "b.csv changed before its first byte was read: it had 5 bytes, and has 18 now");
    }

    @Test
    void aFileRewrittenMeanwhileIsNamed() throws IOException {
        assertChanged(
                () -> Files.writeString(root.resolve("b.csv"), "B.CSV"),
                "b.csv changed before its first byte was read: it was last modified at ");
    }

    @Test
    void aFileReplacedMeanwhileIsNamed() throws IOException {
        assertChanged(
                () -> {
                    Path other = Files.writeString(root.resolve("other"), "b.csv");
                    Files.setLastModifiedTime(
                            other, Files.getLastModifiedTime(root.resolve("b.csv")));
                    Files.move(other, root.resolve("b.csv"), ATOMIC_MOVE);
                },
                "b.csv changed before its first byte was read: another file has its name now");
    }

    @Test
    void aFileRemovedMeanwhileIsNamed() throws IOException {
        assertChanged(
                () -> Files.delete(root.resolve("b.csv")),
                "b.csv changed before its first byte was read: it is no longer there");
    }

    private void assertChanged(Change change, String sentence) throws IOException {
        try (Fetch fetch = source("*.csv").open(taking.ready())) {
            change.make();
            taking.all(fetch, 100);
            assertThatExceptionOfType(FailureException.class)
                    .isThrownBy(fetch::next)
                    .withMessageStartingWith(sentence)
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(SOURCE_CHANGED));
        }
    }

    /// What another process does to a file.
    private interface Change {
        void make() throws IOException;
    }

    @Test
    void nothingFollowsOnceItIsClosed() {
        Fetch fetch = source("*.csv").open(taking.ready());
        fetch.close();
        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(fetch::next)
                .withMessage("the fetch was closed");
    }

    private List<String> contents(String pattern) {
        var contents = new ArrayList<String>();
        try (Fetch fetch = source(pattern).open(taking.ready())) {
            contents.add(new String(new Taking().all(fetch, 3), UTF_8));
            while (fetch.hasNext()) {
                fetch.next();
                contents.add(new String(new Taking().all(fetch, 3), UTF_8));
            }
        }
        return contents;
    }

    private FileRoots roots() {
        return new FileRoots(List.of(root));
    }

    private URI uri(String pattern) {
        return URI.create(root.toUri() + pattern);
    }

    private Source source(String pattern) {
        return new FilesSource(uri(pattern), roots(), FetchLimits.STANDARD);
    }

    private FailureException refusal(String pattern, FileRoots roots) {
        var failure =
                catchThrowableOfType(
                        FailureException.class,
                        () -> new FilesSource(uri(pattern), roots, FetchLimits.STANDARD));
        assertThat(failure).as("refusal of " + pattern).isNotNull();
        return failure;
    }
}
