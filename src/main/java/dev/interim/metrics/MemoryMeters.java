package dev.interim.metrics;

import dev.interim.engine.memory.MemoryBudget;
import dev.interim.engine.memory.MemoryUse;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import org.springframework.stereotype.Component;

/// How much memory jobs may take, what they take it for, and how many wait for it.
@Component
final class MemoryMeters {
    MemoryMeters(MeterRegistry registry, MemoryBudget budget) {
        Gauge.builder("interim.memory.budget", budget, MemoryBudget::bytes)
                .description("Memory that all jobs together may take")
                .baseUnit(BaseUnits.BYTES)
                .register(registry);
        for (MemoryUse use : MemoryUse.values()) {
            Gauge.builder("interim.memory.used", budget, it -> it.used(use))
                    .description("Memory that is charged to the budget")
                    .baseUnit(BaseUnits.BYTES)
                    .tag("use", use.label())
                    .register(registry);
        }
        Gauge.builder("interim.memory.waiting", budget, MemoryBudget::waiting)
                .description("Jobs that have started and wait for memory")
                .register(registry);
    }
}
