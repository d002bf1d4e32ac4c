package dev.interim;

import dev.interim.access.NewKey;
import java.io.PrintStream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.OAuth2ResourceServerWebSecurityAutoConfiguration;

/// Starts the service; with `--version` prints its version, with `key` makes an API key.
///
/// Only the packages below are looked through for beans and settings: reading the others, which are
/// most, would make up a good part of the start.
@SpringBootApplication(
        proxyBeanMethods = false,
        scanBasePackages = {
            InterimApplication.ACCESS,
            InterimApplication.JOB,
            InterimApplication.METRICS,
            InterimApplication.WEB
        },
        // What is left of them, `access` does by itself, and only where callers are asked who they
        // are.
        exclude = {
            ManagementWebSecurityAutoConfiguration.class,
            OAuth2ResourceServerAutoConfiguration.class,
            OAuth2ResourceServerWebSecurityAutoConfiguration.class,
            SecurityAutoConfiguration.class,
            SecurityFilterAutoConfiguration.class,
            ServletWebSecurityAutoConfiguration.class,
            UserDetailsServiceAutoConfiguration.class
        })
@ConfigurationPropertiesScan({
    InterimApplication.ACCESS,
    InterimApplication.JOB,
    InterimApplication.METRICS,
    InterimApplication.WEB
})
class InterimApplication {
    static final String ACCESS = "dev.interim.access";
    static final String JOB = "dev.interim.job";
    static final String METRICS = "dev.interim.metrics";
    static final String WEB = "dev.interim.web";

    private static final String MAKE_A_KEY = "key";
    private static final String VERSION = "--version";

    private InterimApplication() {}

    static void main(String[] args) {
        if (args.length == 1 && args[0].equals(MAKE_A_KEY)) {
            NewKey.random().printTo(System.out);
        } else if (args.length == 1 && args[0].equals(VERSION)) {
            printVersion(System.out);
        } else {
            SpringApplication.run(InterimApplication.class, args);
        }
    }

    /// Prints the version of the jar, `development` where it runs from compiled classes, and that
    /// of Java.
    static void printVersion(PrintStream out) {
        var known = InterimApplication.class.getPackage().getImplementationVersion();
        out.println(
                "interim %s (Java %s)"
                        .formatted(known == null ? "development" : known, Runtime.version()));
    }
}
