package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/// A service whose spans nobody collects.
class NoSpansTest extends LiveService {
    @Autowired private ConfigurableListableBeanFactory beans;

    @Test
    void hasNothingThatMakesSpans() {
        assertThat(
                        Stream.of(beans.getBeanDefinitionNames())
                                .map(beans::getType)
                                .map(String::valueOf)
                                .filter(it ->
                                        it.contains("racing") || it.contains("opentelemetry")))
                .isEmpty();
        assertThat(beans.getBeanDefinitionNames()).contains("prometheusMeterRegistry");
    }
}
