package dev.interim.web;

import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How the service talks.
///
/// @param heartbeat how long an event stream is silent before a comment is sent
/// @param hosts names by which the service is reached, beside `localhost`; a request for another
///   name is refused, unless others reach the service and no name is given
@ConfigurationProperties("interim.web")
record WebSettings(@DefaultValue("15s") Duration heartbeat, @DefaultValue Set<String> hosts) {
    WebSettings {
        if (!heartbeat.isPositive()) {
            throw new IllegalArgumentException("interim.web.heartbeat must be positive");
        }
    }
}
