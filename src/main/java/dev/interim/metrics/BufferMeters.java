package dev.interim.metrics;

import dev.interim.engine.source.Connections;
import dev.interim.job.JobService;
import dev.interim.run.Buffered;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/// How much lies between sources and statistics.
@Component
final class BufferMeters {
    private final MeterRegistry registry;

    BufferMeters(MeterRegistry registry, JobService jobs, Connections connections) {
        this.registry = registry;
        memory("arrived", jobs, of(Buffered::arrived));
        memory("spooled", jobs, of(Buffered::spooled));
        memory("chunks", jobs, of(Buffered::chunks));
        memory("ranges", connections, Connections::memoryOfParts);
        Gauge.builder("interim.spool.disk", jobs, of(Buffered::onDisk))
                .description("What sequential jobs keep on disk")
                .baseUnit(BaseUnits.BYTES)
                .register(registry);
    }

    private static ToDoubleFunction<JobService> of(ToDoubleFunction<Buffered> amount) {
        return jobs -> amount.applyAsDouble(jobs.buffered());
    }

    private <T> void memory(String buffer, T holder, ToDoubleFunction<T> amount) {
        Gauge.builder("interim.buffer.memory", holder, amount)
                .description("Memory of buffers between sources and statistics")
                .baseUnit(BaseUnits.BYTES)
                .tag("buffer", buffer)
                .register(registry);
    }
}
