package dev.interim.web;

import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/// Settings of the server that have no property.
@Component
class JettySettings implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {
    /// Every open event stream keeps one such buffer; most events are smaller.
    private static final int OUTPUT_BUFFER = 2048;

    @Override
    public void customize(JettyServletWebServerFactory factory) {
        factory.addServerCustomizers(server -> {
            server.setErrorHandler(new JettyProblems());
            for (Connector connector : server.getConnectors()) {
                connector
                        .getContainedBeans(HttpConfiguration.class)
                        .forEach(http -> http.setOutputBufferSize(OUTPUT_BUFFER));
            }
        });
    }
}
