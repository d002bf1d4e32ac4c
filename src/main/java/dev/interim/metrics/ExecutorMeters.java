package dev.interim.metrics;

import dev.interim.schedule.ExecutorRegistry;
import dev.interim.schedule.ExecutorStatistics;
import dev.interim.schedule.LaneExecutor;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/// How busy the executors are, and what their turns are like.
@Component
final class ExecutorMeters {
    private final MeterRegistry registry;

    ExecutorMeters(MeterRegistry registry, ExecutorRegistry executors) {
        this.registry = registry;
        executors.all().forEach(this::bind);
    }

    private void bind(LaneExecutor executor) {
        gauge(executor, "interim.executor.workers", "Workers there are", it -> it.spec().workers());
        gauge(
                executor,
                "interim.executor.busy.workers",
                "Workers that run a turn or are kept by a lane",
                ExecutorStatistics::busyWorkers);
        gauge(
                executor,
                "interim.executor.queued.lanes",
                "Lanes that wait for a worker",
                ExecutorStatistics::queueLength);
        gauge(
                executor,
                "interim.executor.lanes",
                "Lanes that have started and not ended, whatever they do",
                ExecutorStatistics::lanes);
        executor.listen(new TurnMeters(registry, executor.spec().name()));
    }

    private void gauge(
            LaneExecutor executor,
            String name,
            String meaning,
            ToDoubleFunction<ExecutorStatistics> value) {
        Gauge.builder(name, executor, it -> value.applyAsDouble(it.statistics()))
                .description(meaning)
                .tag("executor", executor.spec().name())
                .register(registry);
    }
}
