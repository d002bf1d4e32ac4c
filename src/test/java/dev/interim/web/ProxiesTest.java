package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.fixture.EventReader;
import dev.interim.fixture.ReverseProxy;
import dev.interim.fixture.SmallCsv;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Uploads and streams through the reverse proxies that people put before the service.
class ProxiesTest extends LiveService {
    private static final int ROWS = 300_000;

    @ParameterizedTest
    @EnumSource
    void passUploadsWhole(ReverseProxy.Kind kind, @TempDir Path folder) throws IOException {
        byte[] data = SmallCsv.of(ROWS, 9);
        try (var proxy = new ReverseProxy(folder, kind, port)) {
            for (String mode : new String[] {"sequential", "concurrent", "parallel"}) {
                var answer =
                        send(
                                through(proxy, "/jobs?mode=" + mode)
                                        .PUT(BodyPublishers.ofByteArray(data)));
                assertThat(answer.statusCode()).isEqualTo(202);
                var job = ended(JSON.readTree(answer.body()).get("id").asString());
                assertThat(job.get("state").asString()).as(job::toString).isEqualTo("succeeded");
                assertThat(job.get("progress").get("rows").asInt()).isEqualTo(ROWS);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void passEventsAsTheyCome(ReverseProxy.Kind kind, @TempDir Path folder) throws IOException {
        String id = started("uri=" + encoded("sample:trips?rate=1kB"));
        try (var proxy = new ReverseProxy(folder, kind, port);
                var events =
                        new EventReader(
                                send(
                                                through(proxy, "/jobs/" + id + "/events"),
                                                BodyHandlers.ofInputStream())
                                        .body())) {
            assertThat(events.next().type()).isEqualTo("state");
        } finally {
            delete(id);
        }
    }

    private static HttpRequest.Builder through(ReverseProxy proxy, String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + proxy.port() + path));
    }
}
