package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interim.fixture.EventReader.Event;
import dev.interim.fixture.SmallCsv;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The dataset itself as the body of a request, computed while it is being sent.
class UploadTest extends LiveService {
    private static final int ROWS = 5_000;
    private static final byte[] CSV = SmallCsv.of(ROWS, 11);

    @ParameterizedTest(name = "{0} {1}, length known: {2}")
    @CsvSource({
        "PUT,  text/csv,                          true",
        "POST, text/csv,                          true",
        "PUT,  text/csv,                          false",
        "POST, application/octet-stream,          false",
        "POST, application/x-www-form-urlencoded, true",
        "PUT,  application/x-www-form-urlencoded, true",
        "POST, text/plain,                        true",
    })
    void anyTypeButJsonIsADataset(String method, String type, boolean isLengthKnown) {
        var request =
                request("/jobs?mode=parallel")
                        .header("Content-Type", type)
                        .method(
                                method,
                                isLengthKnown ? BodyPublishers.ofByteArray(CSV) : chunked(CSV));
        String id = accepted(send(request));
        assertThat(result(id).get("rows").asLong()).isEqualTo(ROWS);
        var job = ended(id);
        assertThat(job.get("state").asString()).isEqualTo("succeeded");
        assertThat(job.get("source").get("uri").asString()).isEqualTo("upload:body");
        assertThat(job.get("source").get("bytes").isNull()).isEqualTo(!isLengthKnown);
        assertThat(job.get("progress").get("bytesFetched").asLong()).isEqualTo(CSV.length);
    }

    @Test
    void putWithoutATypeIsWhatCurlSends() {
        var request = request("/jobs").PUT(BodyPublishers.ofByteArray(CSV));
        assertThat(result(accepted(send(request))).get("rows").asLong()).isEqualTo(ROWS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sequential", "concurrent", "parallel"})
    void gzipIsUnpackedByTheWay(String mode) throws IOException {
        byte[] packed = gzip(CSV);
        String id =
                accepted(
                        post(
                                "/jobs?mode=" + mode,
                                "application/gzip",
                                BodyPublishers.ofByteArray(packed)));
        assertThat(result(id).get("rows").asLong()).isEqualTo(ROWS);
        var progress = ended(id).get("progress");
        assertThat(progress.get("bytesFetched").asLong()).isEqualTo(packed.length);
        assertThat(progress.get("fraction").asDouble()).isEqualTo(1.0);
    }

    @Test
    void queryStillCountsBesideABody() {
        var answer =
                post(
                        "/jobs?mode=concurrent&columns=amount&statistics=basic",
                        "text/csv",
                        BodyPublishers.ofByteArray(CSV));
        var columns = result(accepted(answer)).get("columns");
        assertThat(columns).hasSize(1);
        assertThat(columns.get(0).get("name").asString()).isEqualTo("amount");
        assertThat(columns.get(0).get("distinct").isNull()).isTrue();
    }

    @Test
    void isAcceptedBeforeItIsSentAndFollowedWhileItIsSent() {
        byte[] first = Arrays.copyOf(CSV, CSV.length / 2);
        byte[] second = Arrays.copyOfRange(CSV, CSV.length / 2, CSV.length);
        try (var upload =
                new SlowUpload(
                        port, "PUT /jobs?mode=parallel HTTP/1.1", "Transfer-Encoding: chunked")) {
            String id = upload.job();
            try (var events = follow(id)) {
                assertThat(events.next()).extracting(Event::type).isEqualTo("state");
                upload.sendChunk(first);
                var half = data(events.until(UploadTest::isSnapshot).getLast());
                assertThat(half.get("rows").asLong()).isBetween(1L, ROWS / 2L);
                assertThat(state(id)).isEqualTo("running");
                upload.sendChunk(second);
                upload.sendChunk(new byte[0]);
                var rest = events.rest();
                assertThat(data(rest, "snapshot").getLast().get("rows").asLong()).isEqualTo(ROWS);
                assertThat(rest.getLast().type()).isEqualTo("done");
            }
        }
    }

    @Test
    void isKnownUnderTheIdThatItsClientChose() {
        String id = newId();
        var answer = send(request("/jobs/" + id).PUT(BodyPublishers.ofByteArray(CSV)));
        assertThat(accepted(answer)).isEqualTo(id);
        assertThat(result(id).get("rows").asLong()).isEqualTo(ROWS);
        var again = send(request("/jobs/" + id).PUT(BodyPublishers.ofString("a\n1\n")));
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(json(again).get("kind").asString()).isEqualTo("conflict");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "00000000-0000-4000-8000-000000000000",
                "01A20797-D7CE-760E-B960-AF1540997096",
                "01a20797-d7ce-760e-2960-af1540997096",
                "00000000-0000-7000-8000-000000000000"
            })
    void anIdIsAUuidOfVersionSeven(String id) {
        var answer = send(request("/jobs/" + id).PUT(BodyPublishers.ofString("a\n1\n")));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("detail").asString()).contains("UUID of version 7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sequential", "concurrent", "parallel"})
    void brokenInTheMiddleItFailsAndKeepsWhatItHad(String mode) {
        byte[] most = Arrays.copyOf(CSV, CSV.length - 10_000);
        String id;
        try (var upload =
                new SlowUpload(
                        port,
                        "PUT /jobs?mode=" + mode + " HTTP/1.1",
                        "Content-Length: " + CSV.length)) {
            id = upload.job();
            upload.send(most);
            await().until(() -> fetched(id) == most.length);
        }
        var job = ended(id);
        assertThat(job.get("state").asString()).isEqualTo("failed");
        assertThat(job.get("failure").get("kind").asString()).isEqualTo("source-unavailable");
        assertThat(job.get("failure").get("detail").asString())
                .matches(
                        "the upload (ended|broke off) after %d of %d bytes"
                                .formatted(most.length, CSV.length));
        assertThat(job.get("progress").get("fraction").asDouble()).isBetween(0.01, 0.99);
        var result = result(id);
        assertThat(result.get("final").asBoolean()).isTrue();
        assertThat(result.get("scope").asString()).isEqualTo("prefix");
        assertThat(result.get("rows").asLong()).isBetween(100L, ROWS - 100L);
        try (var events = follow(id)) {
            var done = data(events.rest().getLast());
            assertThat(done.get("failure")).isEqualTo(job.get("failure"));
        }
    }

    @Test
    void resetInTheMiddleItFailsToo() {
        String id;
        try (var upload =
                new SlowUpload(port, "PUT /jobs HTTP/1.1", "Transfer-Encoding: chunked")) {
            id = upload.job();
            upload.sendChunk(Arrays.copyOf(CSV, 50_000));
            await().until(() -> fetched(id) == 50_000);
            upload.reset();
        }
        var failure = ended(id).get("failure");
        assertThat(failure.get("kind").asString()).isEqualTo("source-unavailable");
        assertThat(failure.get("detail").asString()).contains("after 50000 bytes");
    }

    @Test
    void brokenBeforeItsFirstByteItFails() {
        String id;
        try (var upload = new SlowUpload(port, "PUT /jobs HTTP/1.1", "Content-Length: 100")) {
            id = upload.job();
        }
        assertThat(ended(id).get("failure").get("detail").asString())
                .contains("after 0 of 100 bytes");
        assertThat(get("/jobs/" + id + "/result").statusCode()).isEqualTo(204);
    }

    @Test
    void cutGzipFailsAndKeepsWhatItHad() throws IOException {
        byte[] packed = gzip(SmallCsv.of(50_000, 3));
        var answer =
                post(
                        "/jobs",
                        "application/gzip",
                        BodyPublishers.ofByteArray(packed, 0, packed.length / 2));
        var job = ended(accepted(answer));
        assertThat(job.get("failure").get("kind").asString()).isEqualTo("malformed-data");
        assertThat(job.get("progress").get("rows").asLong()).isPositive();
    }

    @Test
    void jobThatFailsEndsTheUpload() {
        byte[] rubbish = new byte[64 * 1024];
        try (var upload =
                new SlowUpload(port, "PUT /jobs HTTP/1.1", "Transfer-Encoding: chunked")) {
            String id = upload.job();
            upload.sendChunk(rubbish);
            assertThat(ended(id).get("failure").get("kind").asString()).isEqualTo("malformed-data");
            assertThat(upload.isClosedByServer()).isTrue();
        }
    }

    private long fetched(String id) {
        return job(id).get("progress").get("bytesFetched").asLong();
    }

    private static boolean isSnapshot(Event event) {
        return event.type().equals("snapshot");
    }

    private static BodyPublisher chunked(byte[] bytes) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }
}
