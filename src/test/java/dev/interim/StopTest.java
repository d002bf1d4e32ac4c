package dev.interim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.fixture.EventReader;
import dev.interim.fixture.EventReader.Event;
import dev.interim.fixture.ServiceProcess;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

/// A started service that the system tells to stop, whatever its clients do.
@Timeout(60)
class StopTest {
    /// How Java says that it ended because it was told to.
    private static final int TERMINATED = 143;

    /// With a second each for turns and answers; the rest is for a busy machine.
    private static final Duration BOUND = Duration.ofSeconds(20);

    private static final List<String> SETTINGS =
            List.of("--interim.job.grace=1s", "--spring.lifecycle.timeout-per-shutdown-phase=1s");

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void subscribersAreToldAndJobsEnd() throws IOException, InterruptedException {
        try (var service = service()) {
            String id = job(service, "sequential");
            job(service, "concurrent");
            job(service, "parallel");
            var answer =
                    client.send(
                            request(service, "/jobs/" + id + "/events").build(),
                            BodyHandlers.ofInputStream());
            try (var events = new EventReader(answer.body())) {
                events.until(event -> event.data().contains("\"running\""));
                service.stop();
                assertToldOfTheEnd(events.rest());
            }
            assertThat(service.status(BOUND)).isEqualTo(TERMINATED);
        }
    }

    private static void assertToldOfTheEnd(List<Event> events) {
        assertThat(events).extracting(Event::type).contains("warning").endsWith("state", "done");
        assertThat(events.getLast().data()).contains("\"cancelled\"");
    }

    @Test
    void uploadThatNeverGoesOnHoldsNobodyUp() throws IOException, InterruptedException {
        try (var service = service();
                var upload = new Socket("localhost", service.port())) {
            send(
                    upload,
                    "PUT /jobs HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\na,b\n1,2\n");
            assertThat(firstLine(upload.getInputStream())).contains(" 202 ");
            service.stop();
            assertThat(service.status(BOUND)).isEqualTo(TERMINATED);
        }
    }

    @Test
    void subscriberThatReadsNothingHoldsNobodyUp() throws IOException, InterruptedException {
        try (var service = service();
                var deaf = new Socket("localhost", service.port())) {
            String id = job(service, "parallel");
            send(deaf, "GET /jobs/%s/events HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(id));
            assertThat(firstLine(deaf.getInputStream())).contains(" 200 ");
            service.stop();
            assertThat(service.status(BOUND)).isEqualTo(TERMINATED);
        }
    }

    private static ServiceProcess service() {
        return new ServiceProcess(
                InterimApplication.class.getName(), List.of("-Xmx256m"), SETTINGS);
    }

    private String job(ServiceProcess service, String mode)
            throws IOException, InterruptedException {
        String path = "/jobs?mode=" + mode + "&uri=synthetic:work%3Fduration%3D1h";
        var request = request(service, path).POST(BodyPublishers.noBody()).build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        return new JsonMapper().readTree(answer.body()).get("id").asString();
    }

    private static HttpRequest.Builder request(ServiceProcess service, String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + service.port() + path));
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String firstLine(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString();
    }
}
