package dev.interim;

import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModuleDetectionStrategy;
import org.springframework.modulith.core.ApplicationModuleInformation;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.core.JavaPackage;
import org.springframework.modulith.core.NamedInterface;
import org.springframework.modulith.core.NamedInterfaces;

/// Nested packages are invisible outside their module, except those right below `engine`.
class ModulesTest {

    @Test
    void modulesKeepTheirInsidesToThemselves() {
        // Said, because Modulith does not take the folder of -Dquick for one of tests.
        ImportOption notTests = location -> !location.contains("/test-classes/");
        ApplicationModules.of(InterimApplication.class, notTests).verify();
    }

    /// Every package below `dev.interim` is a module. `engine` is a library: the packages right
    /// below it are its interfaces, those below them (`engine.scan.csv`) are not. Said here and not
    /// by an annotation, because `engine` knows no framework.
    static final class EngineShowsItsPackages implements ApplicationModuleDetectionStrategy {

        @Override
        public Stream<JavaPackage> getModuleBasePackages(JavaPackage root) {
            return ApplicationModuleDetectionStrategy.directSubPackage()
                    .getModuleBasePackages(root);
        }

        @Override
        public NamedInterfaces detectNamedInterfaces(
                JavaPackage module, ApplicationModuleInformation information) {
            NamedInterfaces own = NamedInterfaces.of(module, information);
            return module.getLocalName().equals("engine")
                    ? own.and(
                            module.getDirectSubPackages().stream()
                                    .map(NamedInterface::unnamed)
                                    .toList())
                    : own;
        }
    }
}
