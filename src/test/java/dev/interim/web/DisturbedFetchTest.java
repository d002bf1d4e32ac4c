package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.fixture.GeneratedCsv;
import dev.interim.fixture.HostileOrigin;
import dev.interim.fixture.LoopbackServer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A server that breaks off now and then changes no number, and progress tells the truth.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestPropertySource(properties = "interim.source.retries=5")
@Timeout(120)
class DisturbedFetchTest extends LiveService {
    private static final int ROWS = 300_000;

    private HostileOrigin file;
    private LoopbackServer server;
    private JsonNode undisturbed;

    @BeforeAll
    void generate() throws IOException {
        var path = ROOT.resolve("disturbed.csv");
        GeneratedCsv.write(path, ROWS);
        file = new HostileOrigin(Files.readAllBytes(path), "\"v1\"");
        assertThat(file.content().length).isBetween(20_000_000, 50_000_000);
        server = LoopbackServer.start();
        undisturbed = numbers(started("uri=" + encoded(path.toUri().toString())));
        Files.delete(path);
    }

    @AfterAll
    void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sequential", "concurrent", "parallel"})
    void resetsNowAndThenGiveExactlyTheUndisturbedResult(String mode) {
        var random = new Random(3);
        server.on(
                "/" + mode,
                request -> {
                    synchronized (random) {
                        // A reset takes what was not read yet away: many in a row may bring
                        // nothing.
                        int bytes = 1_000_000 + random.nextInt(5_000_000);
                        return random.nextInt(3) == 0
                                ? file.honest(request).resetAfter(bytes)
                                : file.honest(request).endingAfter(bytes);
                    }
                });
        String id = started("mode=" + mode + "&uri=" + encoded(server.uri("/" + mode)));
        assertThat(numbers(id)).isEqualTo(undisturbed);
        assertThat(server.requests()).hasSizeGreaterThan(4);
    }

    @Test
    void severalRangesGiveExactlyTheSameResult() {
        server.on("/ranges", file::honest);
        String id = started("mode=parallel&uri=" + encoded(server.uri("/ranges")));
        assertThat(numbers(id)).isEqualTo(undisturbed);
    }

    @Test
    void whatChangesUnderwayIsSaidToHaveChanged() {
        server.on(
                "/changing",
                request ->
                        request.number() == 1
                                ? file.honest(request).endingAfter(9_000_000)
                                : file.as("\"v2\"").honest(request));
        String id = started("mode=concurrent&uri=" + encoded(server.uri("/changing")));
        var failure = ended(id).get("failure");
        assertThat(failure.get("kind").asString()).isEqualTo("source-changed");
        assertThat(failure.get("detail").asString())
                .isEqualTo(
                        "the source changed while it was being fetched, after 9000000 of %d bytes: it is another version now"
                                .formatted(file.content().length));
        assertThat(result(id).get("scope").asString()).isEqualTo("prefix");
    }

    @Test
    void progressNeverGoesBackAndKnowsTheLength() {
        server.on("/often", request -> file.honest(request).endingAfter(4_000_000));
        var progress = progress("/often");
        assertThat(progress)
                .allMatch(it -> it.get("bytesTotal").asLong() == file.content().length)
                .allMatch(it -> it.get("fraction").asDouble() <= 1);
        assertThat(progress)
                .extracting(it -> it.get("bytesFetched").asLong())
                .isSorted()
                .allMatch(bytes -> bytes <= file.content().length);
    }

    @Test
    void aRetryIsAWarning() {
        server.on(
                "/once",
                request ->
                        request.number() == 1
                                ? file.honest(request).endingAfter(9_000_000)
                                : file.honest(request));
        String id = started("mode=concurrent&uri=" + encoded(server.uri("/once")));
        try (var events = follow(id)) {
            assertThat(data(events.rest(), "warning"))
                    .filteredOn(it -> it.get("code").asString().equals("fetch-retried"))
                    .extracting(it -> it.get("message").asString())
                    .containsExactly(
                            "the source ended after 9000000 of %d bytes; the server is asked again (retry 1)"
                                    .formatted(file.content().length));
        }
    }

    @Test
    void anUnknownLengthIsSaidToBeUnknown() {
        server.on("/chunked", request -> file.as(null).whole().chunked(50_000));
        var progress = progress("/chunked");
        assertThat(progress)
                .allMatch(it -> it.get("bytesTotal").isNull())
                .allMatch(it -> it.get("fraction").isNull())
                .allMatch(it -> it.get("remaining").isNull());
        assertThat(progress).extracting(it -> it.get("bytesFetched").asLong()).isSorted();
    }

    private List<JsonNode> progress(String path) {
        String id = started("mode=concurrent&uri=" + encoded(server.uri(path)));
        try (var events = follow(id)) {
            var progress = data(events.rest(), "progress");
            assertThat(progress).isNotEmpty();
            return progress.stream().filter(it -> it.get("bytesFetched").asLong() > 0).toList();
        }
    }

    private JsonNode numbers(String id) {
        var result = (ObjectNode) result(id);
        assertThat(result.get("scope").asString()).isEqualTo("whole");
        return result.remove(Set.of("jobId", "takenAt", "sequence"));
    }
}
