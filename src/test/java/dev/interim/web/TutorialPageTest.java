package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// A newcomer's walk through `docs/tutorial.md`, word for word but for the port.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the commands are for bash")
class TutorialPageTest extends LiveService {
    private static final Path PAGE = Path.of("docs/tutorial.md");

    @Test
    void everyCommandDoesWhatThePageSays() throws IOException, InterruptedException {
        String page = Files.readString(PAGE);
        String commands = String.join("\n", blocks(page, "sh"));
        assertThat(commands).contains("localhost:8080");
        var shell =
                new ProcessBuilder(
                                "bash",
                                "-euc",
                                commands.replace("localhost:8080", "localhost:" + port))
                        .redirectErrorStream(true)
                        .start();
        var said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(said).isZero();
        var expected =
                blocks(page, "text").stream().flatMap(String::lines).collect(Collectors.toList());
        assertThat(expected).hasSizeGreaterThan(5);
        assertThat(said.lines()).containsSubsequence(expected);
        assertThat(said).containsPattern("seen: [1-9][0-9]* rows");
    }

    private static List<String> blocks(String page, String language) {
        return Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$")
                .matcher(page)
                .results()
                .map(it -> it.group(1))
                .toList();
    }
}
