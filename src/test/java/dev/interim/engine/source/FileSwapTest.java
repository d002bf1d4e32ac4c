package dev.interim.engine.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interim.engine.failure.FailureException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Names below a root are exchanged for links out of it in a loop, while files are opened there.
@Timeout(120)
class FileSwapTest {
    private static final int OPENS = 4_000;
    private static final String INSIDE = "inside";
    private static final String SECRET = "secret";

    /// How an attempt to read ended.
    private enum Ending {
        INSIDE,
        LEAKED,
        REFUSED
    }

    @TempDir Path directory;
    private Path root = Path.of("");
    private Path outside = Path.of("");

    @BeforeEach
    void makeRoot() throws IOException {
        directory = directory.toRealPath();
        root = Files.createDirectories(directory.resolve("root/data/deep")).getParent().getParent();
        outside = Files.createDirectories(directory.resolve("outside/deep")).getParent();
        Files.writeString(root.resolve("data/deep/f.csv"), INSIDE);
        Files.writeString(outside.resolve("deep/f.csv"), SECRET);
    }

    @Test
    void aDirectoryExchangedForALinkOutLeaksNothing() throws Exception {
        Path link = Files.createSymbolicLink(root.resolve("link"), outside);
        assertNoLeak(root.resolve("data"), link, "data/deep/f.csv");
    }

    @Test
    void theDirectoryOfTheFileExchangedForALinkOutLeaksNothing() throws Exception {
        Path link = Files.createSymbolicLink(root.resolve("link"), outside.resolve("deep"));
        assertNoLeak(root.resolve("data/deep"), link, "data/deep/f.csv");
    }

    @Test
    void aFileExchangedForALinkOutLeaksNothing() throws Exception {
        Path link = Files.createSymbolicLink(root.resolve("link"), outside.resolve("deep/f.csv"));
        assertNoLeak(root.resolve("data/deep/f.csv"), link, "data/deep/f.csv");
    }

    @Test
    void aLinkInsideExchangedForALinkOutLeaksNothing() throws Exception {
        Path link = Files.createSymbolicLink(root.resolve("link"), outside);
        Path alias = Files.createSymbolicLink(root.resolve("alias"), root.resolve("data"));
        assertNoLeak(alias, link, "alias/deep/f.csv");
    }

    @Test
    void aPatternLeaksNothing() throws Exception {
        Path link = Files.createSymbolicLink(root.resolve("link"), outside);
        assertNoLeak(root.resolve("data"), link, "d*/d*/*.csv");
    }

    private void assertNoLeak(Path name, Path link, String address) throws Exception {
        var exchange = PathExchange.of(name, link);
        assumeTrue(exchange.isPresent(), "this system exchanges no names");
        var isDone = new AtomicBoolean();
        var exchanges = new AtomicLong();
        Map<Ending, Integer> endings;
        try (var swap = exchange.orElseThrow()) {
            var swapping =
                    Thread.ofPlatform()
                            .start(() -> {
                                while (!isDone.get()) {
                                    swap.exchange();
                                    exchanges.incrementAndGet();
                                }
                            });
            try {
                endings = endings(address);
            } finally {
                isDone.set(true);
                swapping.join();
            }
        }
        System.out.println(address + " " + endings + " in " + exchanges + " exchanges");
        assertThat(exchanges.get()).isGreaterThan(1_000);
        assertThat(endings).doesNotContainKey(Ending.LEAKED);
        assertThat(endings.get(Ending.INSIDE)).as("files that were read").isPositive();
    }

    private Map<Ending, Integer> endings(String address) {
        var sources = new EnumMap<Ending, Integer>(Ending.class);
        for (int i = 0; i < OPENS; i++) {
            sources.merge(ending(address), 1, Integer::sum);
        }
        return sources;
    }

    private Ending ending(String address) {
        var taking = new Taking();
        try (Fetch fetch = source(address).open(taking.ready())) {
            boolean isSecret = new String(taking.all(fetch, 100), UTF_8).equals(SECRET);
            return isSecret ? Ending.LEAKED : Ending.INSIDE;
        } catch (FailureException _) {
            return Ending.REFUSED;
        }
    }

    private Source source(String address) {
        var uri = URI.create(root.toUri() + address);
        var roots = new FileRoots(List.of(root));
        return FilePattern.isPattern(uri)
                ? new FilesSource(uri, roots, FetchLimits.STANDARD)
                : new FileSource(uri, roots, FetchLimits.STANDARD);
    }
}
