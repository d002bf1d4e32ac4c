package dev.interim.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.schedule.ExecutorRegistry;
import dev.interim.schedule.ExecutorSpec;
import dev.interim.schedule.LaneExecutor;
import dev.interim.schedule.QueuePolicy;
import dev.interim.schedule.ThreadKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Executors come from configuration alone, and bad configuration stops the start with a sentence.
class ExecutorSettingsTest {
    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(Executors.class);

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(ExecutorSettings.class)
    static class Executors {
        @Bean(destroyMethod = "close")
        ExecutorRegistry executors(ExecutorSettings settings) {
            return new JobWiring().executors(settings);
        }
    }

    @Test
    void withoutConfigurationThereAreThree() {
        runner.run(context ->
                assertThat(context.getBean(ExecutorRegistry.class).all())
                        .extracting(executor -> executor.spec().name())
                        .containsExactly("cores", "io", "turns"));
    }

    @Test
    void aFourthNeedsNoCode() {
        runner.withPropertyValues(
                        "interim.executors.night.workers=3",
                        "interim.executors.night.threads=virtual",
                        "interim.executors.night.quantum=50ms",
                        "interim.executors.night.queue=fifo")
                .run(context ->
                        assertThat(context.getBean(ExecutorRegistry.class).named("night"))
                                .extracting(LaneExecutor::spec)
                                .isEqualTo(
                                        new ExecutorSpec(
                                                "night",
                                                3,
                                                ThreadKind.VIRTUAL,
                                                Duration.ofMillis(50),
                                                QueuePolicy.FIFO)));
    }

    @Test
    void oneOfAStandardNameReplacesThat() {
        runner.withPropertyValues("interim.executors.turns.workers=2")
                .run(context -> {
                    var registry = context.getBean(ExecutorRegistry.class);
                    assertThat(registry.all()).hasSize(3);
                    assertThat(registry.named("turns").spec().workers()).isEqualTo(2);
                });
    }

    @ParameterizedTest
    @CsvSource({
        "interim.executors.night.workers=0, 'executor ''night'' must have 1 to 1024 workers, not 0'",
        "interim.executors.night.quantum=2h, executor 'night' must have a quantum from 100 µs",
        "interim.executors.9lives.workers=1, an executor's name is a small letter followed by",
    })
    void badConfigurationStopsTheStartWithASentence(String property, String sentence) {
        runner.withPropertyValues(property)
                .run(context -> {
                    var failure = context.getStartupFailure();
                    assertThat(failure).isNotNull();
                    var analysis = new BadSettingAnalyzer().analyze(failure);
                    assertThat(analysis).isNotNull();
                    assertThat(analysis.getDescription()).startsWith(sentence);
                    assertThat(analysis.getAction()).startsWith("Change interim.executors.");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "interim.executors.night.threads=green",
        "interim.executors.night.queue=random",
        "interim.executors.night.quantum=soon",
        "interim.executors.night.workers=many",
    })
    void wordsThatAreNotKnownStopTheStart(String property) {
        runner.withPropertyValues(property).run(context -> assertThat(context).hasFailed());
    }
}
