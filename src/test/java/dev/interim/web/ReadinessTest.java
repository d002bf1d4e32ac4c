package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/// When no more requests should be sent here.
@TestPropertySource(properties = "interim.job.active=1")
class ReadinessTest extends LiveService {
    private int readiness() {
        return get("/actuator/health/readiness").statusCode();
    }

    @Test
    void serviceWithoutAPlaceIsAliveButNotReady() {
        assertThat(readiness()).isEqualTo(200);
        String id = started("uri=" + encoded("synthetic:work?duration=1h"));
        assertThat(readiness()).isEqualTo(503);
        assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        delete(id);
        await().until(() -> readiness() == 200);
    }
}
