package dev.interim.access;

import dev.interim.engine.quantity.ByteSize;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How much each owner may use, where everybody is asked who they are.
///
/// @param window after how long a quota is whole again
/// @param starts how many requests of an owner may start or compute something meanwhile
/// @param bytes how much the jobs of an owner may fetch, and take as uploads, meanwhile; a job that
///   comes to the end of it fails with what it has
/// @param requests how many requests of an owner may be served at the same time, streams of events
///   not counted; more are refused with 429
@ConfigurationProperties("interim.access.quota")
record QuotaSettings(
        @DefaultValue("1h") Duration window,
        @DefaultValue("1000") long starts,
        @DefaultValue("100GB") ByteSize bytes,
        @DefaultValue("256") int requests) {
    private static final Duration LONGEST = Duration.ofDays(31);

    QuotaSettings {
        boolean isWindow = window.toSeconds() > 0 && window.compareTo(LONGEST) <= 0;
        if (!isWindow || starts < 1 || bytes.bytes() < 1 || requests < 1) {
            throw new IllegalArgumentException(
                    "interim.access.quota.window must be from 1s to 31d, starts, bytes and requests at"
                            + " least 1");
        }
        // What counts them knows no faster pace.
        if (Math.max(bytes.bytes(), starts) > window.toNanos()) {
            throw new IllegalArgumentException(
                    "interim.access.quota.starts and bytes must be at most one for each nanosecond of"
                            + " the window");
        }
    }
}
