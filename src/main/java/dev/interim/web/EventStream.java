package dev.interim.web;

import dev.interim.job.EventLog;
import dev.interim.job.JobEvent;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.scheduler.Schedulers;

/// The events of one job for one subscriber, who takes them at a pace of their own.
///
/// The cursor in the log is the whole mailbox: a slow subscriber finds the newest progress and
/// snapshot there when it comes back, and nobody waits for it.
final class EventStream {
    /// What a stream of server-sent events begins with: when to come back after it broke.
    static final Frame GREETING = Frame.of("retry:2000\n:interim\n\n");

    private EventStream() {}

    /// What a subscriber asks for.
    ///
    /// @param after the number of the last event it has seen, 0 for none
    /// @param every the least time between two progress events, and between two snapshots, for
    ///   which nothing urgent waits; zero for as often as they come
    record Request(long after, EventLog.Wish wish, Duration every) {
        /// Everything, from the first event on, at the pace of the job.
        static final Request ALL = new Request(0, EventLog.Wish.ALL, Duration.ZERO);
    }

    /// As frames; ends with the job.
    ///
    /// @param heartbeat how long it may be silent
    static Flux<Frame> of(EventLog log, Request request, Duration heartbeat, Framing framing) {
        return of(log, request, heartbeat, framing::of, framing::beat);
    }

    /// In any shape; ends with the job.
    ///
    /// @param heartbeat how long it may be silent
    /// @param shape makes of an entry what is sent; called in turn, by one thread at a time
    /// @param beat makes what breaks the silence; by the same threads
    static <T> Flux<T> of(
            EventLog log,
            Request request,
            Duration heartbeat,
            Function<EventLog.Entry, T> shape,
            Supplier<T> beat) {
        return Flux.defer(() -> {
            var silence = new Silence();
            Flux<Optional<EventLog.Entry>> events =
                    Flux.<EventLog.Entry>create(
                                    sink -> Feed.attach(sink, log, request),
                                    FluxSink.OverflowStrategy.ERROR)
                            .doOnNext(_ -> silence.isBroken = true)
                            .map(Optional::of);
            Flux<Optional<EventLog.Entry>> beats =
                    Flux.interval(heartbeat)
                            .onBackpressureDrop()
                            .filter(_ -> silence.lasted())
                            .map(_ -> Optional.empty());
            // One at a time: what waits in the log may still be replaced by something newer.
            return Flux.merge(Flux.just(events, beats), 2, 1)
                    .takeUntil(EventStream::isEnd)
                    .map(entry -> entry.isPresent() ? shape.apply(entry.get()) : beat.get());
        });
    }

    private static boolean isEnd(Optional<EventLog.Entry> entry) {
        return entry.isPresent() && entry.get().event() instanceof JobEvent.Finished;
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
        private final Duration every;
        private final Set<String> held = new HashSet<>();
        private final Disposable.Swap pause = Disposables.swap();
        private volatile boolean isPauseOver;

        private Feed(FluxSink<EventLog.Entry> sink, EventLog log, Request request) {
            this.sink = sink;
            every = request.every();
            cursor = log.read(request.after(), request.wish(), this::wake);
        }

        static void attach(FluxSink<EventLog.Entry> sink, EventLog log, Request request) {
            // INVARIANT: until the first drain nobody starts another, so it sees a feed that is
            // whole.
            var feed = new Feed(sink, log, request);
            sink.onDispose(feed::close);
            sink.onRequest(_ -> feed.wake());
            feed.drainSoon();
        }

        private void close() {
            pause.dispose();
            cursor.close();
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
            if (isPauseOver) {
                isPauseOver = false;
                held.clear();
            }
            while (sink.requestedFromDownstream() > 0 && !sink.isCancelled()) {
                var entry = cursor.next(held);
                if (entry == null) {
                    return;
                }
                sink.next(entry);
                hold(entry.event());
                if (entry.event() instanceof JobEvent.Finished) {
                    sink.complete();
                    return;
                }
            }
        }

        /// Lets the next of its type wait.
        private void hold(JobEvent event) {
            if (event.isReplaced() && every.isPositive()) {
                if (held.isEmpty()) {
                    pause.update(
                            Schedulers.parallel()
                                    .schedule(this::goOn, every.toNanos(), TimeUnit.NANOSECONDS));
                }
                held.add(event.type());
            }
        }

        private void goOn() {
            isPauseOver = true;
            wake();
        }
    }
}
