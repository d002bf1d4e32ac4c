package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.fixture.GeneratedCsv;
import dev.interim.fixture.LoopbackServer;
import dev.interim.fixture.LoopbackServer.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The same data gives the same numbers, bit by bit, in every mode and by every way; and they are
/// right.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class SameResultTest extends LiveService {
    private static final int ROWS = 1_050_000;
    private static final List<String> MODES = List.of("sequential", "concurrent", "parallel");

    private Path file;
    private LoopbackServer server;
    private Reference reference;

    @BeforeAll
    void generate() throws IOException {
        file = ROOT.resolve("generated.csv");
        GeneratedCsv.write(file, ROWS);
        long length = Files.size(file);
        assertThat(length).isGreaterThan(100_000_000);
        server = LoopbackServer.start().on("/generated.csv", Reply.of(this::open, length));
        reference = Reference.of(file);
    }

    @AfterAll
    void cleanUp() throws IOException {
        server.close();
        Files.delete(file);
    }

    private InputStream open() {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The result without what belongs to the job and not to the data.
    private JsonNode numbers(String id) {
        var result = (ObjectNode) result(id);
        assertThat(result.get("final").asBoolean()).isTrue();
        assertThat(result.get("scope").asString()).isEqualTo("whole");
        return result.remove(Set.of("jobId", "takenAt", "sequence"));
    }

    private JsonNode sameInEveryMode(String uri) {
        List<JsonNode> results = new ArrayList<>();
        for (String mode : MODES) {
            results.add(numbers(started("mode=" + mode + "&uri=" + encoded(uri))));
        }
        assertThat(results).hasSize(3).allMatch(results.getFirst()::equals);
        return results.getFirst();
    }

    @Test
    void sampleIsTheSameInEveryModeAndAtEveryPace() {
        var result = sameInEveryMode("sample:trips");
        assertThat(result.get("rows").asLong()).isEqualTo(36_000);
        assertThat(result.get("malformedRows").asLong()).isZero();
        assertThat(numbers(started("uri=" + encoded("sample:trips?rate=8MB")))).isEqualTo(result);
    }

    @Test
    void hundredMegabytesAreTheSameInEveryModeFromAFileAndFromAServerAndAreRight() {
        var fromFile = sameInEveryMode(file.toUri().toString());
        reference.requireSameAs(fromFile);
        assertThat(sameInEveryMode(server.uri("/generated.csv"))).isEqualTo(fromFile);
    }

    @Test
    void statisticsOfAParallelJobReallyRunOnSeveralWorkersAtATime() {
        String id = started("mode=parallel&uri=" + encoded(file.toUri().toString()));
        result(id);
        var spans = spans(id, "statistics");
        assertThat(spans).extracting(span -> span.get("worker").asString()).contains("cores-1");
        assertThat(spans)
                .extracting(span -> span.get("lane").asString())
                .contains("statistics-1", "statistics-2");
        // Two busy workers overlap most of the time; but the machine may be busy with others.
        assertThat(beside(spans)).isGreaterThan(spans.size() / 10);
    }

    /// How many turns began while one of another worker ran.
    private static long beside(List<JsonNode> spans) {
        Map<String, Double> ends = new HashMap<>();
        long count = 0;
        for (JsonNode span : spans) {
            String worker = span.get("worker").asString();
            double start = span.get("start").asDouble();
            boolean isBeside =
                    ends.entrySet().stream()
                            .anyMatch(
                                    end -> !end.getKey().equals(worker) && end.getValue() > start);
            count += isBeside ? 1 : 0;
            ends.merge(worker, span.get("end").asDouble(), Math::max);
        }
        return count;
    }
}
