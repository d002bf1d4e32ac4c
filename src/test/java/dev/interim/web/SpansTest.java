package dev.interim.web;

import static dev.interim.fixture.SpanCollector.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.interim.fixture.SmallCsv;
import dev.interim.fixture.SpanCollector;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/// A service whose spans are collected.
@TestPropertySource(
        properties = {
            "spring.application.name=spans",
            "management.opentelemetry.tracing.export.schedule-delay=50ms"
        })
class SpansTest extends LiveService {
    private static final SpanCollector COLLECTOR = new SpanCollector();

    @DynamicPropertySource
    static void collector(DynamicPropertyRegistry properties) {
        properties.add(
                "management.opentelemetry.tracing.export.otlp.endpoint", COLLECTOR::endpoint);
    }

    @AfterAll
    static void close() {
        COLLECTOR.close();
    }

    @Test
    void aJobIsOneTraceOfAllThatIsDoneForIt() throws IOException {
        String id = uploaded(gzip(SmallCsv.of(20_000, 7)), "concurrent");
        follow(id).rest();
        await().untilAsserted(() ->
                assertThat(names(id))
                        .contains(
                                "interim.job",
                                "interim.submit",
                                "interim.fetch",
                                "interim.decompress",
                                "interim.scan",
                                "interim.snapshot",
                                "interim.send"));
        Span job = one(id, "interim.job");
        assertThat(attribute(job, "interim.mode")).isEqualTo("concurrent");
        assertThat(attribute(job, "interim.state")).isEqualTo("succeeded");
        assertThat(job.getStatus().getCode()).isNotEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
        assertThat(spans(id))
                .filteredOn(it -> !it.equals(job))
                .allMatch(it -> it.getTraceId().equals(job.getTraceId()))
                .allMatch(it -> it.getParentSpanId().equals(job.getSpanId()))
                .allMatch(it -> it.getStartTimeUnixNano() <= it.getEndTimeUnixNano());
        Span request = parent(job);
        assertThat(request.getName()).startsWith("http p").contains("/jobs");
        assertThat(request.getTraceId()).isEqualTo(job.getTraceId());
    }

    @Test
    void whatBelongsTogetherHasItsOrder() {
        String id = started("mode=sequential&uri=sample:trips");
        result(id);
        await().until(() -> names(id).contains("interim.job"));
        Span fetch = one(id, "interim.fetch");
        Span scan = one(id, "interim.scan");
        // Sequentially all is fetched first.
        assertThat(fetch.getEndTimeUnixNano()).isLessThanOrEqualTo(scan.getStartTimeUnixNano());
        assertThat(one(id, "interim.snapshot").getStartTimeUnixNano())
                .isGreaterThanOrEqualTo(scan.getEndTimeUnixNano());
        assertThat(names(id)).doesNotContain("interim.decompress");
    }

    @Test
    void failureIsTold() throws IOException {
        String id = uploaded(new byte[64 * 1024], "parallel");
        ended(id);
        await().until(() -> names(id).contains("interim.job"));
        Span job = one(id, "interim.job");
        assertThat(attribute(job, "interim.failure")).isEqualTo("malformed-data");
        assertThat(job.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
    }

    private String uploaded(byte[] body, String mode) {
        return accepted(
                post(
                        "/jobs?mode=" + mode,
                        "application/octet-stream",
                        BodyPublishers.ofByteArray(body)));
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        return packed.toByteArray();
    }

    private static List<Span> spans(String id) {
        return COLLECTOR.spans().stream()
                .filter(it -> attribute(it, "interim.job.id").equals(id))
                .toList();
    }

    private static List<String> names(String id) {
        return spans(id).stream().map(SpansTest::name).toList();
    }

    private static Span one(String id, String name) {
        var found = spans(id).stream().filter(it -> name(it).equals(name)).toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static String name(Span span) {
        return span.getName();
    }

    /// The request ends after its job began, and comes later.
    private static Span parent(Span span) {
        ByteString wanted = span.getParentSpanId();
        await().until(() ->
                COLLECTOR.spans().stream().anyMatch(it -> it.getSpanId().equals(wanted)));
        return COLLECTOR.spans().stream()
                .filter(it -> it.getSpanId().equals(wanted))
                .findFirst()
                .orElseThrow();
    }
}
