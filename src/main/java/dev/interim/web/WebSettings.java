package dev.interim.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How the service talks.
///
/// @param heartbeat how long an event stream is silent before a comment is sent
@ConfigurationProperties("interim.web")
record WebSettings(@DefaultValue("15s") Duration heartbeat) {
    WebSettings {
        if (!heartbeat.isPositive()) {
            throw new IllegalArgumentException("interim.web.heartbeat must be positive");
        }
    }
}
