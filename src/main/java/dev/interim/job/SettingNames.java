package dev.interim.job;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/// Stops the start where a setting of ours has a name that nobody reads: whoever misspells a limit
/// believes that it holds.
final class SettingNames implements BeanFactoryPostProcessor, PriorityOrdered {
    private static final String OURS = "interim.";

    /// What a map's entries are named by is known to the operator only.
    private static final String ANY = "*";

    private final ConfigurableEnvironment environment;

    SettingNames(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        List<String> known = new ArrayList<>();
        for (String bean : beans.getBeanNamesForAnnotation(ConfigurationProperties.class)) {
            Class<?> type = Objects.requireNonNull(beans.getType(bean));
            var properties =
                    AnnotatedElementUtils.findMergedAnnotation(type, ConfigurationProperties.class);
            if (properties != null && type.isRecord()) {
                collect(type, properties.prefix(), known);
            }
        }
        known.removeIf(name -> !name.startsWith(OURS));
        environment.getPropertySources().forEach(source -> check(source, known));
    }

    /// Before anybody believes what the settings say.
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    private static void collect(Class<?> type, String prefix, List<String> names) {
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + "." + component.getName();
            if (component.getType().equals(Map.class)) {
                Stream.of(type.getDeclaredClasses())
                        .filter(Class::isRecord)
                        .forEach(entry -> collect(entry, name + "." + ANY, names));
            } else {
                names.add(name.toLowerCase(Locale.ROOT));
            }
        }
    }

    private static void check(PropertySource<?> source, List<String> known) {
        if (source instanceof EnumerablePropertySource<?> listed) {
            for (String name : listed.getPropertyNames()) {
                if (!isGood(source.getName(), name, known)) {
                    throw new BadSettingException(
                            name,
                            new IllegalArgumentException(
                                    "there is no setting '%s', which is given in: %s"
                                            .formatted(name, source.getName())));
                }
            }
        }
    }

    private static boolean isGood(String source, String name, List<String> known) {
        return switch (source) {
            case StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME ->
                    isGoodVariable(name, known);
            // Programs beside us may be told something by a name of one word more.
            case StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME ->
                    name.split("\\.").length < 3 || isGoodName(name, known);
            default -> isGoodName(name, known);
        };
    }

    private static boolean isGoodName(String name, List<String> known) {
        String plain =
                name.toLowerCase(Locale.ROOT)
                        .replaceAll("\\[\\d+]", "")
                        .replaceAll("\\[[^]]*]", ".any")
                        .replaceAll("[-_]", "");
        return !plain.startsWith(OURS)
                || known.stream().anyMatch(it -> plain.matches(pattern(it, "[^.]+", "\\.")));
    }

    /// A variable is ours when it begins like a group of settings; its words may be joined or not.
    private static boolean isGoodVariable(String name, List<String> known) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("(_\\d+)+_?$", "");
        boolean isOurs =
                known.stream().anyMatch(it -> plain.startsWith(group(it).replace('.', '_') + "_"));
        String joined = plain.replace("_", "");
        return !isOurs || known.stream().anyMatch(it -> joined.matches(pattern(it, ".+", "")));
    }

    private static String group(String name) {
        return name.substring(0, name.indexOf('.', OURS.length()));
    }

    private static String pattern(String name, String any, String dot) {
        return name.replace(".", dot).replace(ANY, any);
    }
}
