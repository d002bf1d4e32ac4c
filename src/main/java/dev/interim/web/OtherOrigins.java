package dev.interim.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import tools.jackson.databind.json.JsonMapper;

/// Keeps pages of strangers out, and lets pages of the configured origins use the service from a
/// browser (CORS); none by default.
@Configuration(proxyBeanMethods = false)
class OtherOrigins {
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
    private static final List<String> SENT =
            List.of(
                    "Accept",
                    "Authorization",
                    "Content-Type",
                    "Idempotency-Key",
                    "If-None-Match",
                    "Last-Event-ID",
                    "Prefer",
                    "X-API-Key");
    private static final List<String> READ =
            List.of(
                    "Accept-Patch",
                    "Allow",
                    "ETag",
                    "Location",
                    "Preference-Applied",
                    "RateLimit",
                    "RateLimit-Policy",
                    "Retry-After",
                    "WWW-Authenticate");

    /// Behind those who keep strangers out, and before anybody is asked who they are: a browser
    /// asks for leave without a key.
    private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 20;

    static final int STRANGERS_ORDER = Ordered.HIGHEST_PRECEDENCE + 10;

    @Bean
    FilterRegistrationBean<Strangers> strangers(
            WebSettings settings, Environment environment, RefusalMeters meters, JsonMapper json) {
        var hosts = KnownHosts.ofService(settings, environment);
        var filter =
                new FilterRegistrationBean<>(
                        new Strangers(hosts, settings.origins(), meters, json));
        filter.setOrder(STRANGERS_ORDER);
        return filter;
    }

    @Bean
    FilterRegistrationBean<CorsFilter> leaveForOtherOrigins(WebSettings settings) {
        var source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration("/**", allowed(settings));
        var filter = new FilterRegistrationBean<>(new CorsFilter(source));
        filter.setOrder(ORDER);
        filter.setEnabled(!settings.origins().isEmpty());
        return filter;
    }

    private static CorsConfiguration allowed(WebSettings settings) {
        var cors = new CorsConfiguration();
        cors.setAllowedOrigins(new ArrayList<>(settings.origins()));
        cors.setAllowedMethods(METHODS);
        cors.setAllowedHeaders(SENT);
        cors.setExposedHeaders(READ);
        cors.setMaxAge(Duration.ofHours(1));
        return cors;
    }
}
