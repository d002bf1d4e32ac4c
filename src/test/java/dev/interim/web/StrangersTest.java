package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

/// Pages of strangers in the browser of whoever runs the service.
@TestPropertySource(properties = "interim.web.hosts=Interim.Example")
class StrangersTest extends LiveService {
    private static final String FORBIDDEN = "HTTP/1.1 403 ";

    /// Sends what no client of ours would send; PORT stands for the port of the service.
    private String answer(String method, String path, String host, String header)
            throws IOException {
        String request =
                "%s %s HTTP/1.1\r\nHost: %s\r\n%s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                        .formatted(method, path, host, header)
                        .replace("PORT", Integer.toString(port));
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attacker.example",
                "attacker.example:PORT",
                "localhost.attacker.example:PORT",
                "127.0.0.1.attacker.example",
                "notlocalhost",
                "192.168.0.1",
                "[::2]:PORT",
                "[::ffff:10.0.0.1]",
                "0.0.0.0"
            })
    void requestForAnotherNameIsRefused(String host) throws IOException {
        for (String path : new String[] {"/modes", "/", "/jobs", "/actuator/health"}) {
            assertThat(answer("GET", path, host, "Accept: */*"))
                    .startsWith(FORBIDDEN)
                    .contains("application/problem+json", "interim.web.hosts");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:PORT",
                "LocalHost.:PORT",
                "me.localhost",
                "127.0.0.1:PORT",
                "127.9.9.9",
                "[::1]:PORT",
                "interim.example",
                "INTERIM.example.:80"
            })
    void requestForANameOfOursIsAnswered(String host) throws IOException {
        assertThat(answer("GET", "/modes", host, "Accept: */*")).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST   | Sec-Fetch-Site: cross-site",
                "POST   | Sec-Fetch-Site: same-site",
                "DELETE | Sec-Fetch-Site: cross-site",
                "PATCH  | Sec-Fetch-Site: cross-site",
                "PUT    | Sec-Fetch-Site: whatever",
                "POST   | Origin: https://attacker.example",
                "POST   | Origin: http://localhost:1",
                "POST   | Origin: http://localhost",
                "POST   | Origin: https://localhost:PORT",
                "POST   | Origin: ftp://localhost:PORT",
                "POST   | Origin: //localhost:PORT",
                "POST   | Origin: null",
                "POST   | Origin: %%%"
            })
    void changeByAnotherOriginIsRefused(String method, String header) throws IOException {
        assertThat(answer(method, "/jobs?uri=sample:any", "localhost:PORT", header))
                .startsWith(FORBIDDEN)
                .contains("application/problem+json", "another origin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sec-Fetch-Site: same-origin",
                "Sec-Fetch-Site: none",
                "Origin: http://localhost:PORT",
                "Origin: HTTP://LocalHost:PORT",
                "User-Agent: curl"
            })
    void changeByOurselvesIsDone(String header) throws IOException {
        String path = "/jobs?uri=synthetic:work%3Fduration%3D10ms";
        assertThat(answer("POST", path, "localhost:PORT", header)).startsWith("HTTP/1.1 202 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sec-Fetch-Site: cross-site", "Origin: https://elsewhere.example"})
    void linkFromElsewhereIsFollowed(String header) throws IOException {
        assertThat(answer("GET", "/modes", "localhost:PORT", header)).startsWith("HTTP/1.1 200 ");
    }
}
