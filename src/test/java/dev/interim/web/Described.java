package dev.interim.web;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The schemas of the API's description, and whether an answer is what they say.
final class Described {
    private static final String REFERENCE = "#/components/schemas/";

    private final JsonNode schemas;

    Described(JsonNode description) {
        schemas = description.get("components").get("schemas");
    }

    /// What is wrong with a value by the schema of that name; nothing when it is right.
    List<String> faults(String schema, JsonNode value) {
        List<String> faults = new ArrayList<>();
        check(schemas.get(schema), value, schema, faults);
        return faults;
    }

    private void check(JsonNode schema, JsonNode value, String at, List<String> faults) {
        if (schema.has("$ref")) {
            String name = schema.get("$ref").asString().substring(REFERENCE.length());
            check(schemas.get(name), value, at, faults);
        } else if (schema.has("anyOf")) {
            checkAny(schema.get("anyOf"), value, at, faults);
        } else if (schema.isEmpty()) {
            // Anything may stand there.
        } else if (!types(schema).contains(typeOf(value))) {
            faults.add(at + " is " + typeOf(value) + ", not " + types(schema));
        } else if (schema.has("enum")
                && !schema.get("enum").valueStream().toList().contains(value)) {
            faults.add(at + " is " + value + ", not one of " + schema.get("enum"));
        } else if (value.isObject()) {
            checkObject(schema, value, at, faults);
        } else if (value.isArray()) {
            value.forEach(item -> check(schema.get("items"), item, at + "[]", faults));
        }
    }

    private void checkAny(JsonNode choices, JsonNode value, String at, List<String> faults) {
        List<String> best = null;
        for (JsonNode choice : choices) {
            List<String> found = new ArrayList<>();
            check(choice, value, at, found);
            best = best == null || found.size() < best.size() ? found : best;
        }
        faults.addAll(best);
    }

    private void checkObject(JsonNode schema, JsonNode value, String at, List<String> faults) {
        if (schema.has("additionalProperties")) {
            value.forEach(it -> check(schema.get("additionalProperties"), it, at + ".*", faults));
            return;
        }
        for (var property : value.properties()) {
            var known = schema.get("properties").get(property.getKey());
            if (known == null) {
                faults.add(at + "." + property.getKey() + " is not described");
            } else {
                check(known, property.getValue(), at + "." + property.getKey(), faults);
            }
        }
        if (schema.has("required")) {
            schema.get("required")
                    .valueStream()
                    .map(JsonNode::asString)
                    .filter(name -> !value.has(name))
                    .forEach(name -> faults.add(at + "." + name + " is missing"));
        }
    }

    private static List<String> types(JsonNode schema) {
        var type = schema.get("type");
        List<String> types =
                type.isArray()
                        ? new ArrayList<>(type.valueStream().map(JsonNode::asString).toList())
                        : new ArrayList<>(List.of(type.asString()));
        if (types.contains("number")) {
            types.add("integer");
        }
        return types;
    }

    private static String typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL -> "null";
            case BOOLEAN -> "boolean";
            case STRING -> "string";
            case ARRAY -> "array";
            case OBJECT -> "object";
            case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
            case BINARY, MISSING, POJO -> throw new AssertionError(value);
        };
    }
}
