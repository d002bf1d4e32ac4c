package dev.interim.web;

import dev.interim.job.EventLog;
import dev.interim.job.JobEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SignalType;

/// What goes out on event streams, as metrics.
@Component
class StreamMeters {
    private static final List<String> TYPES =
            List.of("state", "progress", "snapshot", "warning", "gap", "done");

    private final AtomicInteger subscribers = new AtomicInteger();
    private final Map<String, Counter> sent;
    private final Counter conflated;
    private final Counter dropped;

    StreamMeters(MeterRegistry registry, Subscribers places) {
        Gauge.builder("interim.event.subscribers", subscribers, AtomicInteger::get)
                .description("Event streams that are open")
                .register(registry);
        Gauge.builder("interim.event.subscribers.behind", places, Subscribers::behind)
                .description("Event streams whose client has not read yet what was sent last")
                .register(registry);
        sent =
                TYPES.stream()
                        .collect(Collectors.toMap(Function.identity(), it -> sent(registry, it)));
        conflated =
                Counter.builder("interim.events.conflated")
                        .description("Events passed over for a subscriber, since newer ones came")
                        .register(registry);
        dropped =
                Counter.builder("interim.event.streams.dropped")
                        .description("Event streams that broke off before their last event")
                        .register(registry);
    }

    private static Counter sent(MeterRegistry registry, String type) {
        return Counter.builder("interim.events.sent")
                .description("Events given to subscribers")
                .tag("type", type)
                .register(registry);
    }

    /// The same stream, counted.
    ///
    /// @param asked what the subscriber asked for: what it did not ask for is not conflated
    Flux<Frame> counted(Flux<Frame> stream, EventStream.Request asked) {
        return Flux.defer(() -> {
            var count = new Count(asked);
            subscribers.incrementAndGet();
            return stream.doOnNext(count::sent).doFinally(count::over);
        });
    }

    /// The count of one stream, whose signals come one after the other.
    private final class Count {
        private final boolean isWhole;
        private long last;
        private boolean isDone;

        private Count(EventStream.Request asked) {
            isWhole = asked.wish().equals(EventLog.Wish.ALL) && asked.every().isZero();
            last = asked.after();
        }

        private void sent(Frame frame) {
            var entry = frame.entry();
            if (entry == null) {
                return;
            }
            var counter = sent.get(entry.event().type());
            if (counter != null) {
                counter.increment();
            }
            number(entry.number());
            isDone |= entry.event() instanceof JobEvent.Finished;
        }

        /// The log numbers its events without gaps, so that a gap is what was passed over.
        private void number(long number) {
            if (number == 0) {
                return;
            }
            if (isWhole) {
                conflated.increment((double) Math.max(0, number - last - 1));
            }
            last = number;
        }

        private void over(SignalType signal) {
            subscribers.decrementAndGet();
            if (!isDone) {
                dropped.increment();
            }
        }
    }
}
