package dev.interim.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How the service talks.
///
/// @param heartbeat how long an event stream is silent before a comment is sent
/// @param readTimeout how long a subscriber may leave unread what was sent before its connection is
///   closed
/// @param subscribers how many may follow jobs at the same time; more are refused with 503
/// @param subscribersPerJob how many of them may follow the same job
/// @param idempotencyKeys how many idempotency keys are remembered before the oldest are forgotten
@ConfigurationProperties("interim.web")
record WebSettings(
        @DefaultValue("15s") Duration heartbeat,
        @DefaultValue("20s") Duration readTimeout,
        @DefaultValue("20000") int subscribers,
        @DefaultValue("12000") int subscribersPerJob,
        @DefaultValue("10000") int idempotencyKeys) {
    WebSettings {
        if (!heartbeat.isPositive()) {
            throw new IllegalArgumentException("interim.web.heartbeat must be positive");
        }
        if (!readTimeout.isPositive()) {
            throw new IllegalArgumentException("interim.web.read-timeout must be positive");
        }
        if (subscribers < 1 || subscribersPerJob < 1 || idempotencyKeys < 1) {
            throw new IllegalArgumentException(
                    "interim.web.subscribers, subscribers-per-job and idempotency-keys must be at least"
                            + " 1");
        }
    }
}
