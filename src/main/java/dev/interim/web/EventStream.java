package dev.interim.web;

import dev.interim.job.EventLog;
import dev.interim.job.JobEvent;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.scheduler.Schedulers;

/// The events of one job for one subscriber, who takes them at a pace of their own.
///
/// The cursor in the log is the whole mailbox: a slow subscriber finds the newest progress and
/// snapshot there when it comes back, and nobody waits for it.
final class EventStream {
    private static final Duration RETRY = Duration.ofSeconds(2);

    private EventStream() {}

    /// The stream, from behind the event with the number `after`; ends with the job.
    ///
    /// @param heartbeat how long it may be silent
    static Flux<ServerSentEvent<Object>> of(EventLog log, long after, Duration heartbeat) {
        return Flux.defer(() -> {
            var silence = new Silence();
            Flux<ServerSentEvent<Object>> events =
                    Flux.<EventLog.Entry>create(
                                    sink -> Feed.attach(sink, log, after),
                                    FluxSink.OverflowStrategy.ERROR)
                            .map(EventView::of)
                            .doOnNext(_ -> silence.isBroken = true);
            Flux<ServerSentEvent<Object>> beats =
                    Flux.interval(heartbeat)
                            .onBackpressureDrop()
                            .filter(_ -> silence.lasted())
                            .map(_ -> comment("still here"));
            // One at a time: what waits in the log may still be replaced by something newer.
            return Flux.merge(Flux.just(events, beats), 2, 1)
                    .takeUntil(event -> "done".equals(event.event()))
                    .startWith(greeting());
        });
    }

    private static ServerSentEvent<Object> greeting() {
        return ServerSentEvent.builder().retry(RETRY).comment("interim").build();
    }

    private static ServerSentEvent<Object> comment(String text) {
        return ServerSentEvent.builder().comment(text).build();
    }

    /// Whether anything was sent since the last look.
    private static final class Silence {
        private volatile boolean isBroken;

        boolean lasted() {
            boolean lasted = !isBroken;
            isBroken = false;
            return lasted;
        }
    }

    /// Moves entries from the log to the subscriber, as many as it asks for, one thread at a time.
    private static final class Feed {
        private final FluxSink<EventLog.Entry> sink;
        private final AtomicInteger wakeUps = new AtomicInteger(1);
        private final EventLog.Cursor cursor;

        private Feed(FluxSink<EventLog.Entry> sink, EventLog log, long after) {
            this.sink = sink;
            cursor = log.read(after, this::wake);
        }

        static void attach(FluxSink<EventLog.Entry> sink, EventLog log, long after) {
            // INVARIANT: until the first drain nobody starts another, so it sees a feed that is
            // whole.
            var feed = new Feed(sink, log, after);
            sink.onDispose(feed.cursor::close);
            sink.onRequest(_ -> feed.wake());
            feed.drainSoon();
        }

        /// Never blocks and never fails, so that whoever appends to the log is not held up.
        private void wake() {
            if (wakeUps.getAndIncrement() == 0) {
                drainSoon();
            }
        }

        private void drainSoon() {
            var _ = Schedulers.parallel().schedule(this::drain);
        }

        private void drain() {
            int seen;
            do {
                seen = wakeUps.get();
                send();
            } while (wakeUps.addAndGet(-seen) != 0);
        }

        private void send() {
            while (sink.requestedFromDownstream() > 0 && !sink.isCancelled()) {
                var entry = cursor.next();
                if (entry == null) {
                    return;
                }
                sink.next(entry);
                if (entry.event() instanceof JobEvent.Finished) {
                    sink.complete();
                    return;
                }
            }
        }
    }
}
