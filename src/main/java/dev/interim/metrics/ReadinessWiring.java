package dev.interim.metrics;

import dev.interim.job.JobService;
import dev.interim.run.RunLimits;
import java.io.File;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What must hold before requests are sent here; `application.yaml` makes a readiness of it.
@Configuration(proxyBeanMethods = false)
class ReadinessWiring {
    @Bean
    HealthIndicator admission(JobService jobs) {
        return () -> ready(jobs.isOpen());
    }

    @Bean
    HealthIndicator spool(RunLimits limits, HealthSettings settings) {
        File directory = limits.spoolDirectory().toFile();
        long least = settings.leastDisk().bytes();
        return () -> ready(directory.canWrite() && directory.getUsableSpace() >= least);
    }

    private static Health ready(boolean isReady) {
        return (isReady ? Health.up() : Health.outOfService()).build();
    }
}
