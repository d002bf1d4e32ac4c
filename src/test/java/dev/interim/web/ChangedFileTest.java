package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.fixture.SmallCsv;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A local file that is rewritten in place while a job reads it: two versions are never mixed.
@Timeout(60)
class ChangedFileTest extends LiveService {
    @ParameterizedTest
    @ValueSource(strings = {"sequential", "concurrent", "parallel"})
    void aFileRewrittenWhileItIsReadFailsTheJob(String mode) throws Exception {
        Path file = Files.write(ROOT.resolve("rewritten.csv"), SmallCsv.of(400_000, 8));
        var isDone = new AtomicBoolean();
        var failure = new AtomicReference<IOException>();
        var writer =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                rewrite(file, isDone);
                            } catch (IOException e) {
                                failure.set(e);
                            }
                        });
        try {
            var job = ended(started("mode=" + mode + "&uri=" + encoded(file.toUri().toString())));
            assertThat(job.get("state").asString()).isEqualTo("failed");
            assertThat(job.get("failure").get("kind").asString()).isEqualTo("source-changed");
            assertThat(job.get("failure").get("detail").asString())
                    .startsWith("rewritten.csv changed while it was being read, after ")
                    .contains(" of " + Files.size(file) + " bytes: it was last modified at ");
        } finally {
            isDone.set(true);
            writer.join();
            Files.delete(file);
        }
        assertThat(failure.get()).isNull();
    }

    /// Writes one byte that is there already, again and again.
    private static void rewrite(Path file, AtomicBoolean isDone) throws IOException {
        var bytes = ByteBuffer.allocate(1);
        try (var channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.read(bytes, 0);
            while (!isDone.get()) {
                channel.write(bytes.rewind(), 0);
            }
        }
    }
}
