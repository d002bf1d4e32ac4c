package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.failure.FailureKind;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// The published description (OpenAPI) is whole, true, and works when it is tried.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiDescriptionTest extends LiveService {
    private static final Set<String> STARTS =
            Set.of("202", "400", "403", "413", "422", "429", "502", "503");
    private static final Set<String> RACES =
            Set.of("202", "400", "403", "413", "422", "429", "502");
    private static final Set<String> STARTS_AS =
            Set.of("202", "400", "403", "409", "413", "422", "429", "502", "503");

    /// Every endpoint of the contract that exists, with the statuses it may answer.
    private static final Map<String, Set<String>> ENDPOINTS =
            Map.ofEntries(
                    Map.entry("post /jobs", STARTS),
                    Map.entry("put /jobs", STARTS),
                    Map.entry("put /jobs/{id}", STARTS_AS),
                    Map.entry("get /jobs", Set.of("200", "400")),
                    Map.entry("get /jobs/{id}", Set.of("200", "404")),
                    Map.entry("patch /jobs/{id}", Set.of("200", "400", "404", "409", "415")),
                    Map.entry("delete /jobs/{id}", Set.of("202", "204", "404")),
                    Map.entry("get /jobs/{id}/result", Set.of("200", "204", "304", "404")),
                    Map.entry("get /jobs/{id}/events", Set.of("200", "204", "400", "404", "503")),
                    Map.entry("get /jobs/{id}/profile", Set.of("200", "204", "404")),
                    Map.entry("post /profiles/merge", Set.of("200", "400", "413", "422")),
                    Map.entry("get /jobs/{id}/timeline", Set.of("200", "404")),
                    Map.entry("post /tickets", Set.of("201", "400", "404", "429")),
                    Map.entry("post /races", RACES),
                    Map.entry("get /races/{id}", Set.of("200", "404")),
                    Map.entry("get /modes", Set.of("200")),
                    Map.entry("get /executors", Set.of("200")));

    /// What every operation may answer beside that.
    private static final Set<String> COMMON = Set.of("403", "406", "default");

    @Autowired private SchemaTexts texts;

    private JsonNode api;
    private Described described;

    /// An operation under its method and path.
    record Operation(String name, JsonNode node) {
        String path() {
            return name.substring(name.indexOf(' ') + 1);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /// A body that the description gives as an example.
    record Example(Operation operation, String type, String name, JsonNode value) {
        @Override
        public String toString() {
            return operation + " " + type + " " + name;
        }
    }

    @BeforeAll
    void read() {
        api = json(get("/v3/api-docs"));
        described = new Described(api);
    }

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        for (var path : api.get("paths").properties()) {
            for (var method : path.getValue().properties()) {
                operations.add(
                        new Operation(method.getKey() + " " + path.getKey(), method.getValue()));
            }
        }
        return operations;
    }

    List<Example> examples() {
        List<Example> examples = new ArrayList<>();
        for (Operation operation : operations()) {
            for (var content : operation.node().at("/requestBody/content").properties()) {
                for (var example : content.getValue().path("examples").properties()) {
                    examples.add(
                            new Example(
                                    operation,
                                    content.getKey(),
                                    example.getKey(),
                                    example.getValue().get("value")));
                }
            }
        }
        return examples;
    }

    @Test
    void everyEndpointOfTheContractIsThereAndNoOther() {
        assertThat(operations())
                .extracting(Operation::name)
                .containsExactlyInAnyOrderElementsOf(ENDPOINTS.keySet());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyOperationIsExplained(Operation operation) {
        var node = operation.node();
        assertThat(node.get("operationId").asString()).matches("[a-z]+([A-Z][a-z]+)+");
        assertThat(node.get("summary").asString()).matches("[A-Z].{5,60}[^.]");
        assertThat(node.get("description").asString()).hasSizeGreaterThan(20);
        assertThat(node.get("tags")).isNotEmpty();
        assertThat(node.path("parameters"))
                .allSatisfy(parameter ->
                        assertThat(parameter.get("description").asString()).isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyAnswerIsDescribed(Operation operation) {
        var responses = operation.node().get("responses");
        var expected = new TreeSet<>(ENDPOINTS.get(operation.name()));
        expected.addAll(COMMON);
        assertThat(responses.propertyNames()).containsExactlyInAnyOrderElementsOf(expected);
        for (var response : responses.properties()) {
            int status =
                    response.getKey().equals("default") ? 500 : Integer.parseInt(response.getKey());
            assertThat(response.getValue().get("description").asString()).isNotBlank();
            assertThat(response.getValue().path("headers"))
                    .allMatch(header -> !header.get("description").asString().isBlank());
            var content = response.getValue().path("content");
            if (status >= 400) {
                assertThat(content.at("/application~1problem+json/schema/$ref").asString())
                        .isEqualTo("#/components/schemas/Problem");
            } else if (status == 204 || status == 304) {
                assertThat(content).isEmpty();
            } else {
                assertThat(content).isNotEmpty();
            }
        }
    }

    /// What is described in the components: `Job`, `Job.state`, …
    private Map<String, JsonNode> described() {
        Map<String, JsonNode> described = new TreeMap<>();
        for (var schema : api.at("/components/schemas").properties()) {
            described.put(schema.getKey(), schema.getValue());
            for (var property : schema.getValue().path("properties").properties()) {
                described.put(schema.getKey() + "." + property.getKey(), property.getValue());
            }
        }
        return described;
    }

    @Test
    void everySchemaAndEveryPropertyIsExplained() {
        assertThat(described()).hasSizeGreaterThan(200);
        assertThat(described())
                .allSatisfy((name, schema) ->
                        assertThat(schema.path("description").asString("")).isNotBlank());
    }

    @Test
    void noTextExplainsWhatIsNotThere() {
        assertThat(described().keySet()).containsAll(texts.names());
    }

    @Test
    void recordsOfOneNameAreNotTakenForEachOther() {
        assertThat(api.at("/components/schemas/Gap/properties").propertyNames()).contains("exact");
        assertThat(SchemaNulls.records())
                .extracting(SchemaNulls::name)
                .hasSizeGreaterThan(40)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyAnswerHasAnExampleThatIsTrue(Operation operation) {
        for (var response : operation.node().get("responses").properties()) {
            for (var content : response.getValue().path("content").properties()) {
                if (content.getKey().equals("application/octet-stream")) {
                    continue;
                }
                var examples = content.getValue().path("examples");
                assertThat(examples.propertyNames()).as(response.getKey()).isNotEmpty();
                for (String name : examples.propertyNames()) {
                    var example = api.at("/components/examples/" + name);
                    assertThat(example.get("summary").asString()).isNotBlank();
                    assertThat(faults(content.getValue().get("schema"), example.get("value"), name))
                            .as(operation + " " + response.getKey() + " " + name)
                            .isEmpty();
                }
            }
        }
    }

    private List<String> faults(JsonNode schema, JsonNode value, String name) {
        if (schema.has("items")) {
            return value.valueStream()
                    .flatMap(item -> faults(schema.get("items"), item, name).stream())
                    .toList();
        }
        if (!schema.has("$ref")) {
            return value.isString() ? List.of() : List.of("no text");
        }
        String reference = schema.get("$ref").asString();
        String of = reference.substring(reference.lastIndexOf('/') + 1);
        return described.faults(of.equals("Event") ? eventSchema(value) : of, value);
    }

    private static String eventSchema(JsonNode event) {
        String type = event.get("event").asString();
        return Character.toUpperCase(type.charAt(0)) + type.substring(1) + "Event";
    }

    @Test
    void everyEventIsWhatIsDescribed() {
        String id = uploaded("a,b\n1,2\n3\n");
        String lines = get("/jobs/" + id + "/events", "Accept", "application/x-ndjson").body();
        var events = lines.lines().filter(line -> !line.isEmpty()).map(JSON::readTree).toList();
        assertThat(events).extracting(event -> event.get("event").asString()).contains("warning");
        assertThat(events)
                .allSatisfy(
                        event -> assertThat(described.faults(eventSchema(event), event)).isEmpty());
    }

    @Test
    void operationIdsAreUnique() {
        assertThat(operations())
                .extracting(operation -> operation.node().get("operationId").asString())
                .doesNotHaveDuplicates()
                .contains("startJob", "uploadDataset", "followJob", "getResult", "changeJob");
    }

    /// The schemes are described all the same, for who runs it where others reach it.
    @Test
    void nobodyIsAskedWhoTheyAre() {
        assertThat(api.get("security").get(0)).isEmpty();
        assertThat(operations())
                .filteredOn(operation -> operation.node().has("security"))
                .allMatch(operation -> operation.node().at("/security/0").isEmpty());
        assertThat(operations())
                .noneMatch(operation -> operation.node().at("/responses").has("401"));
        assertThat(api.at("/components/securitySchemes/key/in").asString()).isEqualTo("header");
    }

    @Test
    void groupsStandInTheOrderInWhichTheyAreNeeded() {
        assertThat(api.get("tags"))
                .extracting(tag -> tag.get("name").asString())
                .containsExactly("Jobs", "Events", "Timeline", "Profiles", "Races", "Choices");
        assertThat(api.get("tags")).allMatch(tag -> tag.has("description"));
    }

    @Test
    void headersAreDescribed() {
        assertThat(api.at("/paths/~1jobs/post/responses/202/headers/Location").isObject()).isTrue();
        assertThat(api.at("/paths/~1jobs/post/responses/429/headers/Retry-After").isObject())
                .isTrue();
        assertThat(api.at("/paths/~1jobs~1{id}~1result/get/responses/200/headers/ETag").isObject())
                .isTrue();
    }

    @Test
    void whatTheQueryMayHoldIsWhatIsRead() {
        assertThat(queryOf("/jobs", "post"))
                .containsExactlyInAnyOrderElementsOf(SpecReader.PARAMETERS);
        assertThat(queryOf("/jobs", "put"))
                .containsExactlyInAnyOrderElementsOf(SpecReader.PARAMETERS);
        assertThat(queryOf("/races", "post"))
                .containsExactlyInAnyOrderElementsOf(RaceSpec.PARAMETERS);
    }

    @Test
    void whateverStartsJobsTakesAKey() {
        for (String call : List.of("post /jobs", "put /jobs", "put /jobs/{id}", "post /races")) {
            String[] parts = call.split(" ", -1);
            var key =
                    api.get("paths")
                            .get(parts[1])
                            .get(parts[0])
                            .get("parameters")
                            .valueStream()
                            .filter(it -> it.get("name").asString().equals("Idempotency-Key"))
                            .toList();
            assertThat(key).as(call).hasSize(1);
            assertThat(key.getFirst().get("in").asString()).isEqualTo("header");
            assertThat(key.getFirst().at("/schema/maxLength").asInt()).isEqualTo(200);
        }
    }

    private List<String> queryOf(String path, String method) {
        return api.get("paths")
                .get(path)
                .get(method)
                .get("parameters")
                .valueStream()
                .filter(parameter -> parameter.get("in").asString().equals("query"))
                .map(parameter -> parameter.get("name").asString())
                .toList();
    }

    @Test
    void whatTheBodyMayBeIsSaid() {
        for (String method : List.of("post", "put")) {
            assertThat(
                            api.get("paths")
                                    .get("/jobs")
                                    .get(method)
                                    .at("/requestBody/content")
                                    .propertyNames())
                    .contains("application/json", "text/csv", "application/octet-stream");
        }
    }

    @Test
    void everyKindOfProblemIsNamed() {
        assertThat(api.at("/components/schemas/Problem/properties/kind/enum"))
                .extracting(JsonNode::asString)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(FailureKind.values()).map(FailureKind::label).toList());
    }

    @Test
    void everyEventHasASchema() {
        var schema =
                api.at("/paths/~1jobs~1{id}~1events/get/responses/200/content/text~1event-stream")
                        .get("schema");
        assertThat(schema.get("$ref").asString()).isEqualTo("#/components/schemas/Event");
        var mapping = api.at("/components/schemas/Event/discriminator/mapping");
        assertThat(mapping.propertyNames())
                .containsExactlyInAnyOrder(
                        "state", "progress", "snapshot", "warning", "gap", "done");
        assertThat(api.at("/components/schemas/Event/oneOf")).hasSize(6);
    }

    @Test
    void examplesAreThere() {
        assertThat(examples())
                .extracting(Example::toString)
                .contains(
                        "post /jobs application/json sample",
                        "post /jobs application/json everything",
                        "post /jobs text/csv csv",
                        "put /jobs text/csv csv",
                        "patch /jobs/{id} application/json pause",
                        "post /races application/json sample");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleWorksWhenItIsTried(Example example) {
        String job = started("uri=" + encoded("sample:trips?rate=100kB"));
        String body =
                example.value().isString()
                        ? example.value().asString()
                        : example.value().toString();
        String method = example.operation().name().split(" ", 2)[0].toUpperCase(Locale.ROOT);
        String id = method.equals("PUT") ? newId() : job;
        var answer =
                send(
                        request(example.operation().path().replace("{id}", id))
                                .header("Content-Type", example.type())
                                .method(method, BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 202);
        for (JsonNode started : startedBy(answer)) {
            assertThat(ended(started.get("id").asString()).get("state").asString())
                    .isEqualTo("succeeded");
        }
        delete(job);
        ended(job);
    }

    /// The jobs that were started: one, or those of a race.
    private static List<JsonNode> startedBy(HttpResponse<String> answer) {
        if (answer.statusCode() != 202) {
            return List.of();
        }
        var body = json(answer);
        return body.has("runs")
                ? body.get("runs").valueStream().map(run -> run.get("job")).toList()
                : List.of(body);
    }

    @Test
    void racesAreWhatIsDescribed() {
        var race = json(post("/races?uri=sample:trips&modes=sequential,parallel"));
        assertThat(described.faults("Race", race)).isEmpty();
        race.get("runs").forEach(run -> ended(run.get("job").get("id").asString()));
        var links = race.get("links").get("self").asString();
        assertThat(described.faults("Race", json(get(links)))).isEmpty();
    }

    @Test
    void answersAreWhatIsDescribed() {
        String id = started("uri=" + encoded("sample:trips?rate=8MB"));
        assertThat(described.faults("Job", job(id))).isEmpty();
        try (var events = follow(id)) {
            for (var event : events.rest()) {
                String schema =
                        switch (event.type()) {
                            case "state", "done" -> "Job";
                            case "progress" -> "Progress";
                            case "snapshot" -> "Snapshot";
                            default -> throw new AssertionError(event);
                        };
                assertThat(described.faults(schema, data(event))).as(event.data()).isEmpty();
            }
        }
        assertThat(described.faults("Snapshot", result(id))).isEmpty();
        assertThat(described.faults("Timeline", json(get("/jobs/" + id + "/timeline")))).isEmpty();
        assertThat(described.faults("JobPage", json(get("/jobs?limit=2")))).isEmpty();
        assertThat(json(get("/modes"))).allMatch(it -> described.faults("Mode", it).isEmpty());
        assertThat(json(get("/executors")))
                .allMatch(it -> described.faults("Executor", it).isEmpty());
    }

    @Test
    void problemsAreWhatIsDescribed() {
        assertThat(described.faults("Problem", json(get("/nothing")))).isEmpty();
        var failed = ended(uploaded("a,b\n"));
        assertThat(failed.get("failure").isNull()).isFalse();
        assertThat(described.faults("Job", failed)).isEmpty();
    }

    @Test
    void warningsAreWhatIsDescribed() {
        try (var events = follow(uploaded("a,b\n1\n2,3\n"))) {
            assertThat(data(events.rest(), "warning"))
                    .isNotEmpty()
                    .allMatch(warning -> described.faults("Warning", warning).isEmpty());
        }
    }

    private String uploaded(String csv) {
        return accepted(post("/jobs", "text/csv", BodyPublishers.ofString(csv)));
    }

    @Test
    void swaggerUiAnswers() {
        var answer = get("/swagger-ui.html");
        assertThat(answer.statusCode()).isEqualTo(302);
        String page = answer.headers().firstValue("Location").orElseThrow();
        assertThat(get(page).body()).contains("<title>Swagger UI</title>");
        assertThat(json(get("/v3/api-docs/swagger-config")).get("url").asString())
                .isEqualTo("/v3/api-docs");
    }
}
