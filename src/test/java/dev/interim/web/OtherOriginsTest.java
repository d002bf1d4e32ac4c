package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

/// Pages of origins that the operator has named, and of others.
@TestPropertySource(properties = "interim.web.origins=https://page.example")
class OtherOriginsTest extends GuardedService {
    private static final String WORK = "/jobs?uri=synthetic:work%3Fduration%3D1ms";

    private HttpResponse<String> preflight(String origin) {
        return send(
                call("OPTIONS", "/jobs")
                        .header("Origin", origin)
                        .header("Access-Control-Request-Method", "POST")
                        .header("Access-Control-Request-Headers", "x-api-key"));
    }

    @Test
    void pageOfANamedOriginMayUseTheService() {
        var leave = preflight("https://page.example");
        assertThat(leave.statusCode()).isEqualTo(200);
        assertThat(leave.headers().firstValue("Access-Control-Allow-Origin"))
                .hasValue("https://page.example");
        assertThat(leave.headers().map()).doesNotContainKey("access-control-allow-credentials");
        var started =
                send(
                        call("POST", WORK)
                                .header("Origin", "https://page.example")
                                .header("Sec-Fetch-Site", "cross-site")
                                .header("X-API-Key", ALICE));
        assertThat(started.statusCode()).isEqualTo(202);
        assertThat(started.headers().firstValue("Access-Control-Allow-Origin"))
                .hasValue("https://page.example");
    }

    @Test
    void itStillHasToSayWhoItIs() {
        var answer = send(call("GET", "/jobs").header("Origin", "https://page.example"));
        assertThat(answer.statusCode()).isEqualTo(401);
        // The page may read why.
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                .hasValue("https://page.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://other.example",
                "http://page.example",
                "https://page.example:444",
                "https://a.page.example",
                "null"
            })
    void pageOfAnotherMayNot(String origin) {
        assertThat(preflight(origin).headers().map())
                .doesNotContainKey("access-control-allow-origin");
        var answer = send(call("POST", WORK).header("Origin", origin).header("X-API-Key", ALICE));
        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "https://*",
                "https://*.example",
                "page.example",
                "https://a.example/b"
            })
    void originIsAWholeName(String origin) {
        assertThatThrownBy(() ->
                        new WebSettings(
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(1),
                                1,
                                1,
                                null,
                                Set.of(),
                                Set.of(origin),
                                1,
                                Duration.ofDays(1)))
                .hasMessageContaining("interim.web.origins are written https://example.org");
    }
}
