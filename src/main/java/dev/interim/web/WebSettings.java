package dev.interim.web;

import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How the service talks.
///
/// @param heartbeat how long an event stream is silent before a comment is sent
/// @param readTimeout how long a subscriber may leave unread what was sent before its connection is
///   closed
/// @param subscribers how many may follow jobs at the same time; more are refused with 503
/// @param subscribersPerJob how many of them may follow the same job
/// @param subscribersPerOwner how many jobs one caller may follow at the same time; as many as all
///   by default, and 500 in the profile `server`
/// @param hosts names by which the service is reached, beside `localhost`; a request for another
///   name is refused, unless others reach the service and no name is given
/// @param origins of which other pages (`https://example.org`) may use the service from a browser;
///   none by default
/// @param idempotencyKeys how many idempotency keys of all callers together are remembered; when
///   there are more, whoever has most loses the one it used least lately
/// @param idempotencyTime how long one is remembered
@ConfigurationProperties("interim.web")
record WebSettings(
        @DefaultValue("15s") Duration heartbeat,
        @DefaultValue("20s") Duration readTimeout,
        @DefaultValue("20000") int subscribers,
        @DefaultValue("12000") int subscribersPerJob,
        @Nullable Integer subscribersPerOwner,
        @DefaultValue Set<String> hosts,
        @DefaultValue Set<String> origins,
        @DefaultValue("10000") int idempotencyKeys,
        @DefaultValue("24h") Duration idempotencyTime) {
    /// No `*`: whoever may read from a browser is known by name.
    private static final Pattern ORIGIN = Pattern.compile("https?://[\\w.\\[\\]:-]+");

    WebSettings {
        if (!heartbeat.isPositive()) {
            throw new IllegalArgumentException("interim.web.heartbeat must be positive");
        }
        if (!readTimeout.isPositive()) {
            throw new IllegalArgumentException("interim.web.read-timeout must be positive");
        }
        if (!origins.stream().allMatch(ORIGIN.asMatchPredicate())) {
            throw new IllegalArgumentException(
                    "interim.web.origins are written https://example.org, each with its name");
        }
        if (subscribersPerOwner != null && subscribersPerOwner < 1) {
            throw new IllegalArgumentException(
                    "interim.web.subscribers-per-owner must be at least 1");
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
