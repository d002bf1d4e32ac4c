package dev.interim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.OurCode.Arrow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The arrows drawn in `docs/architecture.md` are exactly the arrows of the code.
class ArchitecturePageTest {

    private static final Path PAGE = Path.of("docs/architecture.md");
    private static final Pattern DIAGRAM =
            Pattern.compile("^```mermaid$(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern ARROW =
            Pattern.compile("^\\s*([\\w.]+)\\s*-->\\s*([\\w.]+)\\s*$", Pattern.MULTILINE);

    @Test
    void drawsTheArrowsOfTheCode() throws IOException {
        SortedSet<Arrow> drawn = drawn(Files.readString(PAGE));
        SortedSet<Arrow> real = OurCode.arrows();
        assertThat(drawn)
                .withFailMessage(() ->
                        "%s draws other arrows than the code has. Paste this:%n%n%s"
                                .formatted(PAGE, diagram(real)))
                .isEqualTo(real);
    }

    private static SortedSet<Arrow> drawn(String page) {
        return DIAGRAM.matcher(page)
                .results()
                .map(diagram -> diagram.group(1))
                .flatMap(diagram -> ARROW.matcher(diagram).results())
                .map(ArchitecturePageTest::arrow)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Arrow arrow(MatchResult match) {
        return new Arrow(match.group(1), match.group(2));
    }

    private static String diagram(SortedSet<Arrow> arrows) {
        return arrows.stream()
                .map(arrow -> "    " + arrow)
                .collect(Collectors.joining("\n", "```mermaid\nflowchart TD\n", "\n```\n"));
    }
}
