package dev.interim.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// A sequential upload that has stopped in the middle, and the jobs of others on its one worker.
class StalledUploadTest extends LiveService {
    @Test
    void othersRunWhileItWaits() {
        try (var upload =
                new SlowUpload(
                        port,
                        "PUT /jobs?mode=sequential HTTP/1.1",
                        "Content-Type: text/csv",
                        "Content-Length: 16")) {
            String stalled = upload.job();
            upload.send("a,b\n1,2\n".getBytes(US_ASCII));
            String sequential = started("mode=sequential&uri=sample:trips");
            String concurrent = started("mode=concurrent&uri=sample:trips");
            assertThat(ended(sequential).get("state").asString()).isEqualTo("succeeded");
            assertThat(ended(concurrent).get("state").asString()).isEqualTo("succeeded");
            assertThat(state(stalled)).isEqualTo("running");
            upload.send("3,4\n5,6\n".getBytes(US_ASCII));
            assertThat(result(stalled).get("rows").asLong()).isEqualTo(3);
        }
    }
}
