package dev.interim.engine.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.fixture.HostileOrigin;
import dev.interim.fixture.LoopbackServer;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Times in which a fetch wants nothing of its server: long pauses, and waiting for another try.
@Timeout(60)
class HttpPauseTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    /// More than the sockets between hold.
    private static final int LENGTH = 32_000_000;

    private final LoopbackServer server = LoopbackServer.start();
    private final HostileOrigin file = new HostileOrigin(FetchContract.content(LENGTH), "\"v1\"");
    private final Web web = new Web(AddressRules.PUBLIC_AND_LOOPBACK);
    private final Taking taking = new Taking();
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream(LENGTH);

    @AfterEach
    void stop() {
        server.close();
        web.close();
    }

    @Test
    void aPauseThatLastsGivesTheConnectionBack() throws Exception {
        server.on("/file", file::honest);
        try (Fetch fetch = begun()) {
            fetch.pause();
            web.timing.advance(LONG);
            server.awaitNobody();
            fetch.resume();
            assertAllComes(fetch);
        }
        assertThat(server.requests()).hasSize(2);
        assertThat(server.requests().getLast())
                .containsPattern("Range: bytes=[1-9][0-9]+-\r\n")
                .contains("If-Range: \"v1\"");
        assertThat(web.waits()).as("a pause is no failure").isEmpty();
    }

    @Test
    void aShortPauseKeepsTheConnection() {
        server.on("/file", file::honest);
        try (Fetch fetch = begun()) {
            fetch.pause();
            web.timing.advance(LONG.minusMillis(1));
            fetch.resume();
            web.timing.advance(LONG);
            assertAllComes(fetch);
        }
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void whereNothingCanBeResumedThePauseKeepsTheConnection() {
        server.on("/file", file.as(null)::honest);
        try (Fetch fetch = begun()) {
            fetch.pause();
            web.timing.advance(LONG);
            fetch.resume();
            assertAllComes(fetch);
        }
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void whatChangedDuringAPauseIsNotMixed() throws Exception {
        server.on(
                "/file",
                request -> (request.number() == 1 ? file : file.as("\"v2\"")).honest(request));
        try (Fetch fetch = begun()) {
            fetch.pause();
            web.timing.advance(LONG);
            server.awaitNobody();
            fetch.resume();
            assertThat(taking.failure(fetch))
                    .hasMessageStartingWith("the source changed while it was being fetched");
        }
    }

    @Test
    void aLongPauseDoesNotCountAsTimeOfTheFetch() throws Exception {
        server.on("/file", file::honest);
        try (Fetch fetch = begun()) {
            fetch.pause();
            web.timing.advance(LONG);
            server.awaitNobody();
            web.timing.advance(Duration.ofDays(3));
            fetch.resume();
            // more than the pipe holds: while it is full, nobody is asked
            takeSome(fetch);
            server.awaitRequests(2);
            web.timing.advance(Duration.ofSeconds(2));
            assertAllComes(fetch);
        }
    }

    @Test
    void pausesMayFollowEachOther() throws Exception {
        server.on("/file", file::honest);
        try (Fetch fetch = begun()) {
            for (int round = 0; round < 3; round++) {
                fetch.pause();
                fetch.pause();
                web.timing.advance(LONG);
                server.awaitNobody();
                fetch.resume();
                fetch.resume();
                takeSome(fetch);
                server.awaitRequests(round + 2);
            }
            assertAllComes(fetch);
        }
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void closingDuringALongPauseFreesTheThread() throws Exception {
        server.on("/file", file::honest);
        Fetch fetch = begun();
        fetch.pause();
        web.timing.advance(LONG);
        server.awaitNobody();
        fetch.close();
        web.awaitThreads();
    }

    @Test
    void aServerIsLeftAloneForAsLongAsItWants() throws Exception {
        server.on(
                "/file",
                request ->
                        request.number() == 1
                                ? file.whole().status(503).header("Retry-After: 120")
                                : file.honest(request));
        try (var patient = Web.waiting(Backoff.jittered(new Random(1)));
                Fetch fetch = patient.source(server.uri("/file")).open(taking.ready())) {
            patient.timing.awaitAlarm(Duration.ofMinutes(2));
            patient.timing.advance(Duration.ofMinutes(2));
            assertThat(server.requests()).hasSize(1);
            patient.timing.advance(Duration.ofMillis(200));
            assertAllComes(fetch);
        }
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void whoWaitsIsToldThatAServerIsAskedAgain() throws Exception {
        server.on("/file", request -> file.whole().status(429).header("Retry-After: 60"));
        try (var patient = Web.waiting(Backoff.jittered(new Random(1)));
                Fetch fetch = patient.source(server.uri("/file")).open(taking.ready())) {
            while (fetch.retries().count() == 0) {
                assertThat(fetch.take(new byte[1], 0, 1)).isZero();
                taking.awaitReady();
            }
            assertThat(fetch.retries())
                    .isEqualTo(new Retries(1, "the server answered 429 Too Many Requests"));
        }
    }

    @Test
    void eachRetryIsCountedWithItsReason() {
        server.on("/file", request -> file.honest(request).endingAfter(9_000_000));
        try (Fetch fetch = begun()) {
            assertAllComes(fetch);
            assertThat(fetch.retries())
                    .isEqualTo(new Retries(3, "the source ended after 27000000 of 32000000 bytes"));
        }
    }

    @Test
    void nobodyIsAskedDuringALongPause() throws Exception {
        server.on(
                "/file",
                request ->
                        request.number() == 1
                                ? file.whole().status(503).header("Retry-After: 120")
                                : file.honest(request));
        try (var patient = Web.waiting(Backoff.jittered(new Random(1)));
                Fetch fetch = patient.source(server.uri("/file")).open(taking.ready())) {
            patient.timing.awaitAlarm(Duration.ofMinutes(2));
            fetch.pause();
            patient.timing.advance(Duration.ofSeconds(200));
            server.awaitNobody();
            assertThat(server.connections()).isEqualTo(1);
            fetch.resume();
            assertAllComes(fetch);
        }
    }

    @Test
    void closingWhileAServerIsLeftAloneFreesTheThread() throws Exception {
        server.on("/file", request -> file.whole().status(429).header("Retry-After: 60"));
        try (var patient = Web.waiting(Backoff.jittered(new Random(1)))) {
            Fetch fetch = patient.source(server.uri("/file")).open(taking.ready());
            patient.timing.awaitAlarm(Duration.ofMinutes(1));
            fetch.close();
            patient.awaitThreads();
        }
    }

    @Test
    void stoppingWhileAServerIsLeftAloneFreesTheThread() throws Exception {
        server.on("/file", request -> file.whole().status(429).header("Retry-After: 60"));
        try (var patient = Web.waiting(Backoff.jittered(new Random(1)))) {
            Fetch fetch = patient.source(server.uri("/file")).open(taking.ready());
            patient.timing.awaitAlarm(Duration.ofMinutes(1));
            patient.connections.close();
            assertThat(taking.failure(fetch)).hasMessage("no more sources are being fetched");
            patient.awaitThreads();
        }
    }

    @Test
    void aFetchWithoutTimeForTheWaitFailsAtOnce() {
        server.on("/file", request -> file.whole().status(429).header("Retry-After: 300"));
        var waitsLong = Backoff.jittered(new Random(1));
        try (var patient =
                        Web.waiting((failures, asked) ->
                                waitsLong.after(failures, asked).plusHours(6));
                Fetch fetch = patient.source(server.uri("/file")).open(taking.ready())) {
            assertThat(taking.failure(fetch)).hasMessage("fetching took longer than 21600 s");
        }
    }

    private Fetch begun() {
        Fetch fetch = web.source(server.uri("/file")).open(taking.ready());
        takeSome(fetch);
        return fetch;
    }

    private void takeSome(Fetch fetch) {
        byte[] some = new byte[4 * 1024 * 1024];
        for (int left = some.length; left > 0; ) {
            int count = taking.once(fetch, some, 0, left);
            taken.write(some, 0, count);
            left -= count;
        }
    }

    private void assertAllComes(Fetch fetch) {
        taken.writeBytes(taking.all(fetch, 100_000));
        assertThat(Arrays.equals(taken.toByteArray(), file.content())).isTrue();
    }
}
