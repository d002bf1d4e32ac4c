package dev.interim.web;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.failure.Plain;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/// Reads JSON bodies strictly: what is not known is refused, by name and place.
@Component
class BodyParser {
    private static final int LONGEST = 1024 * 1024;
    private static final int LONGEST_PATH = 100;

    private final JsonMapper json =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    /// Reads a body of at most 1 MiB.
    ///
    /// @throws FailureException `INVALID_REQUEST` with what is wrong and where, `TOO_LARGE`
    <T> T parse(InputStream body, Class<T> type) throws IOException {
        byte[] bytes = body.readNBytes(LONGEST + 1);
        if (bytes.length > LONGEST) {
            throw new FailureException(
                    FailureKind.TOO_LARGE, "such a body has at most " + LONGEST + " bytes");
        }
        if (bytes.length == 0) {
            throw invalid("the body is empty; it must be a JSON object, such as {}", null);
        }
        try {
            T value = json.readValue(bytes, type);
            if (value == null) {
                throw invalid("the body must be a JSON object, not null", null);
            }
            return value;
        } catch (UnrecognizedPropertyException e) {
            throw invalid("unknown field '%s'; known are %s".formatted(path(e), known(e)), e);
        } catch (MismatchedInputException e) {
            throw invalid(wrong(path(e), e.getTargetType()) + place(e), e);
        } catch (StreamConstraintsException e) {
            throw invalid("the body is nested too deeply, or a part of it is too long", e);
        } catch (JacksonException e) {
            throw invalid("the body cannot be read: " + reason(e) + place(e), e);
        }
    }

    private static String known(UnrecognizedPropertyException problem) {
        return String.join(
                ", ", problem.getKnownPropertyIds().stream().map(String::valueOf).toList());
    }

    private static String wrong(String path, @Nullable Class<?> wanted) {
        if (path.isEmpty()) {
            return "the body must be one JSON object and nothing else";
        }
        String what =
                wanted == String.class
                        ? "a string"
                        : wanted != null && wanted.isRecord() ? "an object" : "a list";
        return "'" + path + "' must be " + what;
    }

    private static String path(JacksonException problem) {
        var path = new StringBuilder();
        for (var reference : problem.getPath()) {
            String name = reference.getPropertyName();
            path.append(name == null ? "[" + reference.getIndex() + "]" : "." + name);
        }
        return Plain.text(path.isEmpty() ? "" : path.substring(1), LONGEST_PATH);
    }

    /// Without what the parser says of its own settings.
    private static String reason(JacksonException problem) {
        String message = problem.getOriginalMessage();
        int marker = message.indexOf(" (start marker");
        return marker < 0 ? message : message.substring(0, marker);
    }

    private static String place(JacksonException problem) {
        var place = problem.getLocation();
        return place == null
                ? ""
                : " (line %d, column %d)".formatted(place.getLineNr(), place.getColumnNr());
    }

    private static FailureException invalid(String sentence, @Nullable Throwable cause) {
        return new FailureException(FailureKind.INVALID_REQUEST, sentence, cause);
    }
}
