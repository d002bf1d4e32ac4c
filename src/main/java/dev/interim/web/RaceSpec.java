package dev.interim.web;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.job.JobSpec;
import dev.interim.run.Strategy;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a request for a race says: a spec, its modes, and whether they run together.
///
/// @param uri the address of the source, `null` when none is given
/// @param content stands for the body that said it
record RaceSpec(
        JobSpec spec,
        @Nullable String uri,
        List<Strategy> modes,
        boolean isTogether,
        String content) {
    private static final String MODES = "modes";
    private static final String TOGETHER = "together";
    static final List<String> PARAMETERS =
            Stream.concat(
                            SpecReader.PARAMETERS.stream()
                                    .filter(name -> !List.of("mode", "follow").contains(name)),
                            Stream.of(MODES, TOGETHER))
                    .toList();

    /// The body in the description of the API: a spec, and two fields more.
    @Schema(
            name = "RaceSpec",
            description = "A spec without mode, and the modes that race",
            allOf = SpecBody.class)
    record Body(
            @Schema(
                            defaultValue = "[\"sequential\", \"concurrent\", \"parallel\"]",
                            description = "The modes that race, each once")
                    @Nullable List<String> modes,
            @Schema(defaultValue = "false", description = "Whether all run at the same time")
                    @Nullable Boolean together) {}

    /// Reads a request; its query wins over its body.
    ///
    /// @throws FailureException `INVALID_REQUEST`
    static RaceSpec read(HttpServletRequest request, BodyParser bodies) throws IOException {
        var query = new Query(request.getQueryString(), PARAMETERS);
        var text = new DigestInputStream(text(request), Fingerprint.sha256());
        var body = bodies.parse(text, ObjectNode.class);
        var modes = modes(query.get(MODES), body.remove(MODES));
        boolean isTogether = isTogether(query.get(TOGETHER), body.remove(TOGETHER));
        if (body.has("mode")) {
            throw invalid("a race has modes, not a mode");
        }
        byte[] rest = body.toString().getBytes(StandardCharsets.UTF_8);
        var reader =
                new SpecReader(query, bodies.parse(new ByteArrayInputStream(rest), SpecBody.class));
        return new RaceSpec(reader.spec(), reader.uri(), modes, isTogether, Fingerprint.of(text));
    }

    private static InputStream text(HttpServletRequest request) throws IOException {
        String type = request.getContentType();
        if (type == null && request.getContentLengthLong() <= 0) {
            return new ByteArrayInputStream(new byte[] {'{', '}'});
        }
        if (type == null || !type.startsWith("application/json")) {
            throw RacesController.noUploads();
        }
        return request.getInputStream();
    }

    private static List<Strategy> modes(@Nullable String inQuery, @Nullable JsonNode inBody) {
        if (inQuery != null) {
            return distinct(List.of(inQuery.split(",", -1)));
        }
        if (inBody == null || inBody.isNull()) {
            return Strategy.all();
        }
        if (!inBody.isArray()) {
            throw invalid("modes is a list of modes");
        }
        var names = new ArrayList<String>();
        inBody.forEach(mode -> names.add(mode.asString("")));
        return distinct(names);
    }

    private static List<Strategy> distinct(List<String> names) {
        if (names.isEmpty() || names.stream().distinct().count() < names.size()) {
            throw invalid("modes names each mode once, and one at least");
        }
        return names.stream().map(SpecReader::strategy).toList();
    }

    private static boolean isTogether(@Nullable String inQuery, @Nullable JsonNode inBody) {
        String given =
                inQuery != null
                        ? inQuery
                        : inBody == null || inBody.isNull() ? "false" : inBody.asString("");
        return switch (given) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid("together is true or false, not '" + given + "'");
        };
    }

    private static FailureException invalid(String sentence) {
        return new FailureException(FailureKind.INVALID_REQUEST, sentence);
    }
}
