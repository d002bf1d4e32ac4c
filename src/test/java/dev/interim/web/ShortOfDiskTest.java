package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/// A disk that is almost full.
@TestPropertySource(properties = "interim.health.least-disk=8000000TB")
class ShortOfDiskTest extends LiveService {
    @Test
    void serviceIsAliveButNotReady() {
        assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(503);
        assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    }
}
