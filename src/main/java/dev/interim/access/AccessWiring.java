package dev.interim.access;

import dev.interim.schedule.Ticker;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/// What there is whether callers are asked who they are or not.
@Configuration(proxyBeanMethods = false)
class AccessWiring {
    /// Static, since it comes before all others.
    @Bean
    static Contradictions contradictions(Environment environment) {
        return new Contradictions(environment);
    }

    @Bean
    Callers callers(Environment environment) {
        return new Callers(!environment.acceptsProfiles(Profiles.of(Contradictions.SERVER)));
    }

    @Bean
    Quotas quotas(Callers callers, QuotaSettings settings, Ticker ticker) {
        return new Quotas(callers.isAnybodyGood() ? null : settings, ticker);
    }

    @Bean
    Tickets tickets(AccessSettings settings, InstantSource clock) {
        return new Tickets(settings.ticketLifetime(), clock);
    }
}
