package dev.interim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.util.resource.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.jetty.JettyWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/// The port for health and metrics asks under which name it is addressed, as the one for clients
/// does; and neither server leaves a folder where it started.
class ManagementPortTest {
    private static ConfigurableApplicationContext started(
            List<JettyWebServer> servers, String... arguments) {
        var application = new SpringApplication(InterimApplication.class);
        ApplicationListener<WebServerInitializedEvent> listener =
                event -> servers.add((JettyWebServer) event.getWebServer());
        application.addListeners(listener);
        return application.run(arguments);
    }

    private static String answer(int port, String host) throws IOException {
        String request =
                "GET /actuator/health HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                        .formatted(host);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 200 200 403 403 403",
        "0.0.0.0, 200 200 403 200 200",
    })
    void anotherNameIsRefused(String address, String statuses) throws IOException {
        var servers = new ArrayList<JettyWebServer>();
        try (var _ =
                started(
                        servers,
                        "--server.port=0",
                        "--management.server.port=0",
                        "--management.server.address=" + address,
                        "--interim.web.hosts=interim.example")) {
            assertThat(servers).hasSize(2);
            int port = servers.getLast().getPort();
            var answers = new ArrayList<String>();
            for (String host :
                    List.of(
                            "localhost:" + port,
                            "interim.example",
                            "attacker.example:" + port,
                            "10.1.2.3:8081",
                            "[fd00::7]:8081")) {
                answers.add(answer(port, host).split(" ", 3)[1]);
            }
            assertThat(String.join(" ", answers)).isEqualTo(statuses);
            assertThat(answer(port, "attacker.example"))
                    .contains("application/problem+json", "interim.web.hosts");
            assertThat(folders(servers)).hasSize(4).noneMatch(Files::exists);
        }
    }

    private static List<Path> folders(List<JettyWebServer> servers) {
        var folders = new ArrayList<Path>();
        for (var server : servers) {
            for (var context : server.getServer().getDescendants(ContextHandler.class)) {
                folders.add(context.getTempDirectory().toPath());
                for (Resource resource : context.getBaseResource()) {
                    Path path = resource.getPath();
                    if (path != null
                            && path.getFileName() != null
                            && path.getFileName().toString().startsWith("jetty-")) {
                        folders.add(path);
                    }
                }
            }
        }
        return folders;
    }

    @Test
    void withoutSwaggerUiTheServiceStartsAndHasNone() throws IOException {
        var servers = new ArrayList<JettyWebServer>();
        try (var service =
                started(servers, "--server.port=0", "--springdoc.swagger-ui.enabled=false")) {
            int port = ((WebServerApplicationContext) service).getWebServer().getPort();
            assertThat(status(port, "/swagger-ui.html")).isEqualTo("404");
            assertThat(status(port, "/swagger-ui/index.html")).isEqualTo("404");
            assertThat(status(port, "/v3/api-docs")).isEqualTo("200");
            assertThat(folders(servers)).hasSize(2).noneMatch(Files::exists);
        }
    }

    private static String status(int port, String path) throws IOException {
        String request =
                "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".formatted(path);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .split(" ", 3)[1];
        }
    }
}
