package dev.interim.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/// Completes the description of what we answer by what the records know: which properties may be
/// `null`, and that all of them are always there.
@Component
class SchemaNulls implements OpenApiCustomizer {
    private static final String NULL = "null";
    private static final List<Class<?>> ANSWERS =
            List.of(
                    JobPage.class,
                    RaceView.class,
                    Problem.class,
                    TicketsController.TicketView.class,
                    TimelineController.TimelineView.class,
                    ChoicesController.ModeView.class,
                    ChoicesController.ExecutorView.class,
                    EventSchema.class);

    @Override
    public void customise(OpenAPI api) {
        var schemas = api.getComponents().getSchemas();
        for (Class<?> record : records()) {
            Schema<?> schema = Objects.requireNonNull(schemas.get(name(record)), name(record));
            for (RecordComponent component : record.getRecordComponents()) {
                complete(schema, component);
            }
        }
    }

    /// The records that answers are made of.
    static Set<Class<?>> records() {
        Set<Class<?>> records = new LinkedHashSet<>();
        ANSWERS.forEach(answer -> collect(answer, records));
        return records;
    }

    private static void collect(Type type, Set<Class<?>> records) {
        if (type instanceof ParameterizedType generic) {
            Arrays.stream(generic.getActualTypeArguments())
                    .forEach(argument -> collect(argument, records));
        } else if (type instanceof Class<?> plain && plain.isSealed()) {
            Arrays.stream(plain.getPermittedSubclasses()).forEach(part -> collect(part, records));
        } else if (type instanceof Class<?> plain && plain.isRecord() && records.add(plain)) {
            Arrays.stream(plain.getRecordComponents())
                    .forEach(component -> collect(component.getGenericType(), records));
        }
    }

    /// Under which name a record is described.
    static String name(Class<?> record) {
        var named = record.getAnnotation(io.swagger.v3.oas.annotations.media.Schema.class);
        return named == null || named.name().isEmpty() ? record.getSimpleName() : named.name();
    }

    private static void complete(Schema<?> schema, RecordComponent component) {
        var renamed = component.getAccessor().getAnnotation(JsonProperty.class);
        String property = renamed == null ? component.getName() : renamed.value();
        schema.addRequiredItem(property);
        if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
            var properties = schema.getProperties();
            properties.computeIfPresent(property, (_, known) -> orNull(known));
        }
    }

    private static Schema<?> orNull(Schema<?> known) {
        if (known.get$ref() != null) {
            var nothing = new Schema<>();
            nothing.addType(NULL);
            var either = new Schema<>();
            either.setAnyOf(List.of(known, nothing));
            either.setDescription(known.getDescription());
            known.setDescription(null);
            return either;
        }
        known.addType(NULL);
        if (known.getEnum() != null) {
            known.addEnumItemObject(null);
        }
        return known;
    }
}
