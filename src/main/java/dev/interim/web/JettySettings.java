package dev.interim.web;

import dev.interim.engine.source.Timing;
import java.time.Duration;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.ServerConnector;
import org.springframework.beans.factory.annotation.Value;
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

    private final TrafficSettings traffic;
    private final RefusalMeters meters;
    private final Timing timing;
    private final int threads;

    JettySettings(
            TrafficSettings traffic,
            RefusalMeters meters,
            Timing timing,
            @Value("${server.jetty.threads.max:200}") int threads) {
        this.traffic = traffic;
        this.meters = meters;
        this.timing = timing;
        this.threads = threads;
    }

    @Override
    public void customize(JettyServletWebServerFactory factory) {
        factory.addServerCustomizers(server -> {
            server.setErrorHandler(new JettyProblems());
            server.insertHandler(new SlowBodies(traffic.body(), traffic.upload(), timing));
            server.insertHandler(
                    new RequestPlaces(traffic.requestsPerAddress(), mostBodies(), meters));
            // Around the others, so that whoever is refused by them reads why.
            server.insertHandler(new UnreadBodies(PATIENCE));
            for (Connector connector : server.getConnectors()) {
                var most = traffic.connectionsPerAddress();
                if (most != null) {
                    connector.addEventListener(new ConnectionPlaces(most));
                }
                connector
                        .getContainedBeans(HttpConfiguration.class)
                        .forEach(http -> http.setOutputBufferSize(OUTPUT_BUFFER));
                if (connector instanceof ServerConnector sockets) {
                    sockets.setAcceptQueueSize(BACKLOG);
                }
            }
        });
    }

    /// So that there is always a thread for requests that need not wait for their client.
    private int mostBodies() {
        return Math.max(1, threads - Math.max(1, threads / 4));
    }
}
