package dev.interim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.access.NewKey;
import dev.interim.access.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;

/// What `docs/security.md` says to do opens the service to those it says, and to nobody else.
@Timeout(60)
class SecurityPageTest {
    private static final Path PAGE = Path.of("docs/security.md");
    private static final String HASH = "sha256:…";

    @TempDir private Path directory;

    /// A key and its hash, as the command prints them.
    private record Printed(String key, String hash) {
        static Printed made() {
            var out = new ByteArrayOutputStream();
            NewKey.random().printTo(new PrintStream(out, true, StandardCharsets.UTF_8));
            String text = out.toString(StandardCharsets.UTF_8);
            return new Printed(found("key: +(\\S+)", text), found("hash: (\\S+)", text));
        }
    }

    private static String found(String pattern, String text) {
        var found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(text).isTrue();
        return found.group(1);
    }

    private static List<String> blocks(String language) throws IOException {
        return Pattern.compile("(?s)```" + language + "\n(.*?)```")
                .matcher(Files.readString(PAGE))
                .results()
                .map(it -> it.group(1))
                .toList();
    }

    @Test
    void whatItSaysOpensTheService() throws IOException, InterruptedException {
        var yaml = blocks("yaml");
        assertThat(yaml).hasSize(2);
        List<String> keys = new ArrayList<>();
        String settings = yaml.getFirst();
        while (settings.contains(HASH)) {
            var made = Printed.made();
            keys.add(made.key());
            settings = settings.replaceFirst(HASH, made.hash());
        }
        assertThat(keys).hasSize(3);
        Files.writeString(directory.resolve("application.yaml"), settings);
        Files.writeString(directory.resolve("application-tokens.yaml"), yaml.getLast());
        String[] arguments = {
            "--spring.profiles.active=server,tokens",
            "--spring.config.additional-location=file:" + directory + "/",
            "--server.port=0",
            "--management.server.port=0"
        };
        assertThat(String.join("\n", blocks("sh")))
                .contains("java -jar interim.jar key", "--spring.profiles.active=server");
        try (var service = SpringApplication.run(InterimApplication.class, arguments);
                var client = HttpClient.newHttpClient()) {
            String port = service.getEnvironment().getProperty("local.server.port");
            var jobs = URI.create("http://localhost:" + port + "/jobs?mode=parallel");
            List<Integer> statuses = new ArrayList<>();
            for (String key : List.of(keys.get(0), keys.get(1), keys.get(2), "interim_none")) {
                var request =
                        HttpRequest.newBuilder(jobs)
                                .header("X-API-Key", key)
                                .POST(BodyPublishers.noBody());
                statuses.add(client.send(request.build(), BodyHandlers.discarding()).statusCode());
            }
            assertThat(statuses).containsExactly(202, 403, 202, 401);
        }
    }

    @Test
    void tellsOfEveryRoleAndOfNoOther() throws IOException {
        var table =
                Pattern.compile("(?m)^\\| `([a-z]+)` \\| [^|]+ \\|$")
                        .matcher(Files.readString(PAGE))
                        .results()
                        .map(it -> it.group(1));
        assertThat(table)
                .containsExactlyElementsOf(
                        Arrays.stream(Role.values())
                                .map(role -> role.name().toLowerCase(Locale.ROOT))
                                .toList());
    }
}
