package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/// A service with few places for those who follow, and little patience with those who do not read.
@TestPropertySource(
        properties = {
            "interim.web.subscribers=3",
            "interim.web.subscribers-per-job=2",
            "interim.web.read-timeout=300ms"
        })
class FullServiceTest extends LiveService {
    private static final String SLOW = "uri=" + encoded("sample:trips?rate=50kB");

    @Test
    void whoFindsNoPlaceIsToldWhenToReturn() {
        String id = started(SLOW);
        String other = started(SLOW);
        try (var first = follow(id);
                var second = follow(id)) {
            var refused = get("/jobs/" + id + "/events");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("5");
            assertThat(refused.headers().firstValue("Content-Type"))
                    .hasValue("application/problem+json");
            assertThat(json(refused).get("kind").asString()).isEqualTo("over-capacity");
            assertThat(json(refused).get("status").asInt()).isEqualTo(503);
            try (var third = follow(other)) {
                assertThat(get("/jobs/" + other + "/events", "Accept", "text/plain").statusCode())
                        .isEqualTo(503);
                int before = json(get("/jobs")).get("items").size();
                assertThat(post("/jobs?follow").statusCode()).isEqualTo(503);
                assertThat(json(get("/jobs")).get("items")).hasSize(before);
                assertThat(third.next()).isNotNull();
            }
            assertThat(first.next()).isNotNull();
            assertThat(second.next()).isNotNull();
        }
        delete(id);
        delete(other);
    }
}
