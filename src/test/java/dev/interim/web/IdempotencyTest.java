package dev.interim.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interim.engine.failure.FailureException;
import dev.interim.fixture.ManualTicker;
import dev.interim.job.Job;
import dev.interim.job.JobId;
import dev.interim.job.JobService;
import dev.interim.job.Owner;
import dev.interim.job.RaceService;
import dev.interim.job.Viewer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/// A request that is sent twice under one key starts one job.
@TestPropertySource(properties = "interim.web.idempotency-keys=20")
class IdempotencyTest extends LiveService {
    private static final String SAMPLE = "/jobs?uri=sample:trips&statistics=basic";

    @Autowired private IdempotencyKeys keys;
    @Autowired private JobService jobs;
    @Autowired private RaceService races;
    @Autowired private WebSettings settings;

    private HttpResponse<String> post(String path, String key) {
        return send(request(path).header("Idempotency-Key", key).POST(BodyPublishers.noBody()));
    }

    private HttpResponse<String> send(String key, String type, String body) {
        return send(
                request("/jobs")
                        .header("Idempotency-Key", key)
                        .header("Content-Type", type)
                        .PUT(BodyPublishers.ofString(body)));
    }

    @Test
    void sameKeyAndRequestIsTheSameJob() {
        String first = accepted(post(SAMPLE, "same"));
        var again = post(SAMPLE, "same");
        assertThat(accepted(again)).isEqualTo(first);
        assertThat(again.headers().firstValue("Location")).hasValue("/jobs/" + first);
        assertThat(accepted(post(SAMPLE, "other"))).isNotEqualTo(first);
        assertThat(accepted(post(SAMPLE))).isNotEqualTo(first);
    }

    @Test
    void sameKeyWithAnotherRequestIsRefused() {
        String first = accepted(post(SAMPLE, "mismatch"));
        for (var refused :
                List.of(
                        post(SAMPLE + "&mode=sequential", "mismatch"),
                        send("mismatch", "application/json", "{}"),
                        send("mismatch", "text/csv", "a\n1\n"))) {
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(json(refused).get("kind").asString()).isEqualTo("idempotency-mismatch");
        }
        assertThat(accepted(post(SAMPLE, "mismatch"))).isEqualTo(first);
    }

    @Test
    void bodiesArePartOfTheRequest() {
        String spec = "{\"source\": {\"uri\": \"sample:trips\"}}";
        String first = accepted(send("spec", "application/json", spec));
        assertThat(accepted(send("spec", "application/json", spec))).isEqualTo(first);
        assertThat(
                        send("spec", "application/json", spec.replace("trips", "trips?rate=9MB"))
                                .statusCode())
                .isEqualTo(422);
    }

    @Test
    void uploadThatComesAgainIsNotReadAgain() {
        String first = accepted(send("upload", "text/csv", "a\n1\n2\n"));
        assertThat(result(first).get("rows").asInt()).isEqualTo(2);
        assertThat(accepted(send("upload", "text/csv", "a\n1\n2\n"))).isEqualTo(first);
        assertThat(send("upload", "text/csv", "a\n1\n2\n3\n").statusCode()).isEqualTo(422);
    }

    @Test
    void uploadThatBrokeOffMayBeSentAgain() {
        String csv = "a\n1\n2\n3\n";
        String broken;
        try (var client =
                new SlowUpload(
                        port,
                        "PUT /jobs HTTP/1.1",
                        "Content-Type: text/csv",
                        "Content-Length: " + csv.length(),
                        "Idempotency-Key: broken")) {
            broken = client.job();
            client.send("a\n1\n".getBytes(US_ASCII));
        }
        assertThat(ended(broken).get("state").asString()).isEqualTo("failed");
        String whole = accepted(send("broken", "text/csv", csv));
        assertThat(whole).isNotEqualTo(broken);
        assertThat(result(whole).get("rows").asInt()).isEqualTo(3);
        assertThat(accepted(send("broken", "text/csv", csv))).isEqualTo(whole);
    }

    @Test
    void uploadThatWasNoGoodHasItsKey() {
        String bad = accepted(send("bad", "text/csv", "a,b\n"));
        assertThat(ended(bad).get("failure").get("kind").asString()).isEqualTo("malformed-data");
        assertThat(accepted(send("bad", "text/csv", "a,b\n"))).isEqualTo(bad);
    }

    @Test
    void whatCouldNotBeStartedDoesNotTakeTheKey() {
        assertThat(post("/jobs?uri=sample:moon", "free").statusCode()).isEqualTo(400);
        String first = accepted(post(SAMPLE, "free"));
        ended(first);
        assertThat(delete(first).statusCode()).isEqualTo(204);
        assertThat(accepted(post(SAMPLE, "free"))).isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "\u00e4", "a\r\nIdempotency-Key: b"})
    void whatIsNoKeyIsRefused(String key) {
        try (var client =
                new SlowUpload(
                        port,
                        "POST " + SAMPLE + " HTTP/1.1",
                        "Connection: close",
                        "Content-Length: 0",
                        "Idempotency-Key: " + key)) {
            assertThat(client.everything())
                    .startsWith("HTTP/1.1 400")
                    .contains("1 to 200 visible ASCII characters");
        }
    }

    @Test
    void keyHasAtMostTwoHundredCharacters() {
        assertThat(post(SAMPLE, "x".repeat(201)).statusCode()).isEqualTo(400);
        assertThat(post(SAMPLE, "x".repeat(200)).statusCode()).isEqualTo(202);
    }

    @Test
    void keyIsForgottenInTime() {
        var ticker = new ManualTicker();
        var ours = new IdempotencyKeys(jobs, races, ticker, settings);
        var first = ours.job(new Attempt(Owner.ANYBODY, "k", "request"), this::newJob);
        assertThat(first.isNew()).isTrue();
        ticker.advance(Duration.ofHours(24).minusNanos(1));
        var same = ours.job(new Attempt(Owner.ANYBODY, "k", "request"), this::newJob);
        assertThat(same.isNew()).isFalse();
        assertThat(same.it()).isSameAs(first.it());
        ticker.advance(Duration.ofNanos(1));
        assertThat(ours.job(new Attempt(Owner.ANYBODY, "k", "another"), this::newJob).isNew())
                .isTrue();
        assertThat(ours.count()).isEqualTo(1);
    }

    @Test
    void oneWhoHasManyPushesOutNobodyElses() {
        var ours = new IdempotencyKeys(jobs, races, new ManualTicker(), settings);
        var alice = new Owner("alice");
        var job = newJob();
        assertThat(ours.job(new Attempt(alice, "hers", "request"), () -> job).isNew()).isTrue();
        for (int i = 0; i < 100; i++) {
            ours.job(new Attempt(Owner.ANYBODY, "key-" + i, "request"), () -> job);
        }
        assertThat(ours.count()).isEqualTo(20);
        assertThatThrownBy(() -> ours.job(new Attempt(alice, "hers", "another"), () -> job))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("came with another request");
        // Of those who push, the oldest keys are gone.
        assertThat(ours.job(new Attempt(Owner.ANYBODY, "key-80", "another"), () -> job).isNew())
                .isTrue();
    }

    @Test
    void whatIsOverGoesBeforeAnythingElse() {
        var ticker = new ManualTicker();
        var ours = new IdempotencyKeys(jobs, races, ticker, settings);
        var job = newJob();
        for (int i = 0; i < 9; i++) {
            ours.job(new Attempt(new Owner("owner " + i), "k", "request"), () -> job);
        }
        ticker.advance(Duration.ofHours(24));
        assertThat(ours.count()).isEqualTo(9);
        ours.job(new Attempt(Owner.ANYBODY, "k", "request"), () -> job);
        assertThat(ours.count()).isEqualTo(1);
    }

    private Job newJob() {
        return jobs.get(
                new Viewer.AllJobs(Owner.ANYBODY),
                JobId.parse(started("uri=sample:trips&statistics=basic")));
    }

    @Test
    void uploadThatIsThereAlreadyIsNotAskedFor() {
        String id = accepted(send("expect", "text/csv", "a\n1\n2\n"));
        try (var client =
                new SlowUpload(
                        port,
                        "PUT /jobs HTTP/1.1",
                        "Expect: 100-continue",
                        "Connection: close",
                        "Content-Type: text/csv",
                        "Content-Length: 6",
                        "Idempotency-Key: expect")) {
            assertThat(client.everything()).startsWith("HTTP/1.1 202").contains(id);
        }
    }

    @Test
    void followingAgainShowsTheSameJob() {
        String id = accepted(post(SAMPLE, "no-follow"));
        var followed = post(SAMPLE + "&follow", "follow");
        var again = post(SAMPLE + "&follow", "follow");
        assertThat(again.headers().firstValue("Location"))
                .isEqualTo(followed.headers().firstValue("Location"));
        assertThat(again.headers().firstValue("Location")).isNotEqualTo(Optional.of("/jobs/" + id));
        assertThat(again.body()).endsWith("succeeded: 36000 rows\n");
    }

    @Test
    void manyAtTheSameTimeStartOneJob() throws InterruptedException {
        Set<String> ids = ConcurrentHashMap.newKeySet();
        atTheSameTime(() -> ids.add(accepted(post(SAMPLE, "race"))));
        assertThat(ids).hasSize(1);
    }

    @Test
    void oldestKeysAreForgotten() {
        String first = accepted(post(SAMPLE, "key-0"));
        for (int i = 1; i <= 30; i++) {
            post(SAMPLE, "key-" + i);
        }
        assertThat(keys.count()).isEqualTo(20);
        assertThat(accepted(post(SAMPLE, "key-0"))).isNotEqualTo(first);
    }
}
