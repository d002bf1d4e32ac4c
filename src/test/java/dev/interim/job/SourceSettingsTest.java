package dev.interim.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.interim.engine.source.Connections;
import dev.interim.engine.source.Sources;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/// Who reaches the service decides what it may fetch; what is not decided stops the start.
class SourceSettingsTest {
    private static final String ON_ANY_PORT = "http://127.0.0.1:12345/data.csv";

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(Fetching.class);

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(SourceSettings.class)
    static class Fetching {
        private final JobWiring wiring = new JobWiring();

        @Bean(destroyMethod = "shutdownNow")
        ScheduledExecutorService alarms() {
            return wiring.alarms();
        }

        @Bean(destroyMethod = "close")
        Connections connections(
                SourceSettings settings, ScheduledExecutorService alarms, Environment environment) {
            return wiring.connections(
                    settings, wiring.timing(wiring.ticker(), alarms), environment);
        }

        @Bean
        Sources sources(
                SourceSettings settings, Connections connections, ScheduledExecutorService alarms) {
            return wiring.sources(settings, connections, wiring.timing(wiring.ticker(), alarms));
        }
    }

    @ParameterizedTest(name = "on {0}, allowed: {1}")
    @CsvSource({
        "127.0.0.1,   ,      true",
        "localhost,   ,      true",
        "::1,         ,      true",
        "127.0.0.1,   false, false",
        "0.0.0.0,     false, false",
        "0.0.0.0,     true,  true",
        "192.0.2.1,   false, false",
        "'',          false, false",
    })
    void thisMachineMayBeFetchedFrom(String address, String allowed, boolean isAllowed) {
        runner.withPropertyValues("server.address=" + address)
                .withPropertyValues(
                        allowed == null
                                ? new String[0]
                                : new String[] {"interim.source.allow-loopback=" + allowed})
                .run(context -> {
                    var sources = context.getBean(Sources.class);
                    Throwable refusal = catchThrowable(() -> sources.of(ON_ANY_PORT));
                    assertThat(refusal == null).isEqualTo(isAllowed);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "10.0.0.5", ""})
    void whoOpensTheServiceToOthersHasToSaySo(String address) {
        runner.withPropertyValues("server.address=" + address)
                .run(context -> assertStopped(context.getStartupFailure()));
    }

    @Test
    void anAddressThatIsNotSetIsEveryAddress() {
        runner.run(context -> assertStopped(context.getStartupFailure()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "retries=6",
                "retries=-1",
                "release-after=0s",
                "release-after=-5s",
                "ranges=0",
                "ranges=9"
            })
    void whatCannotBeStopsTheStart(String setting) {
        runner.withPropertyValues("server.address=127.0.0.1", "interim.source." + setting)
                .run(context ->
                        assertThat(context.getStartupFailure())
                                .rootCause()
                                .hasMessageStartingWith("interim.source.retries must be 0 to 5"));
    }

    private static void assertStopped(Throwable failure) {
        assertThat(failure).isNotNull();
        var analysis = new BadSettingAnalyzer().analyze(failure);
        assertThat(analysis).isNotNull();
        assertThat(analysis.getDescription())
                .startsWith("the service is to listen on ")
                .contains("where others reach it")
                .endsWith("set interim.source.allow-loopback=false (or true)");
        assertThat(analysis.getAction()).startsWith("Change interim.source.allow-loopback;");
    }
}
