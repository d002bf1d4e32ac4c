package dev.interim.metrics;

import dev.interim.engine.quantity.ByteSize;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// When the service is ready.
///
/// @param leastDisk how much room the disk must have to which sequential jobs write; with less the
///   service is not ready
@ConfigurationProperties("interim.health")
record HealthSettings(@DefaultValue("256MB") ByteSize leastDisk) {}
