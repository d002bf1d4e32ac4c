package dev.interim.web;

import dev.interim.access.Callers;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.ArrayList;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/// Describes how callers say who they are, and what they hear otherwise: the latter only where they
/// are asked.
@Component
class AccessDescription implements OpenApiCustomizer, Ordered {
    private static final String KEY = "key";
    private static final String TOKEN = "token";
    private static final String TICKET = "ticket";

    private final Callers callers;

    AccessDescription(Callers callers) {
        this.callers = callers;
    }

    /// Behind [CommonAnswers], and before [ApiExamples].
    @Override
    public int getOrder() {
        return 1;
    }

    @Override
    public void customise(OpenAPI api) {
        describe(api.getComponents());
        api.setSecurity(ways(KEY, TOKEN));
        api.getPaths().values().forEach(path -> path.readOperations().forEach(this::describe));
    }

    /// How one may say who one is: in one of these ways, and where nobody is asked, in none.
    private List<SecurityRequirement> ways(String... schemes) {
        var ways = new ArrayList<SecurityRequirement>();
        if (callers.isAnybodyGood()) {
            ways.add(new SecurityRequirement());
        }
        for (String scheme : schemes) {
            ways.add(new SecurityRequirement().addList(scheme));
        }
        return ways;
    }

    private void describe(Operation operation) {
        if (operation.getOperationId().equals("followJob")) {
            operation.setSecurity(ways(KEY, TOKEN, TICKET));
        }
        if (!callers.isAnybodyGood()) {
            guard(operation);
        }
    }

    private static void describe(Components components) {
        components.addSecuritySchemes(
                KEY,
                new SecurityScheme()
                        .type(SecurityScheme.Type.APIKEY)
                        .in(SecurityScheme.In.HEADER)
                        .name("X-API-Key")
                        .description(
                                "A key from whoever runs the service; also good as a bearer token."
                                        + " Asked for in the profile `server` only."));
        components.addSecuritySchemes(
                TOKEN,
                new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .bearerFormat("JWT")
                        .description("A token of the OAuth 2 server that the service trusts."));
        components.addSecuritySchemes(
                TICKET,
                new SecurityScheme()
                        .type(SecurityScheme.Type.APIKEY)
                        .in(SecurityScheme.In.QUERY)
                        .name("ticket")
                        .description("What `POST /tickets` answered; good once, and soon."));
    }

    private static void guard(Operation operation) {
        var responses = operation.getResponses();
        responses.addApiResponse("401", unauthorized());
        responses.computeIfPresent(
                "403",
                (_, known) ->
                        known.description(
                                known.getDescription()
                                        + "; or the caller's role does not allow it"));
        responses
                .computeIfAbsent("429", _ -> problem("The caller's quota is used up"))
                .addHeaderObject(
                        "Retry-After",
                        header(new IntegerSchema(), "After how many seconds to try again"));
        responses.values().forEach(AccessDescription::tellWhatIsLeft);
    }

    private static ApiResponse unauthorized() {
        return problem("It is not known who asks: no key, or one that is not good")
                .addHeaderObject(
                        "WWW-Authenticate", header(new StringSchema(), "How to say who one is"));
    }

    private static void tellWhatIsLeft(ApiResponse response) {
        response.addHeaderObject(
                "RateLimit", header(new StringSchema(), "What the caller has left of its quotas"));
        response.addHeaderObject(
                "RateLimit-Policy", header(new StringSchema(), "What its quotas are"));
    }

    private static Header header(Schema<?> schema, String description) {
        return new Header().schema(schema).description(description);
    }

    private static ApiResponse problem(String description) {
        return new ApiResponse()
                .description(description)
                .content(
                        new Content()
                                .addMediaType(
                                        org.springframework.http.MediaType
                                                .APPLICATION_PROBLEM_JSON_VALUE,
                                        new MediaType()
                                                .schema(
                                                        new Schema<>()
                                                                .$ref(
                                                                        "#/components/schemas/Problem"))));
    }
}
