package dev.interim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What foreign text does to the log; in a process of its own, since a log belongs to a process.
@Timeout(60)
class LogTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern STARTED = Pattern.compile("Jetty started on port (\\d+)");

    /// A line of its own, were it believed, and a colour.
    private static final String FORGED = "\n{\"job\":\"forged\"}\r\u001b[31m\n2026-01-01 FORGED";

    private final HttpClient client = HttpClient.newHttpClient();

    @ParameterizedTest
    @ValueSource(strings = {"json", "default"})
    void foreignTextMakesNoLineOfItsOwn(String profile, @TempDir Path directory)
            throws IOException, InterruptedException {
        Path root = directory.toRealPath();
        // A dataset without records, whose columns have hostile names.
        Files.writeString(
                root.resolve("forged.csv"),
                "\"a%s\",\"b%s\"\n".formatted(quoted(FORGED), quoted(FORGED)));
        List<String> lines = new ArrayList<>();
        var service = start(profile, root);
        try (BufferedReader log = service.inputReader(StandardCharsets.UTF_8)) {
            String base = "http://localhost:" + portIn(log, lines);
            submit(base, "http://localhost:1/" + FORGED);
            submit(base, "file:" + root + "/" + FORGED);
            submit(base, FORGED);
            String id = submit(base, "file:" + root + "/forged.csv").path("id").asString();
            assertThat(readUntil(log, lines, "job " + id + " failed")).contains(id);
            // Not of the process itself, which would close what it still says.
            service.toHandle().destroy();
            log.lines().forEach(lines::add);
            assertThat(lines)
                    .noneMatch(line -> line.startsWith("{\"job\":\"forged"))
                    .noneMatch(line -> line.startsWith("2026-01-01 FORGED"))
                    .noneMatch(line -> line.contains("\u001b"));
            if (profile.equals("json")) {
                assertThat(objects(lines)).anyMatch(it -> id.equals(it.path("job").asString()));
            }
        } finally {
            service.destroyForcibly();
        }
    }

    private static String quoted(String text) {
        return text.replace("\"", "\"\"");
    }

    /// All lines are objects but those of the banner, which comes before the first.
    private static List<JsonNode> objects(List<String> lines) {
        var objects =
                lines.stream()
                        .dropWhile(line -> !line.startsWith("{"))
                        .map(line -> JSON.readTree(line))
                        .toList();
        assertThat(objects).hasSizeGreaterThan(3);
        return objects;
    }

    private static Process start(String profile, Path root) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.interim.InterimApplication",
                        "--server.port=0",
                        "--spring.profiles.active=" + profile,
                        "--interim.source.ports=1",
                        "--interim.source.roots=" + root)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static int portIn(BufferedReader log, List<String> lines) throws IOException {
        var started = STARTED.matcher(readUntil(log, lines, "Jetty started on port"));
        assertThat(started.find()).isTrue();
        return Integer.parseInt(started.group(1));
    }

    private static String readUntil(BufferedReader log, List<String> lines, String text)
            throws IOException {
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            lines.add(line);
            if (line.contains(text)) {
                return line;
            }
        }
        throw new AssertionError(
                "no line says '%s':%n%s".formatted(text, String.join("\n", lines)));
    }

    private JsonNode submit(String base, String uri) throws IOException, InterruptedException {
        String encoded = URLEncoder.encode(uri, StandardCharsets.UTF_8);
        var request =
                HttpRequest.newBuilder(URI.create(base + "/jobs?uri=" + encoded))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build();
        return JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
    }
}
