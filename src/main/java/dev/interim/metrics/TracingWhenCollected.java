package dev.interim.metrics;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/// Leaves everything that makes spans out of a service whose spans nobody collects: then neither
/// its start nor its requests pay for them.
final class TracingWhenCollected implements AutoConfigurationImportFilter, EnvironmentAware {
    static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

    private static final List<String> TRACING =
            List.of(
                    "org.springframework.boot.micrometer.tracing.",
                    "org.springframework.boot.opentelemetry.");

    private boolean isCollected;

    @Override
    public void setEnvironment(Environment environment) {
        isCollected = environment.containsProperty(ENDPOINT);
    }

    @Override
    public boolean[] match(@Nullable String[] configurations, AutoConfigurationMetadata unused) {
        var wanted = new boolean[configurations.length];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = isCollected || !isTracing(configurations[i]);
        }
        return wanted;
    }

    private static boolean isTracing(@Nullable String configuration) {
        return configuration != null && TRACING.stream().anyMatch(configuration::startsWith);
    }
}
