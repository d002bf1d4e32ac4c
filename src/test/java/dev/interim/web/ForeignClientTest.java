package dev.interim.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.fixture.EventReader;
import dev.interim.fixture.EventReader.Event;
import dev.interim.fixture.Followed;
import dev.interim.fixture.NodeProject;
import dev.interim.fixture.SystemTool;
import dev.interim.fixture.Wire;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Clients of other people follow a job, are cut off in the middle of an event three times, and go
/// on; told not to return, they do not.
///
/// They all run at the same time: most of it they wait, as long as the service told them to.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignClientTest extends LiveService {
    private static final Integer[] CUTS = {3_000, 20_000, 30_001};

    private final List<AutoCloseable> open = new ArrayList<>();
    private final Map<Client, Following> ofEnded = new EnumMap<>(Client.class);
    private final Map<Client, Following> ofRunning = new EnumMap<>(Client.class);
    private String ended;
    private String running;

    /// A client of other people.
    enum Client {
        EVENTSOURCE("node", "eventsource.mjs"),
        EVENTSOURCE_CLIENT("node", "eventsource-client.mjs"),
        EVENTSOURCE_PARSER("node", "eventsource-parser.mjs"),
        CURL("sh", "curl.sh");

        private final String runner;
        private final String script;

        Client(String runner, String script) {
            this.runner = runner;
            this.script = script;
        }

        private Followed events(String said) {
            if (this != CURL) {
                return Followed.ofLines(said);
            }
            try (var events = new EventReader(new ByteArrayInputStream(said.getBytes(UTF_8)))) {
                return new Followed(events.rest());
            }
        }
    }

    /// A client at work.
    private record Following(Client client, Process process, Wire wire) implements AutoCloseable {
        /// Waits until it ends by itself.
        Followed events() throws IOException, InterruptedException {
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor()).isZero();
            return client.events(said);
        }

        @Override
        public void close() {
            process.destroyForcibly();
            wire.close();
        }
    }

    @BeforeAll
    void letAllFollow() throws IOException, InterruptedException {
        var scripts = NodeProject.named("clients");
        var _ = SystemTool.named("curl");
        ended = started("uri=" + encoded("sample:trips?rate=2MB"));
        result(ended);
        running = started("uri=" + encoded("sample:trips?rate=1MB"));
        for (Client client : Client.values()) {
            ofEnded.put(client, following(client, scripts, ended));
            ofRunning.put(client, following(client, scripts, running));
        }
    }

    private Following following(Client client, NodeProject scripts, String job) throws IOException {
        var wire = new Wire(port, CUTS);
        String uri = "http://localhost:" + wire.port() + "/jobs/" + job + "/events";
        var process = SystemTool.named(client.runner).start(scripts.folder(), client.script, uri);
        var following = new Following(client, process, wire);
        open.add(following);
        return following;
    }

    @AfterAll
    void endAll() throws Exception {
        for (AutoCloseable following : open) {
            following.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void getsEveryEventOfAJobThatHasEnded(Client client) throws Exception {
        var following = ofEnded.get(client);
        assertThat(following.events().events()).isEqualTo(all(ended));
        assertCameBackUntilToldNotTo(following.wire());
    }

    @ParameterizedTest
    @EnumSource
    void missesNothingOfAJobThatRuns(Client client) throws Exception {
        var following = ofRunning.get(client);
        following.events().assertMissesNothingOf(all(running));
        assertCameBackUntilToldNotTo(following.wire());
    }

    private List<Event> all(String job) {
        try (var events = follow(job)) {
            return events.rest();
        }
    }

    /// Once for each cut, once for the rest, and once to hear that there is no more.
    private static void assertCameBackUntilToldNotTo(Wire wire) {
        assertThat(wire.cutsToCome()).isZero();
        assertThat(wire.requestLines()).hasSize(CUTS.length + 2);
    }
}
