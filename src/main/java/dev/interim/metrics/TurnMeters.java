package dev.interim.metrics;

import dev.interim.schedule.Activity;
import dev.interim.schedule.ExecutorListener;
import dev.interim.schedule.Span;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.BaseUnits;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// The turns of one executor as metrics; allocates nothing per turn.
final class TurnMeters implements ExecutorListener {
    private static final String FETCH = "fetch";
    private static final String DECOMPRESS = "decompress";
    private static final String STATISTICS = "statistics";

    private final MeterRegistry registry;
    private final String executor;
    private final Timer wait;
    private final Counter fetched;
    private final Counter processed;
    private final Counter rows;

    /// By activity, of which the code has a handful.
    private final Map<Activity, Timer> lengths = new ConcurrentHashMap<>();

    TurnMeters(MeterRegistry registry, String executor) {
        this.registry = registry;
        this.executor = executor;
        wait =
                Timer.builder("interim.turn.wait")
                        .description("How long a lane stood in the run queue before its turn")
                        .tag("executor", executor)
                        .serviceLevelObjectives(Buckets.ofTurns())
                        .register(registry);
        fetched = bytes("interim.fetched", "Bytes that arrived from sources, as they are fetched");
        processed = bytes("interim.processed", "Bytes of plain text whose records are computed");
        rows =
                Counter.builder("interim.rows")
                        .description("Records that are computed")
                        .tag("executor", executor)
                        .register(registry);
        length(new Activity(FETCH));
        length(new Activity(DECOMPRESS));
        length(new Activity(STATISTICS));
        length(Activity.NONE);
    }

    private Counter bytes(String name, String meaning) {
        return Counter.builder(name)
                .description(meaning)
                .baseUnit(BaseUnits.BYTES)
                .tag("executor", executor)
                .register(registry);
    }

    private Timer length(Activity activity) {
        return lengths.computeIfAbsent(
                activity,
                _ ->
                        Timer.builder("interim.turn.duration")
                                .description("How long turns last, and how many there were")
                                .tag("executor", executor)
                                .tag("activity", activity.name())
                                .serviceLevelObjectives(Buckets.ofTurns())
                                .register(registry));
    }

    @Override
    public void turnEnded(Span span, long waitedNanos) {
        var activity = span.track().activity();
        var known = lengths.get(activity);
        var tally = span.tally();
        (known == null ? length(activity) : known).record(tally.busyNanos(), TimeUnit.NANOSECONDS);
        wait.record(waitedNanos, TimeUnit.NANOSECONDS);
        if (activity.name().equals(FETCH) || activity.name().equals(DECOMPRESS)) {
            fetched.increment((double) tally.bytes());
        } else {
            processed.increment((double) tally.bytes());
        }
        if (tally.rows() > 0) {
            rows.increment((double) tally.rows());
        }
    }
}
