package dev.interim;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/// Starts Spring, and does nothing else.
///
/// Only the packages below are looked through for beans and settings: reading the others, which are
/// most, would make up a good part of the start.
@SpringBootApplication(
        proxyBeanMethods = false,
        scanBasePackages = {
            InterimApplication.JOB,
            InterimApplication.METRICS,
            InterimApplication.WEB
        })
@ConfigurationPropertiesScan({
    InterimApplication.JOB,
    InterimApplication.METRICS,
    InterimApplication.WEB
})
class InterimApplication {
    static final String JOB = "dev.interim.job";
    static final String METRICS = "dev.interim.metrics";
    static final String WEB = "dev.interim.web";

    private InterimApplication() {}

    static void main(String[] args) {
        SpringApplication.run(InterimApplication.class, args);
    }
}
