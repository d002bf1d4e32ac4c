package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.fixture.NodeProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The description of a service that asks everybody who they are says how, and what is answered
/// otherwise.
class GuardedDescriptionTest extends GuardedService {
    private JsonNode api() {
        return json(send(call("GET", "/v3/api-docs")));
    }

    private static List<String> schemes(JsonNode security) {
        return security.valueStream().flatMap(it -> it.propertyNames().stream()).toList();
    }

    @Test
    void saysHowToSayWhoOneIs() {
        var schemes = api().at("/components/securitySchemes");
        assertThat(schemes.propertyNames()).containsExactlyInAnyOrder("key", "token", "ticket");
        assertThat(schemes.at("/key/name").asString()).isEqualTo("X-API-Key");
        assertThat(schemes.at("/token/bearerFormat").asString()).isEqualTo("JWT");
        assertThat(schemes.at("/ticket/in").asString()).isEqualTo("query");
        assertThat(schemes).allSatisfy(it -> assertThat(it.has("description")).isTrue());
        assertThat(schemes(api().get("security"))).containsExactly("key", "token");
        assertThat(schemes(api().at("/paths/~1jobs~1{id}~1events/get/security")))
                .containsExactly("key", "token", "ticket");
    }

    @Test
    void lintersFindNothing(@TempDir Path scratch) throws IOException, InterruptedException {
        var file = Files.writeString(scratch.resolve("openapi.json"), api().toString());
        assertThat(NodeProject.named("api").runOn(file, "lint.mjs").text()).isEmpty();
    }

    @Test
    void everyOperationSaysWhatStrangersHear() {
        var operations = api().get("paths").valueStream().flatMap(JsonNode::valueStream).toList();
        assertThat(operations)
                .hasSizeGreaterThan(15)
                .allSatisfy(operation -> {
                    var responses = operation.get("responses");
                    for (String status : List.of("401", "403", "429")) {
                        var schema =
                                responses
                                        .path(status)
                                        .at("/content/application~1problem+json/schema/$ref");
                        assertThat(schema.asString()).isEqualTo("#/components/schemas/Problem");
                        assertThat(
                                        responses
                                                .path(status)
                                                .at("/content/application~1problem+json/examples"))
                                .isNotEmpty();
                    }
                    assertThat(responses.at("/403/description").asString()).contains("role");
                    assertThat(responses.at("/401/headers/WWW-Authenticate").isObject()).isTrue();
                    assertThat(responses.at("/429/headers/Retry-After").isObject()).isTrue();
                    assertThat(responses)
                            .allSatisfy(response ->
                                    assertThat(response.get("headers").propertyNames())
                                            .contains("RateLimit", "RateLimit-Policy"));
                });
    }
}
