package dev.interim.engine.source;

import static dev.interim.engine.failure.FailureKind.FORBIDDEN_SOURCE;
import static dev.interim.engine.failure.FailureKind.INVALID_REQUEST;
import static dev.interim.engine.failure.FailureKind.SOURCE_CHANGED;
import static dev.interim.engine.failure.FailureKind.SOURCE_UNAVAILABLE;
import static dev.interim.engine.failure.FailureKind.TOO_LARGE;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interim.engine.failure.FailureException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileSourceTest extends FetchContract {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final String FORBIDDEN = "files may not be read from there";

    @TempDir Path outside;
    private Path root = Path.of("");

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectory(outside.resolve("root"));
        Files.writeString(outside.resolve("secret.csv"), "a,b\n");
        Files.writeString(root.resolve("a b.csv"), "a,b\n");
    }

    @Override
    protected Fetch open(byte[] content) throws IOException {
        Path file = Files.write(root.resolve("data.csv"), content);
        return source(file.toUri().toString()).open(taking.ready());
    }

    @Test
    void knowsItsLengthAtOnce() throws IOException {
        try (Fetch fetch = open(content(777))) {
            assertThat(fetch.origin()).isEqualTo(Origin.ofBytes(777));
        }
    }

    @Test
    void readsAFileWithEncodedCharactersInItsName() {
        try (Fetch fetch = source(uri("a%20b.csv")).open(taking.ready())) {
            assertThat(taking.all(fetch, 10)).asString().isEqualTo("a,b\n");
        }
    }

    @Test
    void aLinkThatStaysBelowTheRootIsFollowed() throws IOException {
        Files.createSymbolicLink(root.resolve("link.csv"), Path.of("a b.csv"));
        try (Fetch fetch = source(uri("link.csv")).open(taking.ready())) {
            assertThat(taking.all(fetch, 10)).asString().isEqualTo("a,b\n");
        }
    }

    @Test
    void nothingMayBeReadWithoutRoots() {
        FailureException failure = refusal(uri("a%20b.csv"), FileRoots.none());
        assertThat(failure).hasMessage(FORBIDDEN);
        assertThat(failure.kind()).isEqualTo(FORBIDDEN_SOURCE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret.csv",
                "../missing.csv",
                "../missing/deeper.csv",
                "%2e%2e/secret.csv",
                "sub/../../secret.csv",
                "..",
                "../root2/a.csv",
                "link-out/secret.csv",
                "link-out/missing.csv",
                "link-to-secret.csv",
                "link-to-nothing.csv",
                "link-out/root/../secret.csv"
            })
    void whatIsOutsideIsForbiddenWhetherItIsThereOrNot(String path) throws IOException {
        Files.createSymbolicLink(root.resolve("link-out"), outside);
        Files.createSymbolicLink(root.resolve("link-to-secret.csv"), outside.resolve("secret.csv"));
        Files.createSymbolicLink(root.resolve("link-to-nothing.csv"), outside.resolve("nothing"));
        FailureException failure = refusal(uri(path), roots());
        assertThat(failure).hasMessage(FORBIDDEN);
        assertThat(failure.kind()).isEqualTo(FORBIDDEN_SOURCE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"file:/etc/passwd", "file:///", "file:/proc/self/environ", "file:/none"})
    void theRestOfTheMachineIsForbidden(String uri) {
        assertThat(refusal(uri, roots())).hasMessage(FORBIDDEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing.csv", "missing/deeper.csv", "a%20b.csv/deeper"})
    void whatIsMissingBelowARootIsSaidToBeMissing(String path) {
        FailureException failure = refusal(uri(path), roots());
        assertThat(failure).hasMessage("no such file");
        assertThat(failure.kind()).isEqualTo(SOURCE_UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "directory"})
    void aDirectoryIsNoFile(String path) throws IOException {
        Files.createDirectory(root.resolve("directory"));
        FailureException failure = refusal(uri(path), roots());
        assertThat(failure).hasMessage("a directory; all files in it are addressed as …/*");
        assertThat(failure.kind()).isEqualTo(SOURCE_UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:relative.csv",
                "file://host/data.csv",
                "file:/a?b",
                "file:/a#b",
                "file:/a%00b"
            })
    void addressesThatNameNoLocalFileAreInvalid(String uri) {
        assertThat(refusal(uri, roots()).kind()).isEqualTo(INVALID_REQUEST);
    }

    @Test
    void aFileThatBecameALinkOutIsForbiddenWhenItIsOpened() throws IOException {
        Source source = source(uri("a%20b.csv"));
        Files.delete(root.resolve("a b.csv"));
        Files.createSymbolicLink(root.resolve("a b.csv"), outside.resolve("secret.csv"));
        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(() -> source.open(taking.ready()))
                .withMessage(FORBIDDEN);
    }

    @Test
    void aFileThatShrinksWhileItIsReadFails() throws IOException {
        assertChanged(
                () -> truncate(root.resolve("data.csv"), 3_000),
                "data.csv changed while it was being read, after 1000 of 5000 bytes: "
                        + "it had 5000 bytes, and has 3000 now");
    }

    @Test
    void aFileThatGrowsWhileItIsReadFails() throws IOException {
        assertChanged(
                () -> Files.write(root.resolve("data.csv"), new byte[10], APPEND),
                "data.csv changed while it was being read, after 1000 of 5000 bytes: "
                        + "it had 5000 bytes, and has 5010 now");
    }

    @Test
    void aFileRewrittenInPlaceWhileItIsReadFails() throws IOException {
        String later =
                assertChanged(
                        () -> overwrite(root.resolve("data.csv")),
                        "data.csv changed while it was being read, after 1000 of 5000 bytes: "
                                + "it was last modified at ");
        assertThat(later).contains("Z, and now at 20");
    }

    @Test
    void aFileChangedAfterItsLastByteFailsAtTheEnd() throws IOException {
        byte[] content = content(5_000);
        try (Fetch fetch = open(content)) {
            assertThat(taking.once(fetch, new byte[5_000])).isEqualTo(5_000);
            overwrite(root.resolve("data.csv"));
            assertThat(taking.failure(fetch))
                    .hasMessageStartingWith(
                            "data.csv changed while it was being read, after 5000 of 5000 bytes");
        }
    }

    @Test
    void whatIsChangedAfterTheEndChangesNothing() throws IOException {
        byte[] content = content(5_000);
        try (Fetch fetch = open(content)) {
            assertThat(taking.all(fetch, 999)).isEqualTo(content);
            overwrite(root.resolve("data.csv"));
            assertThat(taking.once(fetch, new byte[9])).isEqualTo(Fetch.END);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFileWhoseNameAnotherGetsIsReadToItsEnd(boolean isReplaced) throws IOException {
        byte[] content = content(5_000);
        try (Fetch fetch = open(content)) {
            taking.once(fetch, new byte[1_000]);
            Path other = Files.write(root.resolve("other"), new byte[5_000]);
            if (isReplaced) {
                Files.move(other, root.resolve("data.csv"), ATOMIC_MOVE);
            } else {
                Files.delete(root.resolve("data.csv"));
            }
            assertThat(taking.all(fetch, 999)).isEqualTo(Arrays.copyOfRange(content, 1_000, 5_000));
        }
    }

    @Test
    void aFileThatShrinksAfterItsNameIsGoneFails() throws IOException {
        assertChanged(
                () -> {
                    Path moved = root.resolve("data.csv.1");
                    Files.move(root.resolve("data.csv"), moved);
                    truncate(moved, 3_000);
                },
                "data.csv changed while it was being read, after 1000 of 5000 bytes: "
                        + "it had 5000 bytes, and has 3000 now");
    }

    @Test
    void aFileOfADirectoryThatIsMovedIsReadAndComparedAsBefore() throws IOException {
        Path directory = Files.createDirectory(root.resolve("moving"));
        Path file = Files.write(directory.resolve("f.csv"), content(5_000));
        try (Fetch fetch = source(file.toUri().toString()).open(taking.ready())) {
            taking.once(fetch, new byte[1_000]);
            Path moved = Files.move(directory, root.resolve("moved"));
            taking.once(fetch, new byte[1_000]);
            overwrite(moved.resolve("f.csv"));
            assertThat(taking.failure(fetch).kind()).isEqualTo(SOURCE_CHANGED);
        }
    }

    @Test
    void linksOnTheWayAreFollowedWhileTheyStayBelowTheRoot() throws IOException {
        Path deep = Files.createDirectories(root.resolve("x/y"));
        Files.writeString(deep.resolve("f.csv"), "deep");
        Files.createSymbolicLink(root.resolve("absolute"), deep);
        Files.createSymbolicLink(deep.resolve("up"), Path.of("../.."));
        Files.createSymbolicLink(root.resolve("chain"), Path.of("absolute/up/absolute"));
        try (Fetch fetch = source(uri("chain/f.csv")).open(taking.ready())) {
            assertThat(taking.all(fetch, 10)).asString().isEqualTo("deep");
        }
    }

    @Test
    void closingGivesBackFileAndDirectories() throws IOException {
        assumeTrue(Files.isDirectory(DESCRIPTORS), "descriptors can be counted");
        Path file =
                Files.write(Files.createDirectories(root.resolve("d")).resolve("f"), content(9));
        for (Source source : List.of(source(file.toUri().toString()), pattern("d/*"))) {
            source.open(taking.ready()).close();
            long before = descriptors();
            for (int i = 0; i < 50; i++) {
                source.open(taking.ready()).close();
            }
            assertThat(descriptors()).isLessThan(before + 50);
        }
    }

    private Source pattern(String path) {
        return new FilesSource(URI.create(uri(path)), roots(), FetchLimits.STANDARD);
    }

    private static long descriptors() throws IOException {
        try (var all = Files.list(DESCRIPTORS)) {
            return all.count();
        }
    }

    /// A change after 1,000 of 5,000 bytes fails the fetch, and answers its sentence.
    private String assertChanged(Change change, String sentence) throws IOException {
        byte[] content = content(5_000);
        byte[] first = new byte[1_000];
        try (Fetch fetch = open(content)) {
            taking.once(fetch, first);
            change.make();
            FailureException failure = taking.failure(fetch);
            assertThat(first).isEqualTo(Arrays.copyOf(content, 1_000));
            assertThat(taking.taken()).isEmpty();
            assertThat(failure).hasMessageStartingWith(sentence);
            assertThat(failure.kind()).isEqualTo(SOURCE_CHANGED);
            return failure.sentence();
        }
    }

    /// What another process does to a file.
    private interface Change {
        void make() throws IOException;
    }

    @Test
    void aFileAboveTheLimitIsRefused() {
        var limits = Limits.ofBytes(3);
        var source = new FileSource(URI.create(uri("a%20b.csv")), roots(), limits);
        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(() -> source.open(taking.ready()))
                .withMessage("the file has 4 bytes, and at most 3 are read")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(TOO_LARGE));
    }

    @Test
    void rootsMustBeDirectories() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FileRoots(List.of(root.resolve("a b.csv"))))
                .withMessageContaining("not a directory");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FileRoots(List.of(root.resolve("missing"))))
                .withMessageContaining("no such directory");
    }

    private FileRoots roots() {
        return new FileRoots(List.of(root));
    }

    private String uri(String path) {
        return root.toUri() + path;
    }

    private Source source(String uri) {
        return new FileSource(URI.create(uri), roots(), FetchLimits.STANDARD);
    }

    private static FailureException refusal(String uri, FileRoots roots) {
        var failure =
                catchThrowableOfType(
                        FailureException.class,
                        () -> new FileSource(URI.create(uri), roots, FetchLimits.STANDARD));
        assertThat(failure).as("refusal of " + uri).isNotNull();
        return failure;
    }

    private static void truncate(Path file, long bytes) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(bytes);
        }
    }

    /// Other bytes, as many.
    private static void overwrite(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate((int) channel.size()));
        }
    }
}
