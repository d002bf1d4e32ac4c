package dev.interim.metrics;

import dev.interim.job.JobService;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Configuration;

/// Traces jobs where somebody collects spans.
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(TracingWhenCollected.ENDPOINT)
class TracingWiring {
    TracingWiring(JobService jobs, Tracer tracer) {
        var registry = ObservationRegistry.create();
        registry.observationConfig()
                .observationHandler(new DefaultTracingObservationHandler(tracer));
        jobs.trace(new JobSpans(registry));
    }
}
