package dev.interim.engine.source;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `docs/reliability.md` has a row for every fault of a hostile origin, and names tests that exist.
class ReliabilityPageTest {
    private static final Path PAGE = Path.of("docs/reliability.md");
    private static final Path TESTS = Path.of("src/test/java");
    private static final Pattern ROW =
            Pattern.compile("\\| .+ \\| .+ \\| `(\\w+)(?:\\.(\\w+))?`(?: [A-Z_]+)? \\|");

    @Test
    void hasARowForEveryFault() throws IOException {
        List<String> lines = Files.readAllLines(PAGE);
        List<String> missing =
                Stream.of(Fault.values())
                        .map(ReliabilityPageTest::row)
                        .filter(row -> !lines.contains(row))
                        .toList();
        assertThat(missing)
                .withFailMessage(() ->
                        "%s lacks these rows. Paste:%n%n%s%n"
                                .formatted(PAGE, missing.stream().collect(joining("\n"))))
                .isEmpty();
    }

    @Test
    void hasNoRowForAFaultThatNobodyTests() throws IOException {
        List<String> known = Stream.of(Fault.values()).map(ReliabilityPageTest::row).toList();
        assertThat(Files.readAllLines(PAGE))
                .filteredOn(line -> line.startsWith("| ") && line.contains("`HostileOriginTest` "))
                .isSubsetOf(known);
    }

    @Test
    void namesOnlyTestsThatExist() throws IOException {
        List<Matcher> rows =
                Files.readAllLines(PAGE).stream()
                        .filter(line -> line.startsWith("| ") && line.contains("`"))
                        .map(ROW::matcher)
                        .toList();
        assertThat(rows).hasSizeGreaterThan(Fault.values().length).allMatch(Matcher::matches);
        for (Matcher row : rows) {
            String source = Files.readString(sourceOf(row.group(1)));
            if (row.group(2) != null) {
                assertThat(source).contains("void " + row.group(2) + "(");
            }
        }
    }

    private static String row(Fault fault) {
        return "| %s | %s | `HostileOriginTest` %s |".formatted(fault.what, fault.outcome, fault);
    }

    private static Path sourceOf(String test) throws IOException {
        try (Stream<Path> files = Files.walk(TESTS)) {
            return files.filter(file -> file.endsWith(test + ".java"))
                    .findAny()
                    .orElseThrow(() -> new AssertionError("there is no " + test));
        }
    }
}
