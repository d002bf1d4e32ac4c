package dev.interim.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The service as a process of its own, which can be killed.
final class ServiceProcess implements AutoCloseable {
    private static final Pattern STARTED = Pattern.compile("Jetty started on port (\\d+)");

    private final Process process;
    private final int port;

    /// Starts it on a free port and waits until it listens.
    ServiceProcess() {
        try {
            process =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-Xmx256m",
                                    "-XX:TieredStopAtLevel=1",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    "dev.interim.InterimApplication",
                                    "--server.port=0")
                            .redirectErrorStream(true)
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // Its reader is not closed: that would break the pipe under the service.
        var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        port = portIn(lines);
        Thread.ofVirtual().name("service-output").start(() -> lines.lines().forEach(_ -> {}));
    }

    private static int portIn(BufferedReader lines) {
        var seen = new StringBuilder();
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher started = STARTED.matcher(line);
                if (started.find()) {
                    return Integer.parseInt(started.group(1));
                }
                seen.append(line).append('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("the service did not start:\n" + seen);
    }

    int port() {
        return port;
    }

    /// Ends it at once, as a crash does.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
