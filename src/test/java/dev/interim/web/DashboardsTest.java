package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interim.fixture.Prometheus;
import dev.interim.fixture.Promtool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The dashboards and alerts in `deploy` speak of what a running service says.
class DashboardsTest extends LiveService {
    private static final Path DASHBOARDS = Path.of("deploy/grafana/dashboards");
    private static final Path ALERTS = Path.of("deploy/prometheus/alerts.yml");

    /// Names of ours, of the framework and of the machine below it.
    private static final Pattern METRIC = Pattern.compile("\\b(interim|jvm|http)_\\w+");

    private static final Pattern SAMPLE = Pattern.compile("(?m)^(\\w+)(\\{.*})? \\S+$");

    private static List<JsonNode> dashboards() throws IOException {
        try (var files = Files.list(DASHBOARDS)) {
            return files.sorted().map(DashboardsTest::json).toList();
        }
    }

    private static JsonNode json(Path file) {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> queries() throws IOException {
        List<String> queries = new ArrayList<>();
        for (JsonNode dashboard : dashboards()) {
            for (JsonNode panel : dashboard.get("panels")) {
                panel.get("targets").forEach(it -> queries.add(it.get("expr").asString()));
            }
        }
        assertThat(queries).hasSizeGreaterThan(30);
        return queries;
    }

    private Set<String> samples() {
        get("/modes");
        return SAMPLE.matcher(get("/actuator/prometheus").body())
                .results()
                .map(it -> it.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> metrics(String text) {
        return METRIC.matcher(text).results().map(it -> it.group()).distinct().toList();
    }

    @Test
    void everyMetricOfADashboardIsThere() throws IOException {
        assertThat(samples()).containsAll(metrics(String.join("\n", queries())));
    }

    @Test
    void everyMetricOfAnAlertIsThere() throws IOException {
        var metrics = metrics(Files.readString(ALERTS));
        assertThat(metrics).hasSizeGreaterThan(3);
        assertThat(samples()).containsAll(metrics);
    }

    @Test
    void everyMetricOfOursIsOnADashboard() throws IOException {
        var shown = metrics(String.join("\n", queries()));
        var families = Scrape.of(get("/actuator/prometheus").body()).types().keySet();
        assertThat(families)
                .isNotEmpty()
                .filteredOn(family -> !family.endsWith("_max"))
                .allMatch(family -> shown.stream().anyMatch(it -> it.startsWith(family)));
    }

    @Test
    void everyQueryIsOne() throws IOException, InterruptedException {
        var rules = new StringBuilder("groups: [{name: panels, rules: [");
        int count = 0;
        for (String query : queries()) {
            rules.append(
                    "{record: \"panel:%d\", expr: %s},"
                            .formatted(++count, JSON.writeValueAsString(plain(query))));
        }
        var answer = checked(rules.append("]}]").toString());
        assertThat(answer.text()).contains("SUCCESS: %d rules found".formatted(count));
        assertThat(answer.status()).isZero();
        assertThat(
                        checked("groups: [{name: g, rules: [{record: \"a\", expr: \"sum(\"}]}]")
                                .status())
                .isNotZero();
    }

    /// A query as it is when the dashboard has filled in what it knows.
    private static String plain(String query) {
        return query.replace("$__rate_interval", "1m");
    }

    private static Promtool.Answer checked(String rules) throws IOException, InterruptedException {
        var file = Files.createTempFile("interim-panels-", ".yml");
        try {
            Files.writeString(file, rules);
            return Promtool.here().run("", "check", "rules", file.toString());
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void alertsRingWhenTheyShouldAndOnlyThen() throws IOException, InterruptedException {
        var answer = Promtool.here().run("", "test", "rules", "deploy/prometheus/alerts-test.yml");
        assertThat(answer.text()).contains("SUCCESS");
        assertThat(answer.status()).as(answer.text()).isZero();
        var tested = Files.readString(Path.of("deploy/prometheus/alerts-test.yml"));
        assertThat(names("(?m)- alert: (\\w+)", Files.readString(ALERTS)))
                .isEqualTo(names("alertname: (\\w+)", tested));
    }

    private static Set<String> names(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(it -> it.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// All of it for real: counters must have risen between two looks at the service, and so
    /// something must have happened there.
    @Test
    void everyPanelShowsSomething(@TempDir Path folder) throws IOException, InterruptedException {
        try (var prometheus = new Prometheus(folder, port)) {
            await().until(() -> isNumber(prometheus, "interim_rows_total"));
            everythingHappens();
            var empty = new TreeSet<>(queries());
            await().untilAsserted(() -> {
                empty.removeIf(query -> isNumber(prometheus, plain(query)));
                assertThat(empty).isEmpty();
            });
            assertThat(isNumber(prometheus, "interim_of_nobody")).isFalse();
            assertThat(prometheus.data("rules").get("groups")).hasSize(1);
            assertThat(prometheus.query("ALERTS{alertstate=\"firing\"}")).isEmpty();
        }
    }

    private void everythingHappens() {
        for (String mode : List.of("sequential", "concurrent", "parallel")) {
            result(started("mode=" + mode + "&uri=sample:trips"));
        }
        get("/jobs/" + newId());
        follow(started("uri=sample:trips")).rest();
    }

    /// Whether at least one series has a number: what nobody did lately has no quantile.
    private static boolean isNumber(Prometheus prometheus, String query) {
        try {
            return prometheus
                    .query(query)
                    .valueStream()
                    .anyMatch(it ->
                            Double.isFinite(Double.parseDouble(it.at("/value/1").asString())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Test
    void prometheusTakesItsConfiguration() throws IOException, InterruptedException {
        var answer = Promtool.here().run("", "check", "config", "deploy/prometheus/prometheus.yml");
        assertThat(answer.status()).as(answer.text()).isZero();
    }
}
