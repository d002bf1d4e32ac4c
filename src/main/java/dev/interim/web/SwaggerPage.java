package dev.interim.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springdoc.core.properties.SwaggerUiConfigProperties;
import org.springdoc.core.properties.SwaggerUiOAuthProperties;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.webmvc.ui.SwaggerIndexPageTransformer;
import org.springdoc.webmvc.ui.SwaggerWelcomeCommon;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.resource.ResourceTransformerChain;
import org.springframework.web.servlet.resource.TransformedResource;

/// Swagger UI with a plugin of ours that shows event streams as they come.
///
/// The plugin comes with the script that starts the page, so that no other script is named and the
/// content security policy stays as it is.
@Component
@ConditionalOnBooleanProperty(name = "springdoc.swagger-ui.enabled", matchIfMissing = true)
class SwaggerPage extends SwaggerIndexPageTransformer {
    private static final String START = "swagger-initializer.js";
    private static final String PLUGINS = "SwaggerUIBundle.plugins.DownloadUrl";

    private final String plugin;

    SwaggerPage(
            SwaggerUiConfigProperties settings,
            SwaggerUiOAuthProperties authorization,
            SwaggerWelcomeCommon welcome,
            ObjectMapperProvider mappers)
            throws IOException {
        super(settings, authorization, welcome, mappers);
        plugin = new ClassPathResource("api/streams.js").getContentAsString(StandardCharsets.UTF_8);
    }

    @Override
    public Resource transform(
            HttpServletRequest request, Resource resource, ResourceTransformerChain chain)
            throws IOException {
        var made = super.transform(request, resource, chain);
        return START.equals(resource.getFilename()) ? withPlugin(made) : made;
    }

    private Resource withPlugin(Resource made) throws IOException {
        String start = made.getContentAsString(StandardCharsets.UTF_8);
        if (!start.contains(PLUGINS)) {
            throw new IllegalStateException("this Swagger UI names its plugins elsewhere");
        }
        String whole = plugin + "\n" + start.replace(PLUGINS, PLUGINS + ",\n      InterimStreams");
        return new TransformedResource(made, whole.getBytes(StandardCharsets.UTF_8));
    }
}
