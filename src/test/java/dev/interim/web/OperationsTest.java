package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What whoever runs the service looks at.
class OperationsTest extends LiveService {
    @ParameterizedTest
    @ValueSource(strings = {"", "/liveness", "/readiness"})
    void serviceIsHealthy(String probe) {
        var answer = get("/actuator/health" + probe);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).get("status").asString()).isEqualTo("UP");
    }

    @Test
    void prometheusReadsMetrics() {
        get("/modes");
        var answer = get("/actuator/prometheus");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("text/plain");
        assertThat(answer.body())
                .contains(
                        "# TYPE jvm_memory_used_bytes gauge", "http_server_requests_seconds_count");
    }

    @ParameterizedTest
    @ValueSource(strings = {"env", "beans", "heapdump", "shutdown", "loggers"})
    void nothingElseIsOpen(String endpoint) {
        assertThat(get("/actuator/" + endpoint).statusCode()).isEqualTo(404);
    }
}
