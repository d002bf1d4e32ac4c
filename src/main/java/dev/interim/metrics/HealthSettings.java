package dev.interim.metrics;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// When the service is ready.
///
/// @param leastDisk how much room the disk must have to which sequential jobs write; with less the
///   service is not ready
@ConfigurationProperties("interim.health")
record HealthSettings(@DefaultValue("256MB") DataSize leastDisk) {
    HealthSettings {
        if (leastDisk.isNegative()) {
            throw new IllegalArgumentException("interim.health.least-disk must not be negative");
        }
    }
}
