package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A race that is asked for twice under one key is one race.
class RepeatedRaceTest extends LiveService {
    private static final String SHORT = encoded("synthetic:work?duration=1ms");
    private static final String RACE = "/races?modes=concurrent,parallel&uri=" + SHORT;
    private static final String SPEC =
            "{\"modes\": [\"parallel\"], \"source\": {\"uri\": \"synthetic:work?duration=1ms\"}}";

    private HttpResponse<String> post(String path, String key) {
        return send(request(path).header("Idempotency-Key", key).POST(BodyPublishers.noBody()));
    }

    private HttpResponse<String> postJson(String path, String key, String json) {
        return send(
                request(path)
                        .header("Idempotency-Key", key)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json)));
    }

    private static Stream<String> jobs(HttpResponse<String> race) {
        return json(race).get("runs").valueStream().map(run -> run.at("/job/id").asString());
    }

    private static void assertIsMismatch(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(json(answer).get("kind").asString()).isEqualTo("idempotency-mismatch");
    }

    @Test
    void sameKeyAndRequestIsTheSameRace() {
        var first = post(RACE, "same-race");
        var again = post(RACE, "same-race");
        String id = accepted(first);
        assertThat(accepted(again)).isEqualTo(id);
        assertThat(again.headers().firstValue("Location")).hasValue("/races/" + id);
        assertThat(jobs(again)).hasSize(2).containsExactlyElementsOf(jobs(first).toList());
        assertThat(accepted(post(RACE, "other-race"))).isNotEqualTo(id);
        assertThat(accepted(post(RACE))).isNotEqualTo(id);
    }

    @Test
    void raceThatComesAgainIsAnsweredAsItIsNow() {
        var first = post(RACE, "now");
        jobs(first).forEach(this::ended);
        assertThat(json(post(RACE, "now")).get("runs").valueStream())
                .extracting(run -> run.at("/job/state").asString())
                .containsExactly("succeeded", "succeeded");
    }

    @ParameterizedTest
    @CsvSource({
        "/races, parallel, true",
        "/races, concurrent, false",
        "/races?together=true, parallel, false",
        "/races?executor=io, parallel, false",
    })
    void sameKeyWithAnotherRaceIsRefused(String path, String mode, boolean isTogether) {
        String key = "mismatch-" + path + mode;
        String first = accepted(postJson("/races", key, SPEC));
        String modes = SPEC.replace("parallel", mode);
        String other =
                isTogether ? modes.replace("{\"modes", "{\"together\": true, \"modes") : modes;
        assertIsMismatch(postJson(path, key, other));
        assertIsMismatch(post("/races?modes=" + mode + "&uri=" + SHORT, key));
        assertThat(accepted(postJson("/races", key, SPEC))).isEqualTo(first);
    }

    @Test
    void jobAndRaceAreNotTakenForEachOther() {
        String race = accepted(post("/races?uri=" + SHORT, "a-race"));
        assertIsMismatch(post("/jobs?uri=" + SHORT, "a-race"));
        assertThat(accepted(post("/races?uri=" + SHORT, "a-race"))).isEqualTo(race);
        String job = accepted(post("/jobs?uri=" + SHORT, "a-job"));
        assertIsMismatch(post("/races?uri=" + SHORT, "a-job"));
        assertThat(accepted(post("/jobs?uri=" + SHORT, "a-job"))).isEqualTo(job);
    }

    @Test
    void whatCouldNotBeStartedDoesNotTakeTheKey() {
        assertThat(post("/races?uri=sample:moon", "free-race").statusCode()).isEqualTo(400);
        assertThat(post("/races?executor=moon", "free-race").statusCode()).isEqualTo(400);
        String first = accepted(post(RACE, "free-race"));
        assertThat(accepted(post(RACE, "free-race"))).isEqualTo(first);
    }

    @Test
    void whatIsNoKeyIsRefused() {
        var refused = post(RACE, "no key");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).get("detail").asString())
                .isEqualTo("Idempotency-Key must be 1 to 200 visible ASCII characters");
        assertThat(post(RACE, "x".repeat(201)).statusCode()).isEqualTo(400);
    }

    @Test
    void manyAtTheSameTimeStartOneRace() throws InterruptedException {
        Set<String> races = ConcurrentHashMap.newKeySet();
        Set<String> jobs = ConcurrentHashMap.newKeySet();
        atTheSameTime(() -> {
            var answer = post(RACE, "at-the-same-time");
            races.add(accepted(answer));
            jobs(answer).forEach(jobs::add);
        });
        assertThat(races).hasSize(1);
        assertThat(jobs).hasSize(2);
    }

    @Test
    void raceThatIsForgottenFreesItsKey() {
        String one = "/races?modes=parallel&uri=" + SHORT;
        var first = post(one, "forgotten");
        jobs(first).forEach(this::ended);
        IntStream.range(0, 101).forEach(_ -> post(one));
        assertThat(get("/races/" + accepted(first)).statusCode()).isEqualTo(404);
        String second = accepted(post(one, "forgotten"));
        assertThat(second).isNotEqualTo(accepted(first));
        assertThat(accepted(post(one, "forgotten"))).isEqualTo(second);
    }

    @Test
    void raceThatRunsIsNotForgotten() {
        String endless = "/races?modes=parallel&uri=" + encoded("synthetic:work?duration=1h");
        var running = post(endless, "running");
        IntStream.range(0, 101).forEach(_ -> post("/races?modes=parallel&uri=" + SHORT));
        assertThat(accepted(post(endless, "running"))).isEqualTo(accepted(running));
        jobs(running).forEach(this::delete);
        jobs(running).forEach(this::ended);
    }
}
