package dev.interim.bench;

import dev.interim.engine.stats.Measures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/// Whether a server that breaks off every few megabytes changes any number: the final snapshot of
/// the file, and of the same bytes from that server. Fails where they differ.
///
/// `Resets <file> <its address at the server> <modes>`
public final class Resets {
    private Resets() {}

    /// Compares.
    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[0]).toAbsolutePath();
        try (var subject = new Subject(file.getParent(), Duration.ofMillis(250))) {
            for (String mode : arguments[2].split(",", -1)) {
                var strategy = FetchCost.strategy(mode);
                var undisturbed =
                        subject.run(file.toUri().toString(), strategy, Measures.STANDARD).last();
                long retries = subject.retries();
                long before = System.nanoTime();
                var disturbed = subject.run(arguments[1], strategy, Measures.STANDARD).last();
                double seconds = (System.nanoTime() - before) / 1e9;
                long breaks = subject.retries() - retries;
                if (breaks == 0 || !disturbed.equals(undisturbed)) {
                    throw new IllegalStateException(
                            "%s: after %d breaks the result is another one"
                                    .formatted(mode, breaks));
                }
                System.out.printf(
                        Locale.ROOT,
                        "%s: %.2f GB, %d rows, %d breaks, %.1f s: exactly the undisturbed result%n",
                        mode,
                        Files.size(file) / 1e9,
                        disturbed.rows(),
                        breaks,
                        seconds);
            }
        }
    }
}
