package dev.interim.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.scan.ScanOptions;
import dev.interim.engine.stats.Measures;
import dev.interim.fixture.FakeSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WithoutVectorsTest {
    private static final String MODULE = "jdk.incubator.vector";

    @TempDir private Path directory;

    @Test
    void theSameComesOutOfAJvmThatLacksTheVectorApi() throws IOException, InterruptedException {
        Path out = directory.resolve("snapshot");
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Alone.class.getName())
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
        assertThat(process.waitFor()).as(Files.readString(out)).isZero();
        assertThat(ModuleLayer.boot().findModule(MODULE)).isPresent();
        assertThat(Files.readString(out, StandardCharsets.UTF_8)).isEqualTo(Alone.snapshot());
    }

    private static String numbers() {
        var random = new SplittableRandom(8);
        var text = new StringBuilder("id,fare,\"quoted, name\",empty\n");
        for (int row = 0; row < 5000; row++) {
            text.append(row).append(',');
            text.append(random.nextInt(10_000) / 100.0)
                    .append(",\"a \"\"b\"\",\nü")
                    .append(row % 70);
            text.append("\",").append(random.nextBoolean() ? "-1.5" : "").append('\n');
        }
        return text.toString();
    }

    /// Runs in a JVM of its own.
    static final class Alone {
        private Alone() {}

        static void main() throws InterruptedException {
            if (ModuleLayer.boot().findModule(MODULE).isPresent()) {
                throw new IllegalStateException("this JVM was to lack the module");
            }
            System.out.print(snapshot());
        }

        static String snapshot() throws InterruptedException {
            var source = FakeSource.of(numbers());
            return Profiler.profile(source, ScanOptions.AUTO, Measures.STANDARD).toString();
        }
    }
}
