package dev.interim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.fixture.EventReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/// A service that stops lets turns end, and tells whoever listens.
@Timeout(60)
class ShutdownTest {
    private static final String ENDLESS = "synthetic:work%3Fduration%3D1h";

    private final HttpClient client = HttpClient.newHttpClient();
    private String address = "";

    @Test
    void subscribersHearTheEndAndItComesSoon() throws IOException, InterruptedException {
        var service = SpringApplication.run(InterimApplication.class, "--server.port=0");
        address = "http://localhost:" + port(service);
        var started =
                client.send(
                        request("/jobs?uri=" + ENDLESS)
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString());
        String id = new JsonMapper().readTree(started.body()).get("id").asString();
        var answer =
                client.send(
                        request("/jobs/" + id + "/events").build(), BodyHandlers.ofInputStream());
        try (var events = new EventReader(answer.body())) {
            events.until(event -> event.data().contains("\"running\""));
            var closing = Thread.ofPlatform().start(service::close);
            var rest = events.rest();
            closing.join();
            assertThat(rest)
                    .extracting(EventReader.Event::type)
                    .contains("warning")
                    .endsWith("state", "done");
            assertThat(rest.getLast().data()).contains("\"cancelled\"");
        }
        assertThat(liveWorkers()).isEmpty();
    }

    private static int port(ConfigurableApplicationContext service) {
        return Integer.parseInt(
                Objects.requireNonNull(service.getEnvironment().getProperty("local.server.port")));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path));
    }

    /// Other services in this process have workers too; those of the stopped one burned a
    /// processor.
    private static List<String> liveWorkers() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().startsWith("cores-"))
                .filter(thread ->
                        List.of(thread.getValue()).stream()
                                .anyMatch(frame -> frame.getMethodName().equals("busy")))
                .map(thread -> thread.getKey().getName())
                .toList();
    }
}
