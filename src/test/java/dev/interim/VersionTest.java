package dev.interim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

/// What `java -jar interim.jar --version` prints.
final class VersionTest {
    @Test
    void namesProgramAndJavaWithoutStartingTheService() {
        var printed = new ByteArrayOutputStream();
        InterimApplication.printVersion(new PrintStream(printed));
        assertThat(printed)
                .asString()
                .matches("interim \\S+ \\(Java %s\\)\\R".formatted(quoted(Runtime.version())));
    }

    private static String quoted(Runtime.Version version) {
        return "\\Q" + version + "\\E";
    }
}
