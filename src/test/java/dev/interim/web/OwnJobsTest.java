package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Where everybody is asked who they are, each sees its own jobs, and nothing tells of others.
class OwnJobsTest extends GuardedService {
    private List<String> listed(String key, String query) {
        return json(ask(key, "GET", "/jobs?limit=500" + query))
                .get("items")
                .valueStream()
                .map(job -> job.get("id").asString())
                .toList();
    }

    private JsonNode seen(String key, String id) {
        return json(ask(key, "GET", "/jobs/" + id));
    }

    @Test
    void listsHoldOwnJobsOnly() {
        String alices = startedBy(ALICE, ENDLESS);
        String bobs = startedBy(BOB, ENDLESS);
        assertThat(listed(ALICE, "")).contains(alices).doesNotContain(bobs);
        assertThat(listed(READER, "")).contains(alices).doesNotContain(bobs);
        assertThat(listed(BOB, "")).contains(bobs).doesNotContain(alices);
        assertThat(listed(ROOT, "")).contains(alices, bobs);
        // A cursor is an id, and may be anybody's: it says where to go on, not what there is.
        assertThat(listed(BOB, "&cursor=" + alices)).doesNotContain(alices, bobs);
        cancelled(alices);
        cancelled(bobs);
    }

    @Test
    void jobOfAnotherIsAnsweredLikeOneThatIsNot() {
        String alices = startedBy(ALICE, ENDLESS);
        String nobodys = newId();
        var hidden = ask(BOB, "GET", "/jobs/" + alices);
        var missing = ask(BOB, "GET", "/jobs/" + nobodys);
        assertThat(hidden.statusCode()).isEqualTo(404);
        assertThat(hidden.body().replace(alices, nobodys)).isEqualTo(missing.body());
        cancelled(alices);
    }

    /// Were it refused, it would tell that there is a job.
    @Test
    void idThatAnotherHasChosenCanBeChosen() {
        String id = newId();
        assertThat(put(ALICE, id, "synthetic:work?duration=1h&n=1").statusCode()).isEqualTo(202);
        assertThat(put(BOB, id, "synthetic:work?duration=2h").statusCode()).isEqualTo(202);
        assertThat(put(ALICE, id, ENDLESS).statusCode()).isEqualTo(409);
        assertThat(seen(ALICE, id).at("/source/uri").asString()).contains("1h");
        assertThat(seen(BOB, id).at("/source/uri").asString()).contains("2h");
        assertThat(seen(ROOT, id).get("id").asString()).isEqualTo(id);
        assertThat(ask(BOB, "DELETE", "/jobs/" + id).statusCode()).isEqualTo(202);
        assertThat(seen(ALICE, id).get("state").asString()).isNotEqualTo("cancelled");
        ask(ALICE, "DELETE", "/jobs/" + id);
    }

    private HttpResponse<String> put(String key, String id, String uri) {
        String source = uri.replace("&n=1", "");
        return send(
                request("/jobs/" + id)
                        .header("X-API-Key", key)
                        .header("Content-Type", "application/json")
                        .PUT(
                                BodyPublishers.ofString(
                                        "{\"source\": {\"uri\": \"" + source + "\"}}")));
    }

    @Test
    void keysOfRequestsAreOfTheirOwners() {
        String alices = accepted(underKey(ALICE, ENDLESS));
        assertThat(accepted(underKey(ALICE, ENDLESS))).isEqualTo(alices);
        // The same request of another is another request, and another one is no mismatch.
        String bobs = accepted(underKey(BOB, ENDLESS));
        String roots = accepted(underKey(ROOT, "synthetic:work?duration=2h"));
        assertThat(List.of(bobs, roots)).doesNotContain(alices).doesNotHaveDuplicates();
        assertThat(underKey(ALICE, "synthetic:work?duration=2h").statusCode()).isEqualTo(422);
        assertThat(seen(BOB, bobs).get("state").asString()).isNotEqualTo("cancelled");
        assertThat(ask(BOB, "GET", "/jobs/" + alices).statusCode()).isEqualTo(404);
        List.of(alices, bobs, roots).forEach(this::cancelled);
    }

    @Test
    void keysOfRacesAreOfTheirOwners() {
        String race = "/races?modes=parallel&uri=" + encoded("synthetic:work?duration=1ms");
        String alices = accepted(underKeyAt(race, ALICE));
        assertThat(accepted(underKeyAt(race, ALICE))).isEqualTo(alices);
        String bobs = accepted(underKeyAt(race, BOB));
        assertThat(bobs).isNotEqualTo(alices);
        assertThat(accepted(underKeyAt(race + "&executor=io", ROOT))).isNotIn(alices, bobs);
        assertThat(underKeyAt(race + "&executor=io", ALICE).statusCode()).isEqualTo(422);
        assertThat(ask(BOB, "GET", "/races/" + alices).statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> underKey(String key, String uri) {
        return underKeyAt("/jobs?uri=" + encoded(uri), key);
    }

    private HttpResponse<String> underKeyAt(String path, String key) {
        return send(
                call("POST", path)
                        .header("X-API-Key", key)
                        .header("Idempotency-Key", path.substring(0, 5) + "-for-all"));
    }

    @Test
    void whoMayOnlyReadStartsNothingToFollow() {
        String path = "/jobs?follow&uri=" + encoded("synthetic:work?duration=1ms");
        assertThat(ask(READER, "POST", path).statusCode()).isEqualTo(403);
        assertThat(send(call("POST", path)).statusCode()).isEqualTo(401);
        var followed = ask(ALICE, "POST", path);
        assertThat(followed.statusCode()).isEqualTo(202);
        assertThat(followed.body()).contains("succeeded");
        String id = followed.headers().firstValue("Location").orElseThrow().substring(6);
        assertThat(seen(READER, id).get("state").asString()).isEqualTo("succeeded");
        assertThat(ask(BOB, "GET", "/jobs/" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void administratorMayEndAnybodysJob() {
        String alices = startedBy(ALICE, ENDLESS);
        assertThat(ask(ROOT, "DELETE", "/jobs/" + alices).statusCode()).isEqualTo(202);
        send(
                call("GET", "/jobs/" + alices + "/result")
                        .header("X-API-Key", ALICE)
                        .header("Prefer", "wait=30"));
        assertThat(seen(ALICE, alices).get("state").asString()).isEqualTo("cancelled");
    }

    @Test
    void ticketOpensOneStreamOnce() {
        String id = startedBy(ALICE, "synthetic:work?duration=1ms");
        var ticket = json(ask(READER, "POST", "/tickets?job=" + id));
        assertThat(ticket.get("jobId").asString()).isEqualTo(id);
        String events = ticket.get("events").asString();
        assertThat(events)
                .isEqualTo("/jobs/" + id + "/events?ticket=" + ticket.get("ticket").asString());
        var stream = send(call("GET", events + "&lastEventId=0"));
        assertThat(stream.statusCode()).isEqualTo(200);
        assertThat(stream.body()).contains("event:done");
        assertThat(send(call("GET", events)).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /jobs/{id}",
                "GET /jobs/{id}/result",
                "DELETE /jobs/{id}",
                "POST /jobs/{id}/events",
                "GET /jobs",
                "GET /jobs/{other}/events"
            })
    void ticketOpensNothingElse(String call) {
        String id = startedBy(ALICE, "synthetic:work?duration=1ms");
        String other = startedBy(ALICE, "synthetic:work?duration=1ms");
        String ticket = json(ask(ALICE, "POST", "/tickets?job=" + id)).get("ticket").asString();
        String[] parts = call.replace("{id}", id).replace("{other}", other).split(" ", -1);
        var answer = send(call(parts[0], parts[1] + "?ticket=" + ticket));
        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void ticketForNoJobIsRefused() {
        assertThat(ask(ALICE, "POST", "/tickets").statusCode()).isEqualTo(400);
        assertThat(ask(ALICE, "POST", "/tickets?job=" + newId()).statusCode()).isEqualTo(404);
    }

    /// Streams are answered in several steps, each of which passes the door.
    @Test
    void streamsAndWaitsArriveWhole() {
        String id = startedBy(ALICE, "synthetic:work?duration=100ms");
        for (String type : List.of("text/event-stream", "application/x-ndjson", "text/plain")) {
            var stream =
                    send(
                            call("GET", "/jobs/" + id + "/events")
                                    .header("Accept", type)
                                    .header("Authorization", "Bearer " + ALICE));
            assertThat(stream.statusCode()).isEqualTo(200);
            assertThat(stream.headers().firstValue("Content-Type").orElseThrow()).startsWith(type);
            assertThat(stream.body()).contains(type.equals("text/plain") ? "succeeded" : "done");
        }
        var result =
                send(
                        call("GET", "/jobs/" + id + "/result")
                                .header("Prefer", "wait=30")
                                .header("X-API-Key", ALICE));
        assertThat(json(result).get("final").asBoolean()).isTrue();
    }

    @Test
    void answersToOneAreKeptForNobodyElse() {
        for (String path : List.of("/jobs", "/modes", "/jobs/" + newId())) {
            var answer = ask(ALICE, "GET", path);
            assertThat(answer.headers().firstValue("Cache-Control").orElseThrow())
                    .contains("no-store");
        }
    }

    @Test
    void resultsAreKeptByWhoAskedOnly() {
        String id = startedBy(ALICE, "synthetic:work?duration=1ms");
        var result =
                send(
                        call("GET", "/jobs/" + id + "/result")
                                .header("Prefer", "wait=30")
                                .header("X-API-Key", ALICE));
        assertThat(result.headers().allValues("Cache-Control"))
                .containsExactly("no-cache, private");
        String tag = result.headers().firstValue("ETag").orElseThrow();
        var known = call("GET", "/jobs/" + id + "/result").header("If-None-Match", tag);
        assertThat(send(known.copy().header("X-API-Key", ALICE)).statusCode()).isEqualTo(304);
        assertThat(send(known.copy().header("X-API-Key", BOB)).statusCode()).isEqualTo(404);
        assertThat(send(known).statusCode()).isEqualTo(401);
    }

    @Test
    void refusalsAreGuardedLikeAnswers() {
        var strange = call("GET", "/jobs").header("Origin", "https://strange.example");
        for (var refused :
                List.of(
                        call("GET", "/jobs"),
                        call("TRACE", "/jobs"),
                        strange.copy().POST(BodyPublishers.noBody()))) {
            var answer = send(refused);
            assertThat(answer.statusCode()).isIn(401, 403, 405);
            assertThat(answer.headers().map())
                    .containsKeys("x-content-type-options", "content-security-policy");
        }
    }

    @Test
    void healthAndMetricsHaveAPortOfTheirOwn() {
        for (String path : List.of("/actuator/health", "/actuator/prometheus")) {
            assertThat(send(call("GET", path)).statusCode()).isEqualTo(404);
            var answer = managed(path);
            assertThat(answer.statusCode()).isEqualTo(200);
        }
        assertThat(managed("/actuator/env").statusCode()).isEqualTo(404);
        assertThat(managed("/jobs").statusCode()).isIn(401, 404);
    }

    private HttpResponse<String> managed(String path) {
        var address = URI.create("http://127.0.0.1:" + managementPort + path);
        return send(HttpRequest.newBuilder(address).GET(), BodyHandlers.ofString());
    }
}
