package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.fixture.EventReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The whole service on a port of its own, the same for all tests that extend this, and a client.
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "interim.web.heartbeat=200ms",
            "interim.job.spool-memory=8MB",
            "interim.source.retries=1"
        })
@Timeout(60)
abstract class LiveService {
    /// The only directory below which files may be read.
    static final Path ROOT = temporaryDirectory();

    static final JsonMapper JSON = new JsonMapper();

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration PATIENCE = Duration.ofSeconds(50);

    @Value("${local.server.port}")
    int port;

    @DynamicPropertySource
    static void roots(DynamicPropertyRegistry properties) {
        properties.add("interim.source.roots", ROOT::toString);
    }

    private static Path temporaryDirectory() {
        try {
            Path directory = Files.createTempDirectory("interim-root-").toRealPath();
            directory.toFile().deleteOnExit();
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A request for this service, still without a method.
    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(PATIENCE);
    }

    static HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, BodyHandlers.ofString());
    }

    static <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> as) {
        try {
            return CLIENT.send(request.build(), as);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    HttpResponse<String> get(String path, String... headers) {
        var request = request(path).GET();
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> post(String path) {
        return send(request(path).POST(BodyPublishers.noBody()));
    }

    HttpResponse<String> post(String path, String type, BodyPublisher body) {
        return send(request(path).header("Content-Type", type).POST(body));
    }

    HttpResponse<String> postJson(String path, String json) {
        return post(path, "application/json", BodyPublishers.ofString(json));
    }

    HttpResponse<String> patch(String job, String json) {
        return send(
                request("/jobs/" + job)
                        .header("Content-Type", "application/json")
                        .method("PATCH", BodyPublishers.ofString(json)));
    }

    HttpResponse<String> delete(String job) {
        return send(request("/jobs/" + job).DELETE());
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    /// Starts a job by a query and answers its id.
    String started(String query) {
        return accepted(post("/jobs?" + query));
    }

    /// The id of the job that this answer says was started.
    static String accepted(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return json(answer).get("id").asString();
    }

    /// Does this sixteen times at the same moment, and waits until all have succeeded.
    static void atTheSameTime(Runnable each) throws InterruptedException {
        var start = new CyclicBarrier(16);
        Callable<Void> client =
                () -> {
                    start.await();
                    each.run();
                    return null;
                };
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : clients.invokeAll(Collections.nCopies(16, client))) {
                assertThat(done).succeedsWithin(Duration.ZERO);
            }
        }
    }

    /// An id that a client may choose: now, and random bits.
    static String newId() {
        String time = "%012x".formatted(Instant.now().toEpochMilli());
        String random = UUID.randomUUID().toString().substring(15);
        return time.substring(0, 8) + "-" + time.substring(8) + "-7" + random;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    JsonNode job(String id) {
        var answer = get("/jobs/" + id);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    String state(String id) {
        return job(id).get("state").asString();
    }

    /// Waits for the end of a job and answers its last snapshot.
    JsonNode result(String id) {
        var answer = get("/jobs/" + id + "/result", "Prefer", "wait=50");
        assertThat(answer.statusCode()).as(() -> job(id).toString()).isEqualTo(200);
        return json(answer);
    }

    /// Waits for the end of a job and answers it.
    JsonNode ended(String id) {
        get("/jobs/" + id + "/result", "Prefer", "wait=50");
        var job = job(id);
        assertThat(job.get("endedAt").isNull()).as(job::toString).isFalse();
        return job;
    }

    /// Follows a job from its first event on.
    EventReader follow(String id) {
        return follow(id, 0);
    }

    /// Follows a job from behind an event.
    EventReader follow(String id, long lastEventId) {
        var answer = events(id, lastEventId);
        assertThat(answer.statusCode()).isEqualTo(200);
        return new EventReader(answer.body());
    }

    /// Reads the event stream at a path.
    EventReader followed(String path) {
        var answer = send(request(path), BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        return new EventReader(answer.body());
    }

    /// The answer to a client that has seen events up to this number, 0 for none.
    HttpResponse<InputStream> events(String id, long lastEventId) {
        var request = request("/jobs/" + id + "/events").header("Accept", "text/event-stream");
        if (lastEventId > 0) {
            request.header("Last-Event-ID", Long.toString(lastEventId));
        }
        return send(request, BodyHandlers.ofInputStream());
    }

    static JsonNode data(EventReader.Event event) {
        return JSON.readTree(event.data());
    }

    static List<JsonNode> data(List<EventReader.Event> events, String type) {
        return events.stream()
                .filter(event -> event.type().equals(type))
                .map(LiveService::data)
                .toList();
    }

    /// The spans of a job's timeline in which something of this kind was done.
    List<JsonNode> spans(String id, String activity) {
        return json(get("/jobs/" + id + "/timeline"))
                .get("spans")
                .valueStream()
                .filter(span -> span.get("activity").asString().equals(activity))
                .toList();
    }
}
