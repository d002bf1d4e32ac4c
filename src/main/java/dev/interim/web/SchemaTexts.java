package dev.interim.web;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/// Completes the description of schemas and their properties by what stands in a file.
@Component
class SchemaTexts implements OpenApiCustomizer, Ordered {
    static final String FILE = "/api/texts.properties";

    private final Properties texts = new Properties();

    SchemaTexts() throws IOException {
        var file = Objects.requireNonNull(SchemaTexts.class.getResourceAsStream(FILE), FILE);
        try (var reader = new InputStreamReader(file, StandardCharsets.UTF_8)) {
            texts.load(reader);
        }
    }

    /// What is said of `Schema` or `Schema.property`.
    Set<String> names() {
        return texts.stringPropertyNames();
    }

    /// Behind [SchemaNulls], which replaces properties.
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public void customise(OpenAPI api) {
        api.getComponents().getSchemas().forEach(this::complete);
    }

    private void complete(String name, Schema<?> schema) {
        describe(name, schema);
        properties(schema).forEach((property, known) -> describe(name + "." + property, known));
    }

    @SuppressWarnings("rawtypes") // as in the model
    private static Map<String, Schema> properties(Schema<?> schema) {
        return Objects.requireNonNullElse(schema.getProperties(), Map.of());
    }

    private void describe(String name, Schema<?> schema) {
        @Nullable String text = texts.getProperty(name);
        if (text != null) {
            schema.setDescription(text);
        }
    }
}
