package dev.interim.web;

import java.time.Duration;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.ServerConnector;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/// Settings of the server that have no property.
@Component
class JettySettings implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {
    /// Every open event stream keeps one such buffer; most events are smaller.
    private static final int OUTPUT_BUFFER = 2048;

    /// How many connections may wait to be accepted; further ones try again after one second, then
    /// three. After a restart all who follow jobs come back at once.
    private static final int BACKLOG = 4096;

    /// For what nobody wants of a request.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Override
    public void customize(JettyServletWebServerFactory factory) {
        factory.addServerCustomizers(server -> {
            server.setErrorHandler(new JettyProblems());
            server.insertHandler(new UnreadBodies(PATIENCE));
            for (Connector connector : server.getConnectors()) {
                connector
                        .getContainedBeans(HttpConfiguration.class)
                        .forEach(http -> http.setOutputBufferSize(OUTPUT_BUFFER));
                if (connector instanceof ServerConnector sockets) {
                    sockets.setAcceptQueueSize(BACKLOG);
                }
            }
        });
    }
}
