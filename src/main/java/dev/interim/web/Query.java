package dev.interim.web;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.failure.Plain;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The parameters behind the `?` of a request, and nothing else.
///
/// Servlet parameters would also be read from a body that calls itself a form, which is what `curl
/// --data-binary @file.csv` does with a dataset.
final class Query {
    private static final int LONGEST_NAME = 100;
    private static final String HINT = "; an & inside of uri is written as %26";

    private final Map<String, String> values = new LinkedHashMap<>();

    /// @param known the names that may occur
    /// @throws FailureException for a name that is not known, or that occurs twice
    Query(@Nullable String query, List<String> known) {
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            if (!pair.isEmpty()) {
                add(pair, known);
            }
        }
    }

    private void add(String pair, List<String> known) {
        int equals = pair.indexOf('=');
        String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
        if (!known.contains(name)) {
            throw invalid(
                    "unknown parameter '%s'; known are %s%s"
                            .formatted(
                                    Plain.text(name, LONGEST_NAME),
                                    String.join(", ", known),
                                    values.containsKey("uri") ? HINT : ""));
        }
        String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
        if (values.put(name, value) != null) {
            throw invalid("the parameter '" + name + "' occurs twice");
        }
    }

    /// The value of a parameter, `null` when it does not occur.
    @Nullable String get(String name) {
        return values.get(name);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new FailureException(
                    FailureKind.INVALID_REQUEST,
                    "the query holds a broken percent code: '" + text + "'",
                    e);
        }
    }

    private static FailureException invalid(String sentence) {
        return new FailureException(FailureKind.INVALID_REQUEST, sentence);
    }
}
