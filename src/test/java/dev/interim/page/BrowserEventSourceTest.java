package dev.interim.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.fixture.EventReader;
import dev.interim.fixture.Followed;
import dev.interim.fixture.Wire;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The browser's own EventSource, without a line of ours, follows a job over a wire that is cut.
class BrowserEventSourceTest extends LivePage {
    private static final Integer[] CUTS = {3_000, 20_000, 30_001};
    private static final String FOLLOW =
            """
            path => new Promise(whenTold => {
              const lines = [];
              const source = new EventSource(path);
              for (const type of ['state', 'progress', 'snapshot', 'warning', 'gap', 'done']) {
                source.addEventListener(type, ({lastEventId: id, data}) =>
                  lines.push(JSON.stringify({id, type, data})));
              }
              source.onerror = () => {
                if (source.readyState === EventSource.CLOSED) {
                  whenTold(lines.join('\\n'));
                }
              };
            })
            """;

    @Test
    void goesOnWhereItWasCutAndEndsWithTheJob() {
        try (var wire = new Wire(port, CUTS)) {
            String job = start("sample:trips?rate=1MB");
            page.navigate("http://localhost:" + wire.port() + "/modes");
            String path = "/jobs/" + job + "/events";
            var got = Followed.ofLines((String) page.evaluate(FOLLOW, path));
            got.assertMissesNothingOf(all(path));
            assertThat(wire.cutsToCome()).isZero();
            assertThat(wire.requestLines())
                    .filteredOn(line -> line.contains(path))
                    .hasSize(CUTS.length + 2);
        }
    }

    private List<EventReader.Event> all(String path) {
        byte[] bytes = ask(path).getBytes(StandardCharsets.UTF_8);
        try (var events = new EventReader(new ByteArrayInputStream(bytes))) {
            return events.rest();
        }
    }
}
