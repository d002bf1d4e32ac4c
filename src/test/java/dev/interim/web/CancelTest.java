package dev.interim.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interim.fixture.SmallCsv;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `DELETE` really stops a job, and what it held is free again.
class CancelTest extends LiveService {
    private static final byte[] CSV = SmallCsv.of(5_000, 12);

    @ParameterizedTest
    @ValueSource(strings = {"sequential", "concurrent", "parallel"})
    void endsAJobWithoutAnyFurtherTurn(String mode) {
        String id = started("mode=" + mode + "&uri=" + encoded("sample:trips?rate=50kB"));
        await().until(() -> fetched(id) > 20_000);
        var answer = delete(id);
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(json(answer).get("id").asString()).isEqualTo(id);
        var job = ended(id);
        assertThat(job.get("state").asString()).isEqualTo("cancelled");
        assertThat(job.get("failure").isNull()).isTrue();
        var spans = json(get("/jobs/" + id + "/timeline")).get("spans");
        assertThat(spans).isNotEmpty();
        // A job after it on the same executor has been served: had this one a turn left, it came.
        result(started("mode=" + mode + "&uri=sample:trips&statistics=basic"));
        assertThat(json(get("/jobs/" + id + "/timeline")).get("spans")).isEqualTo(spans);
        assertThat(job(id)).isEqualTo(job);
    }

    @Test
    void keepsWhatWasComputedUntilItIsForgotten() {
        String id = started("uri=" + encoded("sample:trips?rate=500kB"));
        await().until(() -> get("/jobs/" + id + "/result").statusCode() == 200);
        delete(id);
        var result = result(id);
        assertThat(result.get("final").asBoolean()).isTrue();
        assertThat(result.get("scope").asString()).isEqualTo("prefix");
        assertThat(result.get("rows").asLong()).isBetween(1L, 35_999L);
        assertThat(delete(id).statusCode()).isEqualTo(204);
        assertThat(delete(id).statusCode()).isEqualTo(404);
        for (String path : List.of("", "/result", "/events", "/timeline")) {
            assertThat(get("/jobs/" + id + path).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void tellsWhoFollows() {
        String id = started("uri=" + encoded("sample:trips?rate=100kB"));
        try (var events = follow(id)) {
            events.until(event -> event.type().equals("progress"));
            delete(id);
            var rest = events.rest();
            assertThat(data(rest, "state").getLast().get("state").asString())
                    .isEqualTo("cancelled");
            assertThat(rest.getLast().type()).isEqualTo("done");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sequential", "concurrent", "parallel"})
    void endsAnUploadThatWouldNeverEnd(String mode) {
        try (var upload =
                new SlowUpload(
                        port,
                        "POST /jobs?mode=" + mode + " HTTP/1.1",
                        "Content-Type: text/csv",
                        "Transfer-Encoding: chunked")) {
            String id = upload.job();
            upload.sendChunk(CSV);
            await().until(() -> fetched(id) == CSV.length);
            delete(id);
            assertThat(ended(id).get("state").asString()).isEqualTo("cancelled");
            assertThat(upload.isClosedByServer()).isTrue();
        }
    }

    @Test
    void endsAnUploadThatIsHeldUpBecauseItsJobIsPaused() throws InterruptedException {
        try (var upload =
                new SlowUpload(
                        port,
                        "PUT /jobs?mode=parallel HTTP/1.1",
                        "Content-Length: 1000000000000")) {
            String id = upload.job();
            patch(id, "{\"state\":\"paused\"}");
            var sending = Thread.ofVirtual().start(() -> upload.sendUntilRefused(CSV));
            delete(id);
            assertThat(ended(id).get("state").asString()).isEqualTo("cancelled");
            sending.join();
        }
    }

    @Test
    void letsGoOfTheConnectionToTheSource() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String id = started("uri=http://127.0.0.1:" + server.getLocalPort() + "/endless.csv");
            try (var connection = server.accept()) {
                connection.setSoTimeout(20_000);
                connection.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(UTF_8));
                connection.getOutputStream().write(CSV);
                await().until(() -> fetched(id) == CSV.length);
                delete(id);
                assertThat(ended(id).get("state").asString()).isEqualTo("cancelled");
                assertThat(isLeft(connection)).isTrue();
            }
        }
    }

    /// Whether the other side closes the connection; waits for that.
    private static boolean isLeft(Socket connection) {
        try {
            return connection.getInputStream().readAllBytes().length > 0;
        } catch (IOException e) {
            return !(e instanceof SocketTimeoutException);
        }
    }

    @Test
    void leavesNoLaneBehind() {
        for (String mode : List.of("sequential", "concurrent", "parallel")) {
            String id = started("mode=" + mode + "&uri=" + encoded("sample:trips?rate=50kB"));
            delete(id);
            assertThat(ended(id).get("state").asString()).isEqualTo("cancelled");
        }
        await().untilAsserted(() ->
                assertThat(json(get("/executors")))
                        .allMatch(it -> it.get("lanes").asInt() == 0)
                        .allMatch(it -> it.get("busyWorkers").asInt() == 0));
    }

    private long fetched(String id) {
        return job(id).get("progress").get("bytesFetched").asLong();
    }
}
