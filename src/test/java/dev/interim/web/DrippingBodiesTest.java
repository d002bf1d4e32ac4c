package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/// More connections than there are threads for requests, each of which sends a byte of its body now
/// and then.
@TestPropertySource(
        properties = {"server.jetty.threads.max=24", "interim.web.traffic.body-grace=30s"})
class DrippingBodiesTest extends LiveService {
    private static final int MORE_THAN_THREADS = 60;

    private final List<SlowUpload> clients = new ArrayList<>();

    @AfterEach
    void hangUp() {
        clients.forEach(SlowUpload::close);
    }

    @Test
    void othersAreAnsweredWhileManyDrip() {
        for (int i = 0; i < MORE_THAN_THREADS; i++) {
            var client =
                    new SlowUpload(
                            port,
                            "POST /jobs HTTP/1.1",
                            "Content-Type: application/json",
                            "Content-Length: 1000");
            client.send(new byte[] {'{'});
            clients.add(client);
        }
        for (int round = 0; round < 3; round++) {
            clients.forEach(client -> drip(client));
            assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);
            assertThat(get("/jobs").statusCode()).isEqualTo(200);
        }
        var refused = postJson("/jobs", "{}");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("5");
        assertThat(json(refused).get("kind").asString()).isEqualTo("over-capacity");
        assertThat(json(refused).get("detail").asString())
                .startsWith("18 requests with a body are being served");
    }

    private static void drip(SlowUpload client) {
        try {
            client.send(new byte[] {' '});
        } catch (UncheckedIOException e) {
            // It was refused and has been hung up on.
            assertThat(e).isNotNull();
        }
    }
}
