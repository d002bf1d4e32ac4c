package dev.interim.engine.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What directories keep, whether they are held by a handle or by a path.
class OpenDirectoryTest {
    /// How a directory is held.
    enum Kind {
        OF_PLATFORM,
        BY_PATH
    }

    @TempDir Path root;

    @BeforeEach
    void makeFiles() throws IOException {
        root = root.toRealPath();
        Files.createDirectories(root.resolve("a/b"));
        Files.writeString(root.resolve("a/b/f.csv"), "bytes");
        Files.createSymbolicLink(root.resolve("a/link"), Path.of("b"));
        Files.createSymbolicLink(root.resolve("a/b/link.csv"), Path.of("f.csv"));
    }

    private OpenDirectory open(Kind kind) throws IOException {
        return kind == Kind.BY_PATH ? new PathDirectory(root) : OpenDirectory.open(root);
    }

    @Test
    void linuxAndMacHaveHandles() throws IOException {
        String system = System.getProperty("os.name");
        boolean hasHandles = Stream.of("Linux", "Mac").anyMatch(system::startsWith);
        try (var directory = OpenDirectory.open(root)) {
            assertThat(directory instanceof HandleDirectory).isEqualTo(hasHandles);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFileIsOpenedNameByName(Kind kind) throws IOException {
        var directory = open(kind).descend(Path.of("a/b"));
        try (var file = OpenFile.of(directory, Path.of("f.csv"))) {
            assertThat(file.version().bytes()).isEqualTo(5);
            assertThat(file.read(ByteBuffer.allocate(9), 0)).isEqualTo(5);
            assertThat(file.change()).isNull();
            Files.writeString(root.resolve("a/b/f.csv"), "more bytes");
            assertThat(file.change()).isEqualTo("it had 5 bytes, and has 10 now");
        }
    }

    @ParameterizedTest
    @EnumSource
    void noLinkIsFollowed(Kind kind) throws IOException {
        assertThatIOException().isThrownBy(() -> open(kind).descend(Path.of("a/link")));
        try (var directory = open(kind).descend(Path.of("a/b"))) {
            assertThatIOException().isThrownBy(() -> directory.file(Path.of("link.csv")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLinkAndADirectoryAreNoFiles(Kind kind) throws IOException {
        for (String path : new String[] {"a/b/link.csv", "a/b"}) {
            Path name = Path.of(path);
            var directory = open(kind).descend(name.getParent());
            assertThatIOException()
                    .isThrownBy(() -> OpenFile.of(directory, name.getFileName()))
                    .withMessageStartingWith("not a regular file");
        }
    }

    @ParameterizedTest
    @EnumSource
    void listsItsNames(Kind kind) throws IOException {
        var names = new ArrayList<String>();
        try (var directory = open(kind).descend(Path.of("a"))) {
            directory.list(name -> names.add(name.toString()));
        }
        assertThat(names).containsExactlyInAnyOrder("b", "link");
    }
}
