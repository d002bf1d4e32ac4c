package dev.interim;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/// Starts Spring, and does nothing else.
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
class InterimApplication {

    private InterimApplication() {}

    static void main(String[] args) {
        SpringApplication.run(InterimApplication.class, args);
    }
}
