package dev.interim.engine.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.interim.engine.failure.FailureException;
import dev.interim.fixture.LoopbackServer;
import dev.interim.fixture.LoopbackServer.Reply;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Servers that let one wait, and readers who stop: every thread comes back.
@Timeout(60)
class HttpPatienceTest {
    private static final String HEAD =
            "HTTP/1.1 200 Said\r\nConnection: close\r\nContent-Length: 9999\r\n\r\n";

    private final Semaphore drip = new Semaphore(0);
    private final LoopbackServer server =
            LoopbackServer.start()
                    .on("/drip", Reply.of(new byte[9_999]).dripping(drip))
                    .on("/much", Reply.of(new byte[9_999_999]));
    private final Taking taking = new Taking();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aHeadThatDripsIsGivenUp() throws Exception {
        try (var web = new Web(AddressRules.PUBLIC_AND_LOOPBACK)) {
            Fetch fetch = web.source(server.uri("/drip")).open(taking.ready());
            server.awaitRequests(1);
            drip.release(10);
            taking.whenNothingIsThere(() -> web.timing.advance(Duration.ofSeconds(5)));
            assertThat(taking.failure(fetch)).hasMessage("the server did not answer within 30 s");
            web.awaitThreads();
        }
    }

    @Test
    void aBodyThatDripsIsGivenUp() {
        try (var web = new Web(AddressRules.PUBLIC_AND_LOOPBACK)) {
            Fetch fetch = web.source(server.uri("/drip")).open(taking.ready());
            drip.release(HEAD.length() + 10);
            byte[] target = new byte[10];
            int taken = 0;
            while (taken < 10) {
                taken += taking.once(fetch, target);
            }
            taking.whenNothingIsThere(() -> web.timing.advance(Duration.ofSeconds(5)));
            assertThat(taking.failure(fetch))
                    .hasMessage("the server sends fewer than 1000 bytes a second");
            web.awaitThreads();
        }
    }

    @Test
    void aServerThatSaysNothingIsGivenUpByTheSocket() throws Exception {
        FetchLimits limits = Limits.ofResponse(Duration.ofMillis(50));
        try (var web = new Web(AddressRules.PUBLIC_AND_LOOPBACK, limits)) {
            Fetch fetch = web.source(server.uri("/drip")).open(taking.ready());
            assertThat(taking.failure(fetch)).hasMessage("the server did not answer within 0 s");
            web.awaitThreads();
        }
    }

    @Test
    void aBodyThatStopsIsGivenUpByTheSocket() {
        FetchLimits limits = Limits.ofResponse(Duration.ofMillis(50));
        try (var web = new Web(AddressRules.PUBLIC_AND_LOOPBACK, limits)) {
            Fetch fetch = web.source(server.uri("/drip")).open(taking.ready());
            drip.release(HEAD.length() + 10);
            assertThat(taking.failure(fetch))
                    .hasMessage(
                            "the source broke off after 10 of 9999 bytes"
                                    + "; without a strong ETag it cannot be resumed");
            assertThat(taking.taken()).hasSize(10);
            web.awaitThreads();
        }
    }

    @Test
    void closingWhileNobodyAnswersFreesTheThread() throws Exception {
        try (var web = new Web(AddressRules.PUBLIC_AND_LOOPBACK)) {
            Fetch fetch = web.source(server.uri("/drip")).open(taking.ready());
            server.awaitRequests(1);
            fetch.close();
            web.awaitThreads();
        }
    }

    @Test
    void closingWhileBytesAreAwaitedFreesTheThread() {
        try (var web = new Web(AddressRules.PUBLIC_AND_LOOPBACK)) {
            Fetch fetch = web.source(server.uri("/drip")).open(taking.ready());
            drip.release(HEAD.length() + 1);
            assertThat(taking.once(fetch, new byte[10])).isEqualTo(1);
            fetch.close();
            web.awaitThreads();
        }
    }

    @Test
    void closingWhileNobodyTakesFreesTheThread() {
        try (var web = new Web(AddressRules.PUBLIC_AND_LOOPBACK)) {
            Fetch fetch =
                    web.source(server.uri("/much"), new PipeSize(2, 100)).open(taking.ready());
            assertThat(taking.once(fetch, new byte[10])).isEqualTo(10);
            fetch.close();
            web.awaitThreads();
        }
    }

    @Test
    void closingWhileANameIsLookedUpFreesTheThread() throws Exception {
        var asked = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        CheckedResolver.Lookup hangs =
                host -> {
                    asked.countDown();
                    awaitUninterruptibly(never);
                    return new InetAddress[] {InetAddress.getLoopbackAddress()};
                };
        try (var web = new Web(AddressRules.PUBLIC_AND_LOOPBACK, FetchLimits.STANDARD, hangs)) {
            Fetch fetch = web.source("http://localhost:1/").open(taking.ready());
            asked.await();
            fetch.close();
            web.awaitThreads();
        } finally {
            never.countDown();
        }
    }

    @Test
    void closingAtOnceFreesTheThread() {
        try (var web = new Web(AddressRules.PUBLIC_AND_LOOPBACK)) {
            for (int i = 0; i < 200; i++) {
                web.source(server.uri("/much")).open(taking.ready()).close();
            }
            web.awaitThreads();
            assertThat(web.timing.alarms()).isLessThanOrEqualTo(200);
            web.timing.advance(Duration.ofSeconds(2));
            assertThat(web.timing.alarms()).isZero();
        }
    }

    @Test
    void closingTheConnectionsBreaksOffWhatIsUnderWay() throws Exception {
        var web = new Web(AddressRules.PUBLIC_AND_LOOPBACK);
        Fetch fetch = web.source(server.uri("/drip")).open(taking.ready());
        drip.release(HEAD.length() + 1);
        assertThat(taking.once(fetch, new byte[10])).isEqualTo(1);
        web.close();
        assertThat(taking.failure(fetch)).hasMessage("no more sources are being fetched");
        Fetch late = web.source(server.uri("/much")).open(taking.ready());
        assertThat(taking.failure(late)).hasMessage("no more sources are being fetched");
        web.awaitThreads();
    }

    @Test
    void aSlowReaderSlowsTheServer() {
        try (var web = new Web(AddressRules.PUBLIC_AND_LOOPBACK)) {
            var size = new PipeSize(2, 100);
            try (Fetch fetch = web.source(server.uri("/much"), size).open(taking.ready())) {
                byte[] target = new byte[1_000];
                assertThat(taking.once(fetch, target)).isLessThanOrEqualTo(200);
            }
        }
    }

    @Test
    void takingAfterClosingFailsWhateverWasThere() {
        try (var web = new Web(AddressRules.PUBLIC_AND_LOOPBACK)) {
            Fetch fetch = web.source(server.uri("/much")).open(taking.ready());
            taking.once(fetch, new byte[1]);
            fetch.close();
            assertThatExceptionOfType(FailureException.class)
                    .isThrownBy(() -> fetch.take(new byte[1], 0, 1))
                    .withMessage("the fetch was closed");
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                // The JDK's look-up does not stop either.
            }
        }
    }
}
