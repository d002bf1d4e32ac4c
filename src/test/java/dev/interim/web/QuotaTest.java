package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/// What one caller uses is not another's, and has an end. Each test has callers of its own.
@TestPropertySource(
        properties = {
            "interim.job.active-per-owner=2",
            "interim.web.subscribers-per-owner=1",
            "interim.access.quota.starts=4",
            "interim.access.quota.bytes=100KB"
        })
class QuotaTest extends GuardedService {
    private HttpRequest.Builder by(String subject, String method, String path) {
        return by(subject, call(method, path));
    }

    private static HttpRequest.Builder by(String subject, HttpRequest.Builder request) {
        String token = signed(claims(subject, "interim:submit"));
        return request.header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> start(String subject) {
        return send(by(subject, "POST", "/jobs?uri=" + encoded(ENDLESS)));
    }

    private void refused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(429);
        assertThat(json(answer).get("kind").asString()).isEqualTo("over-capacity");
        assertThat(answer.headers().allValues("Retry-After")).hasSize(1);
    }

    private static String field(HttpResponse<?> answer, String name) {
        assertThat(answer.headers().allValues(name)).hasSize(1);
        return answer.headers().firstValue(name).orElseThrow();
    }

    @Test
    void jobsThatHaveNotEndedAreCounted() {
        String first = accepted(start("jobs"));
        String second = accepted(start("jobs"));
        var third = start("jobs");
        refused(third);
        assertThat(json(third).get("detail").asString())
                .isEqualTo("you have 2 jobs that have not ended, and may have 2");
        String others = accepted(start("jobs of another"));
        cancelled(first);
        send(by("jobs", "GET", "/jobs/" + first + "/result").header("Prefer", "wait=30"));
        String fourth = accepted(start("jobs"));
        for (String id : List.of(second, others, fourth)) {
            cancelled(id);
        }
    }

    @Test
    void startsAreCountedAndSaid() {
        String policy = "\"starts\";q=4;w=3600, \"bytes\";q=100000;qu=\"content-bytes\";w=3600";
        List<String> left = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            var answer = send(by("starts", "POST", "/jobs?uri=nothing:at-all"));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(field(answer, "RateLimit-Policy")).isEqualTo(policy);
            left.add(field(answer, "RateLimit").split(";", -1)[1]);
        }
        assertThat(left).containsExactly("r=3", "r=2", "r=1", "r=0");
        var refused = start("starts");
        refused(refused);
        int wait = Integer.parseInt(field(refused, "Retry-After"));
        assertThat(wait).isBetween(3_500, 3_600);
        assertThat(field(refused, "RateLimit")).startsWith("\"starts\";r=0;t=" + wait + ",");
        assertThat(send(by("starts", "GET", "/jobs")).statusCode()).isEqualTo(200);
        // Written in another way it is the same.
        refused(send(by("starts", "POST", "/%6aobs?uri=" + encoded(ENDLESS))));
        cancelled(accepted(start("starts of another")));
    }

    @Test
    void bytesAreCountedWhileTheyCome() {
        byte[] rows = "1,2\n".repeat(50_000).getBytes(StandardCharsets.US_ASCII);
        var upload =
                by("bytes", request("/jobs").header("Content-Type", "text/csv"))
                        .POST(BodyPublishers.ofByteArray(rows));
        String id = accepted(send(upload));
        send(by("bytes", "GET", "/jobs/" + id + "/result").header("Prefer", "wait=30"));
        var job = json(send(by("bytes", "GET", "/jobs/" + id)));
        assertThat(job.get("state").asString()).isEqualTo("failed");
        assertThat(job.at("/failure/kind").asString()).isEqualTo("over-capacity");
        assertThat(job.at("/failure/detail").asString()).contains("your quota of bytes is used up");
        var answer = start("bytes");
        refused(answer);
        assertThat(field(answer, "RateLimit")).contains("\"bytes\";r=0;t=");
        cancelled(accepted(start("bytes of another")));
    }

    @Test
    void racesPayToo() {
        var race = json(send(by("races", "POST", "/races?uri=" + encoded("sample:trips"))));
        assertThat(race.get("status").asInt()).isEqualTo(429);
        var smaller =
                json(
                        send(
                                by(
                                        "races",
                                        "POST",
                                        "/races?modes=parallel&uri=" + encoded("sample:trips"))));
        String id = smaller.at("/runs/0/job/id").asString();
        send(by("races", "GET", "/jobs/" + id + "/result").header("Prefer", "wait=30"));
        assertThat(json(send(by("races", "GET", "/jobs/" + id))).at("/failure/kind").asString())
                .isEqualTo("over-capacity");
    }

    @Test
    void followingIsAStreamToo() throws Exception {
        String path = "/jobs?follow&uri=" + encoded(ENDLESS);
        var first = send(by("followers", "POST", path), BodyHandlers.ofInputStream());
        assertThat(first.statusCode()).isEqualTo(202);
        String id = first.headers().firstValue("Location").orElseThrow().substring(6);
        refused(send(by("followers", "GET", "/jobs/" + id + "/events")));
        refused(send(by("followers", "POST", path)));
        // Refused before there is a job.
        assertThat(json(send(by("followers", "GET", "/jobs"))).get("items")).hasSize(1);
        first.body().close();
        cancelled(id);
        await().until(() -> {
            var again = by("followers", "GET", "/jobs/" + id + "/events");
            var answer = send(again, BodyHandlers.ofInputStream());
            answer.body().close();
            return answer.statusCode() == 200;
        });
    }

    @Test
    void tableTellsThatTheQuotaOfBytesIsUsedUp() {
        byte[] rows = "1,2\n".repeat(50_000).getBytes(StandardCharsets.US_ASCII);
        var upload =
                by("tables", request("/jobs?follow").header("Content-Type", "text/csv"))
                        .header("TE", "trailers")
                        .POST(BodyPublishers.ofByteArray(rows));
        assertThat(send(upload).body()).contains("your quota of bytes is used up");
    }

    @Test
    void streamsAreCounted() throws Exception {
        String id = accepted(start("streams"));
        var request = by("streams", "GET", "/jobs/" + id + "/events");
        var first = send(request, BodyHandlers.ofInputStream());
        assertThat(first.statusCode()).isEqualTo(200);
        refused(send(by("streams", "GET", "/jobs/" + id + "/events")));
        var roots = call("GET", "/jobs/" + id + "/events").header("X-API-Key", ROOT);
        try (var open = send(roots, BodyHandlers.ofInputStream()).body()) {
            assertThat(open.read()).isPositive();
        }
        first.body().close();
        await().until(() -> {
            var again = by("streams", "GET", "/jobs/" + id + "/events");
            var answer = send(again, BodyHandlers.ofInputStream());
            answer.body().close();
            return answer.statusCode() == 200;
        });
        cancelled(id);
    }
}
