package dev.interim.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Who sends more than anybody wants can still read the answer, and go on.
class UnreadBodiesTest extends LiveService {
    private static final byte[] ROWS = "1,2\n".repeat(1_000_000).getBytes(US_ASCII);
    private static final byte[] NEXT =
            "GET /jobs HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(US_ASCII);

    @Test
    void refusedUploadMayBeSentToItsEnd() {
        try (var client = upload("POST /jobs?mode=none HTTP/1.1")) {
            assertThat(client.until("\"invalid-request\"")).startsWith("HTTP/1.1 400");
            client.send(ROWS);
            client.send(NEXT);
            assertThat(client.everything()).contains("HTTP/1.1 200");
        }
    }

    @Test
    void uploadOfAFailedJobMayBeSentToItsEnd() {
        try (var client = upload("POST /jobs?format=json HTTP/1.1")) {
            String id = client.job();
            int some = ROWS.length / 2;
            client.send(Arrays.copyOfRange(ROWS, 0, some));
            assertThat(ended(id).get("state").asString()).isEqualTo("failed");
            client.send(Arrays.copyOfRange(ROWS, some, ROWS.length));
            client.send(NEXT);
            assertThat(client.everything()).startsWith("HTTP/1.1 200");
        }
    }

    /// The job is ended while the service waits for more of its upload.
    @Test
    void uploadOfACancelledJobMayBeSentToItsEnd() {
        try (var client = upload("POST /jobs HTTP/1.1")) {
            String id = client.job();
            client.send(Arrays.copyOfRange(ROWS, 0, 100));
            await().until(() -> job(id).at("/progress/bytesFetched").asLong() == 100);
            delete(id);
            assertThat(ended(id).get("state").asString()).isEqualTo("cancelled");
            client.send(Arrays.copyOfRange(ROWS, 100, ROWS.length));
            client.send(NEXT);
            assertThat(client.everything()).startsWith("HTTP/1.1 200");
        }
    }

    private SlowUpload upload(String... head) {
        var body = Stream.of("Content-Type: text/csv", "Content-Length: " + ROWS.length);
        return new SlowUpload(port, Stream.concat(Stream.of(head), body).toArray(String[]::new));
    }
}
