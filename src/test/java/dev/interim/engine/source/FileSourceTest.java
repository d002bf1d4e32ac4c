package dev.interim.engine.source;

import static dev.interim.engine.failure.FailureKind.FORBIDDEN_SOURCE;
import static dev.interim.engine.failure.FailureKind.INVALID_REQUEST;
import static dev.interim.engine.failure.FailureKind.SOURCE_UNAVAILABLE;
import static dev.interim.engine.failure.FailureKind.TOO_LARGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interim.engine.failure.FailureException;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileSourceTest extends FetchContract {
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
        try (Fetch fetch = open(content(5_000))) {
            taking.once(fetch, new byte[1_000]);
            truncate(root.resolve("data.csv"), 3_000);
            assertThat(taking.failure(fetch)).hasMessage("the file ended after 3000 of 5000 bytes");
        }
    }

    @Test
    void whatIsAppendedLaterIsNotRead() throws IOException {
        byte[] content = content(5_000);
        try (Fetch fetch = open(content)) {
            Files.write(root.resolve("data.csv"), new byte[10], StandardOpenOption.APPEND);
            assertThat(taking.all(fetch, 999)).isEqualTo(content);
        }
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
}
