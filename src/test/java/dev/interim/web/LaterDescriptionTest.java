package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.test.context.TestPropertySource;

/// A service of its own, which nobody has asked for its description.
@TestPropertySource(properties = "spring.application.name=description")
class LaterDescriptionTest extends LiveService {
    private static final List<String> DESCRIBING = List.of("openApiResource", "responseBuilder");

    @Autowired private ConfigurableListableBeanFactory beans;

    @Test
    void whatDescribesIsMadeWhenSomebodyAsks() {
        assertThat(beans.getBeanDefinitionNames()).containsAll(DESCRIBING);
        assertThat(DESCRIBING).noneMatch(beans::containsSingleton);
        assertThat(json(get("/v3/api-docs")).get("paths")).isNotEmpty();
        assertThat(DESCRIBING).allMatch(beans::containsSingleton);
    }
}
