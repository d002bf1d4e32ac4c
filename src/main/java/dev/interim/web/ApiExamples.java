package dev.interim.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Gives every answer in the description an example, from a file.
///
/// They stand there under the name of a schema (`Job`, `Mode[]`), of a media type, or of the status
/// of a problem, which may be followed by that of an operation; of events there is one for each.
@Component
class ApiExamples implements OpenApiCustomizer, Ordered {
    static final String FILE = "/api/examples.json";

    private static final String COMPONENT = "#/components/examples/";

    private final JsonNode examples;
    private final JsonMapper json;

    ApiExamples(JsonMapper json) throws IOException {
        this.json = json;
        try (var file = ApiExamples.class.getResourceAsStream(FILE)) {
            examples = json.readTree(Objects.requireNonNull(file, FILE));
        }
    }

    /// Behind [CommonAnswers] and [AccessDescription].
    @Override
    public int getOrder() {
        return 2;
    }

    @Override
    public void customise(OpenAPI api) {
        api.getPaths().values().stream()
                .map(PathItem::readOperations)
                .flatMap(List::stream)
                .forEach(operation -> complete(operation, api.getComponents()));
    }

    private Example example(JsonNode value) {
        // As plain maps and lists: the model is written by another Jackson than ours.
        return new Example()
                .summary(value.get("summary").asString())
                .value(json.treeToValue(value.get("value"), Object.class));
    }

    /// Names of components hold no other characters than these.
    private static String named(String name) {
        return name.replace("[]", "s").replaceAll("[^A-Za-z0-9._-]", "-");
    }

    private void complete(Operation operation, Components components) {
        operation
                .getResponses()
                .forEach((status, answer) -> {
                    if (answer.getContent() != null) {
                        answer.getContent()
                                .forEach((type, content) ->
                                        complete(operation, status, type, content, components));
                    }
                });
    }

    private void complete(
            Operation operation,
            String status,
            String type,
            MediaType content,
            Components components) {
        var names =
                subject(content.getSchema()).equals("Problem")
                        ? problem(status, operation.getOperationId())
                        : answers(type, subject(content.getSchema()));
        Map<String, Example> found = new LinkedHashMap<>();
        for (String name : names) {
            if (examples.has(name)) {
                // What nothing answers, such as 401 where nobody is asked, is not shown.
                components.addExamples(named(name), example(examples.get(name)));
                found.put(named(name), new Example().$ref(COMPONENT + named(name)));
            }
        }
        if (!found.isEmpty()) {
            content.setExamples(found);
        }
    }

    private List<String> problem(String status, String operation) {
        return examples.has(status + " " + operation)
                ? List.of(status + " " + operation)
                : List.of(status);
    }

    private List<String> answers(String type, String schema) {
        String plain = type.replaceFirst(";.*", "");
        String subject = schema.isEmpty() ? plain : schema;
        return examples.propertyNames().stream()
                .filter(name -> name.equals(subject) || name.startsWith(subject + " "))
                .toList();
    }

    /// The name of a schema, with `[]` for a list of it; empty where it has none.
    private static String subject(@Nullable Schema<?> schema) {
        if (schema == null) {
            return "";
        }
        if (schema.getItems() != null) {
            return subject(schema.getItems()) + "[]";
        }
        String reference = schema.get$ref();
        return reference == null ? "" : reference.substring(reference.lastIndexOf('/') + 1);
    }
}
