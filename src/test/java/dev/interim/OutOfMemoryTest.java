package dev.interim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.fixture.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A service without memory ends, so that somebody starts it anew, instead of being there and doing
/// nothing.
@Timeout(60)
class OutOfMemoryTest {
    private static final Path OPTIONS = Path.of("deploy/java.options");
    private static final String ENDING = "-XX:+ExitOnOutOfMemoryError";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// The status with which Java ends then.
    private static final int OUT_OF_MEMORY = 3;

    @Test
    void endsTheProcess() throws InterruptedException {
        try (var service = hoarding("@" + OPTIONS)) {
            assertThat(service.status(PATIENCE)).isEqualTo(OUT_OF_MEMORY);
        }
    }

    /// Otherwise the test before would show nothing.
    @Test
    void leavesAServiceBehindWithoutTheOption() throws InterruptedException {
        try (var service = hoarding("-XX:-ExitOnOutOfMemoryError")) {
            service.lineWith(Pattern.compile(Hoard.FULL));
            assertThat(service.isAlive()).isTrue();
            service.kill();
        }
    }

    private static ServiceProcess hoarding(String option) {
        return new ServiceProcess(
                Hoard.class.getName(),
                List.of("-Xmx96m", option),
                List.of("--spring.main.banner-mode=off"));
    }

    @Test
    void optionsOfEveryDeploymentEndTheProcess() throws IOException {
        assertThat(Files.readAllLines(OPTIONS)).contains(ENDING);
    }

    @ParameterizedTest
    @CsvSource({
        "Dockerfile,                     @/app/java.options",
        "deploy/systemd/interim.service, @/opt/interim/java.options",
        "deploy/systemd/interim.service, --add-modules jdk.incubator.vector",
        "deploy/systemd/interim.service, aot-cache /opt/interim --add-modules jdk.incubator.vector",
        "pom.xml,                        --add-modules jdk.incubator.vector",
        "pom.xml,                        -XX:+ExitOnOutOfMemoryError"
    })
    void everyWayToStartHasThem(Path file, String options) throws IOException {
        assertThat(Files.readString(file)).contains(options);
    }
}
