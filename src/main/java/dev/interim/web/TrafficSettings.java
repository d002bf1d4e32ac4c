package dev.interim.web;

import dev.interim.engine.quantity.ByteSize;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How much of the server one client may keep busy. Addresses are those of the connections, or,
/// with `server.forward-headers-strategy=native`, those that a proxy forwards.
///
/// @param connectionsPerAddress how many connections one address may have open; further ones are
///   closed. As many as come by default, and 2000 in the profile `server`
/// @param requestsPerAddress how many requests of one address may be served at the same time, of
///   which half may have a body; more are refused with 429. Streams of events do not count
/// @param bodyGrace how long the server waits for a body before its rate counts
/// @param bodyRate how many bytes of a body must arrive in each second of waiting for them; a
///   slower one is refused with 408
/// @param uploadGrace the same as `body-grace` for a dataset as body
/// @param uploadRate the same as `body-rate` for a dataset as body; the job of a slower one fails.
///   0 for any
@ConfigurationProperties("interim.web.traffic")
record TrafficSettings(
        @Nullable Integer connectionsPerAddress,
        @DefaultValue("1000") int requestsPerAddress,
        @DefaultValue("10s") Duration bodyGrace,
        @DefaultValue("1kB") ByteSize bodyRate,
        @DefaultValue("1m") Duration uploadGrace,
        @DefaultValue("1B") ByteSize uploadRate) {
    TrafficSettings {
        if (connectionsPerAddress != null && connectionsPerAddress < 1) {
            throw new IllegalArgumentException(
                    "interim.web.traffic.connections-per-address must be at least 1");
        }
        if (requestsPerAddress < 2) {
            throw new IllegalArgumentException(
                    "interim.web.traffic.requests-per-address must be at least 2");
        }
        if (!bodyGrace.isPositive() || !uploadGrace.isPositive()) {
            throw new IllegalArgumentException(
                    "interim.web.traffic.body-grace and upload-grace must be positive");
        }
    }

    /// How fast a body must arrive.
    BodyPace body() {
        return new BodyPace(bodyGrace, bodyRate.bytes());
    }

    /// How fast a dataset must arrive.
    BodyPace upload() {
        return new BodyPace(uploadGrace, uploadRate.bytes());
    }
}
