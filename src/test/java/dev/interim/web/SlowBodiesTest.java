package dev.interim.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.source.Timing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Bodies that arrive too slowly, in time that the test moves.
@Timeout(60)
class SlowBodiesTest {
    private static final BodyPace PACE = new BodyPace(Duration.ofSeconds(10), 100);
    private static final String[] HEAD = {
        "POST / HTTP/1.1", "Content-Length: 2000", "Connection: close"
    };

    private final Server server = new Server();
    private final ManualAlarms time = new ManualAlarms();

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void whoDripsIsRefusedAfterTheGrace() throws Exception {
        try (var client = client()) {
            client.send(new byte[] {'{'});
            time.pass(Duration.ofSeconds(5));
            time.pass(Duration.ofSeconds(5));
            assertThat(client.everything())
                    .startsWith("HTTP/1.1 408")
                    .contains("the body arrives too slowly: ")
                    .contains(" in 10 s of waiting, and at least 100 bytes a second");
        }
    }

    @Test
    void whoIsFastEnoughIsWaitedForBeyondTheGrace() throws Exception {
        try (var client = client()) {
            client.send(new byte[1900]);
            time.pass(Duration.ofSeconds(5));
            time.pass(Duration.ofSeconds(5));
            time.pass(Duration.ofSeconds(5));
            client.send(new byte[100]);
            assertThat(client.everything()).startsWith("HTTP/1.1 200").endsWith("2000");
        }
    }

    @Test
    void whoStopsAfterManyBytesIsRefusedOnceTheirRateIsTooLow() throws Exception {
        try (var client = client()) {
            client.send(new byte[1900]);
            for (int i = 0; i < 4; i++) {
                time.pass(Duration.ofSeconds(5));
            }
            assertThat(client.everything()).startsWith("HTTP/1.1 408");
        }
    }

    private SlowUpload client() throws Exception {
        var connector = new ServerConnector(server);
        connector.setHost("localhost");
        server.addConnector(connector);
        var slow = new SlowBodies(PACE, PACE, time);
        slow.setHandler(new Reading());
        server.setHandler(slow);
        server.start();
        return new SlowUpload(connector.getLocalPort(), HEAD);
    }

    /// Answers how many bytes came.
    private static final class Reading extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback)
                throws IOException {
            String answer;
            try (var body = Content.Source.asInputStream(request)) {
                answer = Integer.toString(body.readAllBytes().length);
            } catch (SlowBodyException e) {
                response.setStatus(408);
                answer = e.sentence();
            }
            response.write(true, ByteBuffer.wrap(answer.getBytes(US_ASCII)), callback);
            return true;
        }
    }

    /// Alarms that ring when the test says so.
    private static final class ManualAlarms implements Timing {
        private record Alarm(long nanos, Runnable task) {}

        private final AtomicLong now = new AtomicLong();
        private final LinkedBlockingQueue<Alarm> alarms = new LinkedBlockingQueue<>();

        @Override
        public long nanos() {
            return now.get();
        }

        @Override
        public Runnable alarm(Duration delay, Runnable task) {
            var alarm = new Alarm(now.get() + delay.toNanos(), task);
            alarms.add(alarm);
            return () -> alarms.remove(alarm);
        }

        /// Waits until somebody has set an alarm, and lets time pass until it rings.
        void pass(Duration duration) throws InterruptedException {
            var alarm = alarms.take();
            now.addAndGet(duration.toNanos());
            assertThat(alarm.nanos()).isLessThanOrEqualTo(now.get());
            alarm.task().run();
        }
    }
}
