package dev.interim.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.job.EventLog;
import dev.interim.job.OpenLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import tools.jackson.databind.json.JsonMapper;

/// A subscriber takes events at its own pace, and nobody else notices.
@Timeout(60)
class EventStreamTest {
    private static final Duration HEARTBEAT = Duration.ofHours(1);
    private static final Framing FRAMING = Framing.serverSent(new JsonMapper());

    private final OpenLog log = new OpenLog();

    /// Asks for as many events as it is told to.
    private final class Reader extends BaseSubscriber<Frame> {
        final BlockingQueue<Frame> got = new LinkedBlockingQueue<>();
        final CountDownLatch closed = new CountDownLatch(1);

        Reader() {
            this(0);
        }

        Reader(long after) {
            this(new EventStream.Request(after, EventLog.Wish.ALL, Duration.ZERO));
        }

        Reader(EventStream.Request request) {
            EventStream.of(log.log(), request, HEARTBEAT, FRAMING).subscribe(this);
        }

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            // Nothing is asked for yet.
        }

        @Override
        protected void hookOnNext(Frame event) {
            got.add(event);
        }

        @Override
        protected void hookOnComplete() {
            closed.countDown();
        }

        /// Asks for one event and waits for it.
        Frame next() throws InterruptedException {
            request(1);
            var event = got.poll(20, TimeUnit.SECONDS);
            assertThat(event).isNotNull();
            return event;
        }
    }

    private static String named(Frame frame) {
        var entry = Objects.requireNonNull(frame.entry());
        return entry.number() + ":" + entry.event().type();
    }

    @Test
    void endsWithTheJob() throws InterruptedException {
        var reader = new Reader();
        reader.request(Long.MAX_VALUE);
        log.state();
        log.done();
        assertThat(reader.closed.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(reader.got)
                .extracting(EventStreamTest::named)
                .containsExactly("1:state", "2:done");
    }

    @Test
    void readerWhoNeverReadsHoldsNobodyUp() throws InterruptedException {
        var idle = new Reader();
        var keen = new Reader();
        keen.request(Long.MAX_VALUE);
        log.state();
        IntStream.range(0, 10_000).forEach(_ -> log.snapshot());
        log.done();
        assertThat(keen.closed.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(idle.got).isEmpty();
    }

    @Test
    void readerWhoWasAwayGetsTheNewestAndMissesNoState() throws InterruptedException {
        var reader = new Reader();
        var keen = new Reader();
        log.state();
        assertThat(named(reader.next())).isEqualTo("1:state");
        keen.next();
        for (int i = 0; i < 100; i++) {
            log.progress();
            // So there was time enough to take this event for the other reader, too.
            keen.next();
        }
        log.snapshot();
        log.state();
        log.done();
        List<String> rest = new ArrayList<>();
        reader.request(Long.MAX_VALUE);
        assertThat(reader.closed.await(20, TimeUnit.SECONDS)).isTrue();
        reader.got.forEach(event -> rest.add(named(event)));
        assertThat(rest).endsWith("101:progress", "102:snapshot", "103:state", "104:done");
        // What was on its way when the reader went away was not called back.
        assertThat(rest).hasSizeLessThanOrEqualTo(7);
    }

    @Test
    void readerWhoMissedWhatIsGoneIsToldSo() throws InterruptedException {
        log.state();
        log.snapshot();
        IntStream.range(0, 100).forEach(_ -> log.progress());
        var reader = new Reader(2);
        var gap = reader.next();
        assertThat(named(gap)).isEqualTo("0:gap");
        assertThat(UTF_8.decode(gap.bytes()).toString())
                .isEqualTo("event:gap\ndata:{\"from\":3,\"to\":38}\n\n");
        assertThat(named(reader.next())).isEqualTo("0:state");
        assertThat(named(reader.next())).isEqualTo("0:snapshot");
        assertThat(named(reader.next())).isEqualTo("39:progress");
    }

    private static EventStream.Request every(Duration pause) {
        return new EventStream.Request(
                0, new EventLog.Wish(EventLog.Wish.ALL.types(), true), pause);
    }

    @Test
    void slowedReaderWaitsForTheNewestUnlessSomethingUrgentComes() throws InterruptedException {
        var reader = new Reader(every(Duration.ofHours(1)));
        reader.request(Long.MAX_VALUE);
        log.state();
        log.snapshot();
        assertThat(named(taken(reader))).isEqualTo("1:state");
        assertThat(named(taken(reader))).isEqualTo("2:snapshot");
        IntStream.range(0, 50).forEach(_ -> log.snapshot());
        log.state();
        assertThat(named(taken(reader))).isEqualTo("52:snapshot");
        assertThat(named(taken(reader))).isEqualTo("53:state");
        log.snapshot();
        log.done();
        assertThat(reader.closed.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(reader.got)
                .extracting(EventStreamTest::named)
                .containsExactly("54:snapshot", "55:done");
    }

    @Test
    void slowedReaderGoesOnAfterItsPause() {
        var reader = new Reader(every(Duration.ofMillis(1)));
        reader.request(Long.MAX_VALUE);
        for (int i = 1; i < 20; i++) {
            log.snapshot();
            assertThat(named(taken(reader))).isEqualTo(i + ":snapshot");
        }
    }

    /// Waits for the next of the events that were asked for.
    private static Frame taken(Reader reader) {
        try {
            var event = reader.got.poll(20, TimeUnit.SECONDS);
            assertThat(event).isNotNull();
            return event;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// A wake-up may come in the very moment in which a subscriber leaves.
    @Test
    void readersWhoLeaveNeverDisturbWhoAppends() throws InterruptedException {
        var isOver = new CountDownLatch(1);
        List<Thread> readers =
                IntStream.range(0, 4)
                        .mapToObj(_ -> Thread.ofPlatform().start(() -> comeAndGo(isOver)))
                        .toList();
        for (int i = 0; i < 200_000; i++) {
            log.progress();
        }
        isOver.countDown();
        for (Thread reader : readers) {
            reader.join();
        }
        log.done();
    }

    private void comeAndGo(CountDownLatch isOver) {
        while (isOver.getCount() > 0) {
            var reader = new Reader();
            reader.request(3);
            Thread.onSpinWait();
            reader.cancel();
        }
    }
}
