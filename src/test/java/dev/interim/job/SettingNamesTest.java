package dev.interim.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/// Names that come from the environment, where those of other programs stand too.
class SettingNamesTest {
    private static void check(String source, String name) {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .forEach(it -> environment.getPropertySources().remove(it.getName()));
        environment.getPropertySources().addFirst(new MapPropertySource(source, Map.of(name, "1")));
        var beans = new DefaultListableBeanFactory();
        beans.registerBeanDefinition("job", new RootBeanDefinition(JobSettings.class));
        beans.registerBeanDefinition("source", new RootBeanDefinition(SourceSettings.class));
        beans.registerBeanDefinition("all", new RootBeanDefinition(ExecutorSettings.class));
        new SettingNames(environment).postProcessBeanFactory(beans);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INTERIM_BROWSER",
                "INTERIM_JOB_KEPT",
                "INTERIM_JOB_SNAPSHOTINTERVAL",
                "INTERIM_JOB_SNAPSHOT_INTERVAL",
                "INTERIM_SOURCE_PORTS_0",
                "INTERIM_SOURCE_PORTS_0_",
                "INTERIM_EXECUTORS_MINE_WORKERS",
                "PATH"
            })
    void variableIsGood(String name) {
        check("systemEnvironment", name);
        assertThat(name).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INTERIM_JOB_KPET", "INTERIM_SOURCE_PORT", "INTERIM_EXECUTORS_A_QUEU"})
    void variableIsMisspelt(String name) {
        assertThatThrownBy(() -> check("systemEnvironment", name))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining("there is no setting '" + name + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"interim.job.kpet", "interim.job.kept.more", "interim.jobs.kept"})
    void propertyOfTheMachineIsMisspelt(String name) {
        assertThatThrownBy(() -> check("systemProperties", name))
                .isInstanceOf(BadSettingException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"interim.html-validator", "interim.job.kept", "java.home"})
    void propertyOfTheMachineIsGood(String name) {
        check("systemProperties", name);
        assertThat(name).isNotEmpty();
    }
}
