package dev.interim.web;

import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How the service talks.
///
/// @param heartbeat how long an event stream is silent before a comment is sent
/// @param readTimeout how long a subscriber may leave unread what was sent before its connection is
///   closed
/// @param subscribers how many may follow jobs at the same time; more are refused with 503
/// @param subscribersPerJob how many of them may follow the same job
/// @param hosts names by which the service is reached, beside `localhost`; a request for another
///   name is refused, unless others reach the service and no name is given
/// @param idempotencyKeys how many idempotency keys are remembered before the oldest are forgotten
/// @param idempotencyTime how long one is remembered
@ConfigurationProperties("interim.web")
record WebSettings(
        @DefaultValue("15s") Duration heartbeat,
        @DefaultValue("20s") Duration readTimeout,
        @DefaultValue("20000") int subscribers,
        @DefaultValue("12000") int subscribersPerJob,
        @DefaultValue Set<String> hosts,
        @DefaultValue("10000") int idempotencyKeys,
        @DefaultValue("24h") Duration idempotencyTime) {
    WebSettings {
        if (!heartbeat.isPositive()) {
            throw new IllegalArgumentException("interim.web.heartbeat must be positive");
        }
        if (!readTimeout.isPositive()) {
            throw new IllegalArgumentException("interim.web.read-timeout must be positive");
        }
        if (idempotencyKeys < 1 || !idempotencyTime.isPositive()) {
            throw new IllegalArgumentException(
                    "interim.web.idempotency-keys must be at least 1, and idempotency-time positive");
        }
        if (subscribers < 1 || subscribersPerJob < 1) {
            throw new IllegalArgumentException(
                    "interim.web.subscribers and subscribers-per-job must be at least" + " 1");
        }
    }
}
