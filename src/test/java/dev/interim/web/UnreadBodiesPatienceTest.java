package dev.interim.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How long a server that refuses everything waits for bodies: it closes the connection, or the
/// client of these tests runs out of patience itself.
@Timeout(60)
class UnreadBodiesPatienceTest {
    private static final String[] HEAD = {"POST / HTTP/1.1", "Content-Length: 1000"};
    private static final Duration HOUR = Duration.ofHours(1);

    private final Server server = new Server();

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void whoAsksFirstIsNotWaitedFor() throws Exception {
        try (var client = client(HOUR, HEAD[0], HEAD[1], "Expect: 100-continue")) {
            assertThat(client.everything()).startsWith("HTTP/1.1 400").doesNotContain(" 100 ");
        }
    }

    @Test
    void whoHasSentAllIsNotWaitedFor() throws Exception {
        try (var client = client(HOUR, HEAD[0], HEAD[1], "Connection: close")) {
            client.send(new byte[1000]);
            assertThat(client.everything()).startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void whoIsSilentIsLeft() throws Exception {
        try (var client = client(Duration.ofMillis(1), HEAD)) {
            assertThat(client.everything()).startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void whoNeverEndsIsLeft() throws Exception {
        try (var client = client(Duration.ofMillis(1), HEAD[0], "Transfer-Encoding: chunked")) {
            // That this ends is what is tested.
            client.sendUntilRefused("3e8\r\n%1000s\r\n".formatted("").getBytes(US_ASCII));
        }
    }

    private SlowUpload client(Duration patience, String... head) throws Exception {
        var connector = new ServerConnector(server);
        connector.setHost("localhost");
        server.addConnector(connector);
        server.setHandler(new UnreadBodies(patience));
        ((Handler.Singleton) server.getHandler()).setHandler(new Refusing());
        server.start();
        return new SlowUpload(connector.getLocalPort(), head);
    }

    private static final class Refusing extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            response.setStatus(400);
            response.write(true, ByteBuffer.wrap("no".getBytes(US_ASCII)), callback);
            return true;
        }
    }
}
