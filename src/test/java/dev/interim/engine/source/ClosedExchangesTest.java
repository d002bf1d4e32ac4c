package dev.interim.engine.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.failure.FailureException;
import dev.interim.fixture.LoopbackServer;
import dev.interim.fixture.LoopbackServer.Reply;
import java.util.Random;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// An exchange that is closed while it connects closes its connection, at whatever moment.
@Timeout(60)
class ClosedExchangesTest {
    private static final int EXCHANGES = 4_000;

    @Test
    void leaveNoConnectionOpen() throws InterruptedException {
        var random = new Random(14);
        int answered = 0;
        try (var server = LoopbackServer.start().on("/", Reply.of(new byte[9]));
                var web = new Web(AddressRules.PUBLIC_AND_LOOPBACK)) {
            var address = WebAddress.of(server.uri("/"), web.connections.rules());
            for (int i = 0; i < EXCHANGES; i++) {
                Exchange exchange = web.connections.exchange(0, reason -> {});
                var asking = new Semaphore(0);
                Thread closing =
                        Thread.ofPlatform()
                                .start(() -> {
                                    asking.acquireUninterruptibly();
                                    long until = System.nanoTime() + random.nextInt(600_000);
                                    while (System.nanoTime() < until) {
                                        Thread.onSpinWait();
                                    }
                                    exchange.close();
                                });
                asking.release();
                try {
                    exchange.get(address, Question.PLAIN);
                    answered++;
                } catch (FailureException | SetbackException e) {
                    // It was closed before the answer came.
                }
                closing.join();
            }
            server.awaitNobody();
            assertThat(answered).isBetween(EXCHANGES / 100, EXCHANGES * 99 / 100);
        }
    }
}
