package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// JSON over HTTP: the same numbers in every mode, and as separated values give.
@Timeout(120)
class JsonDatasetTest extends LiveService {
    private static final List<String> MODES = List.of("sequential", "concurrent", "parallel");
    private static final int ROWS = 20_000;

    /// The same table three times.
    private record Table(String csv, String lines, String array) {
        static Table of(int rows) {
            var random = new SplittableRandom(20_261_123);
            var csv = new StringBuilder("id,price,day,city,isOpen,owner.name\n");
            List<String> objects = new ArrayList<>();
            for (int i = 0; i < rows; i++) {
                String price = String.format(Locale.ROOT, "%.2f", random.nextInt(100_000) / 100.0);
                String day = "2026-0%d-1%d".formatted(1 + random.nextInt(9), random.nextInt(10));
                String city = "Halle, \"Saale\" " + random.nextInt(300);
                boolean isOpen = random.nextBoolean();
                String owner = random.nextInt(4) == 0 ? "" : "ö" + random.nextInt(9_000);
                csv.append(i).append(',').append(price).append(',').append(day).append(",\"");
                csv.append(city.replace("\"", "\"\"")).append("\",").append(isOpen).append(',');
                csv.append(owner).append('\n');
                objects.add(
                        "{\"id\":%d,\"price\":%s,\"day\":\"%s\",\"city\":\"%s\",\"isOpen\":%s%s}"
                                .formatted(
                                        i,
                                        price,
                                        day,
                                        city.replace("\"", "\\\""),
                                        isOpen,
                                        owner.isEmpty()
                                                ? ""
                                                : ",\"owner\":{\"name\":\"%s\"}".formatted(owner)));
            }
            return new Table(
                    csv.toString(),
                    String.join("\n", objects),
                    "[" + String.join(",\n", objects) + "]");
        }
    }

    private String uploaded(String query, String data) {
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        return accepted(
                post(
                        "/jobs?" + query,
                        "application/octet-stream",
                        BodyPublishers.ofByteArray(bytes)));
    }

    /// The result without what belongs to the job and not to the data.
    private JsonNode numbers(String query, String data) {
        var result = (ObjectNode) result(uploaded(query, data));
        assertThat(result.get("scope").asString()).isEqualTo("whole");
        return result.remove(Set.of("jobId", "takenAt", "sequence"));
    }

    private JsonNode sameInEveryMode(String data) {
        return sameInEveryMode("", data);
    }

    private JsonNode sameInEveryMode(String query, String data) {
        List<JsonNode> results = new ArrayList<>();
        for (String mode : MODES) {
            results.add(numbers(query + "mode=" + mode, data));
        }
        assertThat(results).hasSize(3).allMatch(results.getFirst()::equals);
        return results.getFirst();
    }

    @Test
    void linesAnArrayAndSeparatedValuesSayTheSameInEveryMode() {
        var table = Table.of(ROWS);
        var lines = sameInEveryMode(table.lines());
        var array = sameInEveryMode(table.array());
        var csv = numbers("mode=parallel", table.csv());
        assertThat(lines.get("rows").asLong()).isEqualTo(ROWS);
        assertThat(lines.get("malformedRows").asLong()).isZero();
        assertThat(lines.get("columns")).hasSameSizeAs(csv.get("columns"));
        for (int i = 0; i < csv.get("columns").size(); i++) {
            var wanted = csv.get("columns").get(i);
            for (JsonNode found :
                    List.of(lines.get("columns").get(i), array.get("columns").get(i))) {
                for (String name : List.of("name", "index", "type", "count", "nulls", "types")) {
                    assertThat(found.get(name)).as(name).isEqualTo(wanted.get(name));
                }
                assertThat(found.get("temporal")).isEqualTo(wanted.get("temporal"));
                assertThat(found.get("text")).isEqualTo(wanted.get("text"));
                assertThat(found.at("/distinct/estimate"))
                        .isEqualTo(wanted.at("/distinct/estimate"));
                assertThat(found.at("/numeric/sum")).isEqualTo(wanted.at("/numeric/sum"));
                assertThat(found.at("/numeric/max")).isEqualTo(wanted.at("/numeric/max"));
            }
        }
    }

    @Test
    void columnsAreNamedByTheirPathsAndChosenByThem() {
        String data = "{\"a\":{\"b\":1,\"c\":[1,2]},\"d\":\"x\"}\n{\"d\":\"NA\",\"a.b\":5}\n";
        var all = numbers("format=ndjson", data);
        assertThat(all.get("columns").valueStream().map(column -> column.get("name").asString()))
                .containsExactly("a.b", "a.c.length", "d", "a.b_2");
        assertThat(all.at("/columns/0/nulls").asLong()).isEqualTo(1);
        assertThat(all.at("/columns/1/numeric/sum").asDouble()).isEqualTo(2);
        assertThat(all.at("/columns/2/nulls").asLong()).isZero();
        var some = numbers("columns=a.c", data);
        assertThat(some.get("columns").valueStream().map(column -> column.get("name").asString()))
                .containsExactly("a.c.length");
    }

    @Test
    void nullTokensCountInJsonWhenTheyAreGiven() throws IOException {
        var file = ROOT.resolve("nulls.ndjson");
        Files.writeString(file, "{\"d\":\"NA\"}\n{\"d\":\"\"}\n");
        var spec = JSON.createObjectNode().put("format", "ndjson");
        spec.putObject("source").put("uri", file.toUri().toString());
        spec.putObject("csv").putArray("nulls").add("NA");
        var result = result(accepted(postJson("/jobs", spec.toString())));
        assertThat(result.at("/columns/0/nulls").asLong()).isEqualTo(1);
    }

    @Test
    void theArrayOfRecordsIsNamedInTheQueryOrTheSpec() throws IOException {
        String data =
                "{\"result\":{\"records\":[{\"a\":1},{\"a\":2}],\"fields\":[{\"id\":\"a\"}]}}";
        var byQuery = sameInEveryMode("json.records=result.records&", data);
        assertThat(byQuery.get("rows").asLong()).isEqualTo(2);
        var file = ROOT.resolve("wrapped.json");
        Files.writeString(file, data);
        var spec = JSON.createObjectNode();
        spec.putObject("source").put("uri", file.toUri().toString());
        spec.putObject("json").put("records", "result.fields");
        var bySpec = result(accepted(postJson("/jobs", spec.toString())));
        assertThat(bySpec.at("/columns/0/name").asString()).isEqualTo("id");
        assertThat(sameInEveryMode(data).get("rows").asLong()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"csv,a,json.records is for one JSON value", "auto,a..b,json.records must be keys"})
    void recordsThatCannotBeNamedAreRefused(String format, String records, String detail) {
        var answer =
                post(
                        "/jobs?format=%s&json.records=%s".formatted(format, records),
                        "application/octet-stream",
                        BodyPublishers.ofString("{}"));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body().toString()).contains(detail);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "csv|[{\"a\":1}]|the dataset is not separated values but JSON",
                "tsv|{\"a\":1}|the dataset is not separated values but JSON",
                "ndjson|a,b|the dataset is not NDJSON: byte 0 does not start an object",
                "ndjson|[{\"a\":1}]|the dataset is not NDJSON: byte 0 does not start an object",
                "json|a,b|the dataset is not JSON: byte 0 starts neither an array of objects nor",
                "json|{\"a\":1}{\"a\":1}|the dataset is not one JSON value: there is more at byte 7",
                "auto|[]|the dataset has no records",
                "auto|[1,2]|the dataset is a JSON array, but no object stands at byte 1",
                "auto|{\"a\":x}|none of the 1 records can be read: the first, at byte 0, is no JSON",
                "auto|[{\"a\":1},{\"a\":x}]|the dataset is no JSON: expected a value at byte 14",
            })
    void dataOfAnotherFormatFailsAsMalformed(String format, String data, String detail) {
        var job = ended(uploaded("format=" + format, data));
        assertThat(job.get("state").asString()).isEqualTo("failed");
        assertThat(job.at("/failure/kind").asString()).isEqualTo("malformed-data");
        assertThat(job.at("/failure/detail").asString()).startsWith(detail);
    }

    @Test
    void whatStoodBeforeABreakStaysReadable() {
        String good = "{\"a\":1},".repeat(50_000);
        String id = uploaded("mode=parallel", "[" + good + "}," + good + "]");
        assertThat(ended(id).at("/failure/detail").asString())
                .isEqualTo("the dataset is no JSON: expected an object at byte 400001");
        var result = result(id);
        assertThat(result.get("rows").asLong()).isEqualTo(50_000);
        assertThat(result.get("scope").asString()).isEqualTo("prefix");
        assertThat(result.get("final").asBoolean()).isTrue();
    }
}
