package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interim.fixture.Promtool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/// What the service counts of itself; a service of its own, since jobs of others would be counted
/// too.
@TestPropertySource(properties = "spring.application.name=metrics")
class MetricsTest extends LiveService {
    private static final int MOST_SERIES = 1_500;

    private Scrape scrape() {
        return Scrape.of(get("/actuator/prometheus").body());
    }

    /// The address of a dataset that has a header only.
    private static String empty(String name) throws IOException {
        Files.writeString(ROOT.resolve(name), "a,b\n");
        return "file:" + ROOT + "/" + name;
    }

    private static double rise(Scrape before, Scrape after, String series) {
        return after.value(series) - before.value(series);
    }

    @Test
    void jobIsCountedFromItsAcceptanceToItsEnd() throws IOException {
        Files.writeString(ROOT.resolve("counted.csv"), "a,b\n1,2\n3,4\n5,6\n");
        var before = scrape();
        String id = started("mode=concurrent&uri=" + encoded("file:" + ROOT + "/counted.csv"));
        result(id);
        var after = scrape();
        assertThat(rise(before, after, "interim_jobs_accepted_total{mode=\"concurrent\"}"))
                .isEqualTo(1);
        assertThat(
                        rise(
                                before,
                                after,
                                "interim_jobs_ended_total{failure=\"none\",mode=\"concurrent\",state=\"succeeded\"}"))
                .isEqualTo(1);
        assertThat(
                        rise(
                                before,
                                after,
                                "interim_job_duration_seconds_count{mode=\"concurrent\",state=\"succeeded\"}"))
                .isEqualTo(1);
        assertThat(
                        rise(
                                before,
                                after,
                                "interim_job_first_result_seconds_count{mode=\"concurrent\"}"))
                .isEqualTo(1);
        assertThat(
                        rise(
                                before,
                                after,
                                "interim_snapshot_duration_seconds_count{mode=\"concurrent\"}"))
                .isEqualTo(result(id).get("sequence").asInt());
        assertThat(rise(before, after, "interim_fetched_bytes_total{executor=\"turns\"}"))
                .isEqualTo(16);
        assertThat(rise(before, after, "interim_rows_total{executor=\"turns\"}")).isEqualTo(3);
        assertThat(rise(before, after, "interim_processed_bytes_total{executor=\"turns\"}"))
                .isBetween(12.0, 16.0);
    }

    @Test
    void failedJobIsCountedByItsKind() throws IOException {
        var before = scrape();
        ended(started("mode=parallel&uri=" + encoded(empty("empty.csv"))));
        assertThat(
                        rise(
                                before,
                                scrape(),
                                "interim_jobs_ended_total{failure=\"malformed-data\",mode=\"parallel\",state=\"failed\"}"))
                .isEqualTo(1);
    }

    @Test
    void turnsAreCountedAsTheTimelineTellsThem() {
        var before = scrape();
        String id = started("mode=sequential&uri=" + encoded("synthetic:work?duration=300ms"));
        result(id);
        var after = scrape();
        String turns = "interim_turn_duration_seconds_count{activity=\"%s\",executor=\"turns\"}";
        double fetches = turns(spans(id, "fetch"));
        assertThat(fetches).isPositive();
        assertThat(rise(before, after, turns.formatted("fetch"))).isEqualTo(fetches);
        assertThat(rise(before, after, turns.formatted("statistics")))
                .isEqualTo(turns(spans(id, "statistics")));
        assertThat(rise(before, after, "interim_turn_wait_seconds_count{executor=\"turns\"}"))
                .isEqualTo(
                        rise(before, after, turns.formatted("fetch"))
                                + rise(before, after, turns.formatted("statistics"))
                                + rise(before, after, turns.formatted("none")));
    }

    private static double turns(List<JsonNode> spans) {
        return spans.stream().mapToDouble(span -> span.get("turns").asDouble()).sum();
    }

    @Test
    void runningJobIsSeenAndThenNoMore() {
        String series = "interim_jobs{mode=\"concurrent\",state=\"running\"}";
        String id = started("mode=concurrent&uri=" + encoded("synthetic:work?duration=1h"));
        await().until(() -> state(id).equals("running"));
        assertThat(scrape().value(series)).isEqualTo(1);
        assertThat(scrape().value("interim_executor_lanes{executor=\"turns\"}")).isEqualTo(1);
        delete(id);
        ended(id);
        assertThat(scrape().value(series)).isZero();
    }

    @Test
    void subscriberIsCountedUntilItLeaves() throws IOException {
        String id = started("mode=concurrent&uri=" + encoded("synthetic:work?duration=1h"));
        var before = scrape();
        var stream = follow(id);
        stream.until(event -> event.type().equals("snapshot") || event.type().equals("progress"));
        var during = scrape();
        assertThat(rise(before, during, "interim_event_subscribers")).isEqualTo(1);
        assertThat(rise(before, during, "interim_events_sent_total{type=\"state\"}")).isPositive();
        stream.close();
        await().until(() ->
                rise(before, scrape(), "interim_event_streams_dropped_total") == 1
                        && rise(before, scrape(), "interim_event_subscribers") == 0);
        delete(id);
        ended(id);
    }

    @Test
    void refusedRequestIsCountedByItsKind() {
        var before = scrape();
        get("/jobs/" + newId());
        assertThat(rise(before, scrape(), "interim_requests_refused_total{failure=\"not-found\"}"))
                .isEqualTo(1);
    }

    @Test
    void memoryIsSeenWhereAnUploadIsAndThenNoMore() {
        byte[] rows = "a,b\n1,2\n".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
        try (var upload = upload("concurrent")) {
            String id = upload.job();
            patch(id, "{\"state\":\"paused\"}");
            upload.sendChunk(rows);
            await().until(() -> buffered("arrived") >= rows.length);
            patch(id, "{\"state\":\"running\"}");
            await().until(() -> buffered("chunks") > 0);
            assertThat(buffered("spooled")).isZero();
            upload.sendChunk(new byte[0]);
            ended(id);
        }
        assertNothingIsBuffered();
    }

    @Test
    void memoryOfWhatIsFetchedAheadIsSeenAndThenNoMore() {
        byte[] rows = "a,b\n1,2\n".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
        try (var upload = upload("sequential")) {
            String id = upload.job();
            upload.sendChunk(rows);
            await().until(() -> buffered("spooled") >= rows.length);
            upload.sendChunk(new byte[0]);
            ended(id);
        }
        assertNothingIsBuffered();
    }

    private SlowUpload upload(String mode) {
        return new SlowUpload(
                port, "PUT /jobs?mode=" + mode + " HTTP/1.1", "Transfer-Encoding: chunked");
    }

    private void assertNothingIsBuffered() {
        for (String buffer : List.of("arrived", "spooled", "chunks", "ranges")) {
            assertThat(buffered(buffer)).as(buffer).isZero();
        }
    }

    private double buffered(String buffer) {
        return scrape().value("interim_buffer_memory_bytes{buffer=\"" + buffer + "\"}");
    }

    /// A label that takes what strangers write would fill the memory of whoever collects.
    @Test
    void labelsTakeWordsOfOursOnly() throws IOException {
        ended(started("uri=" + encoded(empty("label-of-a-stranger.csv"))));
        var scrape = scrape();
        assertThat(scrape.text()).doesNotContain("stranger");
        assertThat(scrape.values()).hasSizeLessThan(MOST_SERIES);
        var labels = Pattern.compile("[{,](\\w+)=\"").matcher(scrape.text()).results();
        assertThat(labels.map(it -> it.group(1)).distinct())
                .containsExactlyInAnyOrder(
                        "activity",
                        "buffer",
                        "executor",
                        "failure",
                        "le",
                        "mode",
                        "state",
                        "type",
                        "use");
    }

    @Test
    void prometheusFindsNothingWrong() throws IOException, InterruptedException {
        var promtool = Promtool.here();
        var scrape = scrape();
        assertThat(scrape.types()).hasSizeGreaterThan(15);
        var answer = promtool.run(scrape.text(), "check", "metrics");
        assertThat(answer.text()).isEmpty();
        assertThat(answer.status()).isZero();
        assertThat(promtool.run("# TYPE interim_bad counter\ninterim_bad 1\n", "check", "metrics"))
                .extracting(Promtool.Answer::text)
                .asString()
                .contains("interim_bad");
    }
}
