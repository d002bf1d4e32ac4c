package dev.interim.web;

import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.stereotype.Component;

/// Makes what describes the interface when somebody asks for the description, not at the start,
/// which would be a sixth longer.
@Component
final class LaterDescription implements BeanFactoryPostProcessor {
    private static final String DESCRIBING = "org.springdoc.";

    /// Nobody asks these for anything: they tell others of themselves.
    private static final Set<String> TELLING =
            Set.of("modelConverterRegistrar", "springdocBeanFactoryPostProcessor");

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        for (String name : beans.getBeanDefinitionNames()) {
            var definition = beans.getBeanDefinition(name);
            if (describes(name, definition) && !TELLING.contains(name)) {
                definition.setLazyInit(true);
            }
        }
    }

    private static boolean describes(String name, BeanDefinition definition) {
        return Stream.of(name, definition.getBeanClassName(), definition.getFactoryBeanName())
                .anyMatch(LaterDescription::isTheirs);
    }

    private static boolean isTheirs(@Nullable String name) {
        return name != null && name.startsWith(DESCRIBING);
    }
}
