package dev.interim.web;

import dev.interim.engine.failure.FailureKind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/// Requests that were refused, as metrics.
@Component
class RefusalMeters {
    private final Map<FailureKind, Counter> byKind = new EnumMap<>(FailureKind.class);

    RefusalMeters(MeterRegistry registry) {
        for (FailureKind kind : FailureKind.values()) {
            byKind.put(
                    kind,
                    Counter.builder("interim.requests.refused")
                            .description("Requests that were answered with a problem of ours")
                            .tag("failure", kind.label())
                            .register(registry));
        }
    }

    void refused(FailureKind kind) {
        Objects.requireNonNull(byKind.get(kind)).increment();
    }
}
