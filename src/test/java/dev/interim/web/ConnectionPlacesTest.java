package dev.interim.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How many connections an address may have open.
@Timeout(60)
class ConnectionPlacesTest {
    private final Server server = new Server();
    private final ConnectionPlaces places = new ConnectionPlaces(2);

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void connectionsBeyondTheBoundAreClosed() throws Exception {
        var connector = new ServerConnector(server);
        connector.setHost("localhost");
        connector.addEventListener(places);
        server.addConnector(connector);
        server.start();
        int port = connector.getLocalPort();
        try (var first = new SlowUpload(port, new byte[0])) {
            await().until(() -> places.count() == 1);
            try (var second = new SlowUpload(port, new byte[0])) {
                await().until(() -> places.count() == 2);
                assertThat(isClosed(port)).isTrue();
                await().until(() -> places.count() == 2);
                second.send(new byte[] {'G'});
            }
            await().until(() -> places.count() == 1);
            first.send("GET / HTTP/1.0\r\n\r\n".getBytes(US_ASCII));
            assertThat(first.everything()).startsWith("HTTP/1.1 404");
        }
        await().until(() -> places.count() == 0);
    }

    private static boolean isClosed(int port) {
        try (var further = new SlowUpload(port, new byte[0])) {
            return further.isClosedByServer();
        }
    }
}
