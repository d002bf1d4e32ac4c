package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// `docs/operations.md` tells of every metric and every alert, and of no other.
class OperationsPageTest extends LiveService {
    private static final Path PAGE = Path.of("docs/operations.md");
    private static final Pattern ROW =
            Pattern.compile(
                    "(?m)^\\| `(interim_\\w+)` \\| (\\w+) \\| ([^|]+) \\| [^|]+ \\| [^|]+ \\|$");

    @Test
    void tellsOfEveryMetricWithItsTypeAndUnit() throws IOException {
        Map<String, String> told = new TreeMap<>();
        Map<String, String> units = new TreeMap<>();
        ROW.matcher(Files.readString(PAGE))
                .results()
                .forEach(row -> {
                    told.put(row.group(1), row.group(2));
                    units.put(row.group(1), row.group(3));
                });
        var types = new TreeMap<>(Scrape.of(get("/actuator/prometheus").body()).types());
        // The page says once that every histogram has one.
        types.keySet().removeIf(name -> name.endsWith("_max"));
        assertThat(told).isNotEmpty().isEqualTo(types);
        assertThat(units).allSatisfy((name, unit) -> assertThat(unit).isEqualTo(unit(name)));
    }

    private static String unit(String name) {
        return name.contains("_seconds") ? "seconds" : name.contains("_bytes") ? "bytes" : "–";
    }

    @Test
    void tellsOfEveryAlert() throws IOException {
        assertThat(names("(?m)^\\| `(Interim\\w+)` \\|", PAGE))
                .isNotEmpty()
                .isEqualTo(names("(?m)- alert: (\\w+)", Path.of("deploy/prometheus/alerts.yml")));
    }

    private static Set<String> names(String pattern, Path file) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(file))
                .results()
                .map(it -> it.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
