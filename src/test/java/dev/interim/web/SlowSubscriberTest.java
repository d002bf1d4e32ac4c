package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Who subscribes and does not read delays neither the job nor those who do.
class SlowSubscriberTest extends LiveService {
    @Test
    void jobAndItsOtherSubscribersGoOn() {
        String id = started("uri=" + encoded("sample:trips?rate=4MB"));
        List<DeafClient> deaf =
                IntStream.range(0, 40)
                        .mapToObj(_ -> new DeafClient(port, "/jobs/" + id + "/events"))
                        .toList();
        try (var events = follow(id)) {
            var all = events.rest();
            assertThat(all.getLast().type()).isEqualTo("done");
            assertThat(data(all, "snapshot")).hasSizeGreaterThan(2);
        }
        deaf.forEach(DeafClient::close);
        assertThat(result(id).get("rows").asLong()).isEqualTo(36_000);
    }
}
