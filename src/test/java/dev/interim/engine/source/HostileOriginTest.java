package dev.interim.engine.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.fixture.HostileOrigin;
import dev.interim.fixture.LoopbackServer;
import dev.interim.fixture.LoopbackServer.Reply;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever a server does: the right result or a failure that says what, never a wrong result.
@Timeout(60)
class HostileOriginTest {
    private static final long MOST_BYTES = 20_000_000;
    private static final String OLD = "Sun, 06 Nov 1994 08:48:37 GMT";

    private final LoopbackServer server = LoopbackServer.start();
    private final Web web = new Web(AddressRules.PUBLIC_AND_LOOPBACK, Limits.ofBytes(MOST_BYTES));
    private final Taking taking = new Taking();
    private final HostileOrigin file =
            new HostileOrigin(FetchContract.content(Fault.LENGTH), "\"v1\"");

    @AfterEach
    void stop() {
        server.close();
        web.close();
    }

    @ParameterizedTest
    @EnumSource
    void theRightResultOrTheNamedFailure(Fault fault) {
        server.on("/file", request -> fault.script.to(file, request));
        try (Fetch fetch = open()) {
            if (fault.isHarmless()) {
                assertThat(taking.all(fetch, 50_000)).isEqualTo(file.content());
                assertThat(fetch.origin().bytes()).isIn((long) Fault.LENGTH, null);
            } else {
                String sentence = taking.failure(fetch).sentence();
                assertThat(fault.isNamed(sentence)).as(sentence).isTrue();
                assertNothingWrongWasTaken();
            }
        }
        assertThat(server.requests()).as("requests").hasSizeBetween(1, 40);
    }

    @Test
    void anEmptyFileIsEmptyWhateverIsSaidOfItsFirstByte() {
        var empty = new HostileOrigin(new byte[0], "\"v1\"");
        server.on("/file", empty::honest);
        try (Fetch fetch = open()) {
            assertThat(taking.all(fetch, 100)).isEmpty();
            assertThat(fetch.origin())
                    .isEqualTo(new Origin(0L, "\"v1\"", null).sentAs(server.uri("/file")));
        }
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aPlainServerIsAskedOnce() {
        server.on("/file", request -> file.as(null).whole());
        try (Fetch fetch = open()) {
            assertThat(taking.all(fetch, 50_000)).isEqualTo(file.content());
        }
        assertThat(server.requests()).hasSize(1).first().asString().contains("Range: bytes=0-\r\n");
    }

    @Test
    void theRestIsAskedForUnderItsVersion() {
        server.on(
                "/file",
                request ->
                        request.number() == 1
                                ? file.honest(request).endingAfter(70_000)
                                : file.honest(request));
        try (Fetch fetch = open()) {
            assertThat(taking.all(fetch, 50_000)).isEqualTo(file.content());
        }
        assertThat(server.requests()).hasSize(2);
        assertThat(server.requests().getLast())
                .contains("Range: bytes=70000-\r\n")
                .contains("If-Range: \"v1\"\r\n");
    }

    /// Without an ETag, or with a weak one.
    @ParameterizedTest
    @ValueSource(strings = {"", "W/\"v1\""})
    void theRestIsAskedForUnderItsDate(String etag) {
        HostileOrigin named = file.as(etag.isEmpty() ? null : etag);
        server.on(
                "/file",
                request ->
                        dated(
                                OLD.equals(request.header("If-Range"))
                                        ? named.part(HostileOrigin.from(request), Fault.LENGTH)
                                        : named.honest(request).endingAfter(70_000),
                                OLD));
        try (Fetch fetch = open()) {
            assertThat(taking.all(fetch, 50_000)).isEqualTo(file.content());
        }
        assertThat(server.requests()).hasSize(2);
        assertThat(server.requests().getLast())
                .contains("Range: bytes=70000-\r\n")
                .contains("If-Range: " + OLD + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sun, 06 Nov 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 08:48:38 GMT",
                "Sun, 06 Nov 1994 09:49:37 GMT",
                "yesterday"
            })
    void aDateThatIsTooYoungNamesNoVersion(String modified) {
        server.on("/file", request -> dated(file.as(null).whole().endingAfter(70_000), modified));
        try (Fetch fetch = open()) {
            assertThat(taking.failure(fetch))
                    .hasMessageEndingWith("without a strong ETag it cannot be resumed");
        }
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "'Sun, 06 Nov 1994 08:48:36 GMT', W/\"v1\"",
        "'Sun, 06 Nov 1994 08:48:37 GMT', W/\"v2\"",
        "'Sun, 06 Nov 1994 08:48:37 GMT', \"v1\"",
    })
    void mirrorsOfAnotherDateOrEtagAreNotMixed(String modified, String etag) {
        server.on(
                "/file",
                request ->
                        request.number() == 1
                                ? dated(file.as("W/\"v1\"").whole().endingAfter(70_000), OLD)
                                : dated(file.as(etag).whole(), modified));
        try (Fetch fetch = open()) {
            assertThat(taking.failure(fetch)).hasMessageEndingWith("it is another version now");
        }
        assertNothingWrongWasTaken();
    }

    private static Reply dated(Reply reply, String modified) {
        return reply.header("Date: Sun, 06 Nov 1994 08:49:37 GMT")
                .header("Last-Modified: " + modified);
    }

    @Test
    void serversAreLeftAloneForAsLongAsTheyWant() {
        server.on(
                "/file",
                request ->
                        switch (request.number()) {
                            case 1 -> file.whole().status(429).header("Retry-After: 300");
                            case 2 ->
                                    file.whole()
                                            .status(503)
                                            .header("Date: Sun, 06 Nov 1994 08:49:37 GMT")
                                            .header("Retry-After: Sun, 06 Nov 1994 08:50:37 GMT");
                            case 3 ->
                                    file.whole()
                                            .status(503)
                                            .header("Retry-After: Sun, 06 Nov 1994 08:50:37 GMT");
                            case 4 -> file.whole().status(503).header("Retry-After: 0");
                            default -> file.honest(request);
                        });
        try (Fetch fetch = open()) {
            assertThat(taking.all(fetch, 50_000)).isEqualTo(file.content());
        }
        assertThat(web.waits())
                .containsExactly(
                        Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ZERO, Duration.ZERO);
    }

    /// Each try brings enough to be a new row of tries, after all that came before.
    @Test
    void whatComesTwiceHasALimitToo() {
        var big = new HostileOrigin(FetchContract.content(12_000_000), "\"v1\"");
        server.on("/file", request -> big.whole().endingAfter(1_000_000L * request.number()));
        try (Fetch fetch = open()) {
            assertThat(taking.failure(fetch))
                    .hasMessage(
                            "the server began again so often that more than 20000000 bytes came twice");
        }
        assertThat(taking.taken()).isEqualTo(Arrays.copyOf(big.content(), taking.taken().length));
    }

    /// Anywhere: in the head, at its end, in the body.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aResetAtAnyByteLosesNothing(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            int at = random.nextInt(round % 2 == 0 ? 300 : Fault.LENGTH);
            server.on(
                    "/file",
                    request ->
                            request.number() == 1
                                    ? file.honest(request).resetAfterAll(at)
                                    : file.honest(request));
            var fresh = new Taking();
            try (Fetch fetch = web.source(server.uri("/file")).open(fresh.ready())) {
                assertThat(fresh.all(fetch, 50_000))
                        .as("reset at %d", at)
                        .isEqualTo(file.content());
            }
        }
    }

    /// 32 MB, broken off each few MB at random.
    @Test
    void manyResetsGiveExactlyTheUndisturbedBytes() {
        var big = new HostileOrigin(FetchContract.content(32_000_000), "\"v1\"");
        var random = new Random(5);
        server.on(
                "/file",
                request -> {
                    int bytes = 1_000_000 + random.nextInt(4_000_000);
                    return request.number() % 2 == 0
                            ? big.honest(request).resetAfter(bytes)
                            : big.honest(request).endingAfter(bytes);
                });
        try (var wide = new Web(AddressRules.PUBLIC_AND_LOOPBACK);
                Fetch fetch = wide.source(server.uri("/file")).open(taking.ready())) {
            assertThat(Arrays.equals(taking.all(fetch, 100_000), big.content())).isTrue();
        }
        assertThat(server.requests()).hasSizeGreaterThan(8);
    }

    private void assertNothingWrongWasTaken() {
        byte[] taken = taking.taken();
        int known = Math.min(taken.length, Fault.LENGTH);
        assertThat(Arrays.copyOf(taken, known)).isEqualTo(Arrays.copyOf(file.content(), known));
    }

    private Fetch open() {
        return web.source(server.uri("/file")).open(taking.ready());
    }
}
