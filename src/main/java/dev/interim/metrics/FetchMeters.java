package dev.interim.metrics;

import dev.interim.engine.source.Connections;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/// How the servers behave that data is fetched from.
@Component
final class FetchMeters {
    FetchMeters(MeterRegistry registry, Connections connections) {
        FunctionCounter.builder("interim.fetch.retries", connections, Connections::retries)
                .description("Times a server was asked again after something had gone wrong")
                .register(registry);
    }
}
