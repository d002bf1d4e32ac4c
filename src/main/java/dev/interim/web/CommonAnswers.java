package dev.interim.web;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/// Completes the description of every operation by what each of them may answer.
@Component
class CommonAnswers implements OpenApiCustomizer, Ordered {
    private static final Map<String, String> ANSWERS =
            Map.of(
                    "403",
                    "The request comes from a page of another origin, or names the service by a name it"
                            + " does not know",
                    "406",
                    "None of what `Accept` asks for can be had");
    private static final String ANY_OTHER =
            "Any other problem: a method that is not possible here, a header that is too long, a body"
                    + " that arrives too slowly (408), more requests than are served at the same time"
                    + " (429), a mistake of ours";

    /// Before [AccessDescription] and [ApiExamples].
    @Override
    public int getOrder() {
        return 0;
    }

    @Override
    public void customise(OpenAPI api) {
        api.getPaths().values().stream()
                .map(PathItem::readOperations)
                .forEach(operations -> operations.forEach(CommonAnswers::complete));
    }

    private static void complete(Operation operation) {
        ANSWERS.forEach(
                (status, text) -> operation.getResponses().putIfAbsent(status, problem(text)));
        operation
                .getResponses()
                .putIfAbsent("default", problem(ANY_OTHER).addHeaderObject("Allow", allowed()));
    }

    private static Header allowed() {
        return new Header()
                .description("With 405: the methods that are possible")
                .schema(new StringSchema());
    }

    private static ApiResponse problem(String text) {
        Schema<?> schema = new Schema<>();
        schema.set$ref("#/components/schemas/Problem");
        var content =
                new Content()
                        .addMediaType(
                                org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                                new MediaType().schema(schema));
        return new ApiResponse().description(text).content(content);
    }
}
