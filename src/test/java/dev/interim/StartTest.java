package dev.interim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

@ExtendWith(OutputCaptureExtension.class)
class StartTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "interim.job.kpet",
                "interim.jbo.kept",
                "interim.kept",
                "interim.executors.mine.wrokers",
                "interim.source.portz[0]"
            })
    void misspeltSettingStopsTheStart(String name, CapturedOutput output) {
        String[] arguments = {"--" + name + "=1", "--server.port=0"};
        assertThat(catchThrowable(() -> SpringApplication.run(InterimApplication.class, arguments)))
                .isNotNull();
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("there is no setting '" + name + "', which is given in: commandLineArgs");
    }

    @Test
    void everyWayOfWritingASettingIsGood() {
        String[] arguments = {
            "--interim.job.snapshotInterval=1s",
            "--interim.job.progress_interval=1s",
            "--interim.source.ports[0]=80",
            "--interim.source.ports[1]=81",
            "--interim.executors.mine.workers=2",
            "--interim.executors[your-own].queue=fifo",
            "--INTERIM.WEB.HEARTBEAT=1s",
            "--server.port=0"
        };
        try (var service = SpringApplication.run(InterimApplication.class, arguments)) {
            assertThat(service.isRunning()).isTrue();
        }
    }

    private static final String KEY =
            "--interim.access.keys.alice.hash=sha256:" + "0123456789abcdef".repeat(4);

    static Stream<Arguments> contradictions() {
        String server = "--spring.profiles.active=server";
        String everywhere = "--server.address=0.0.0.0";
        String anonymous = "--interim.access.anonymous=true";
        String issuer = "--interim.access.tokens.issuer=https://issuer.example";
        String audience = "--interim.access.tokens.audience=interim";
        return Stream.of(
                arguments(
                        "the service is to listen on 0.0.0.0, where others reach it, and nobody said"
                                + " who may use it",
                        List.of(everywhere)),
                arguments(
                        "where others reach it, and nobody said who may use it",
                        List.of("--server.address=192.0.2.1")),
                arguments(
                        "set interim.source.allow-loopback=false (or true)",
                        List.of(everywhere, anonymous)),
                arguments("only the profile server asks for them", List.of(KEY)),
                arguments("only the profile server asks for them", List.of(issuer, audience)),
                arguments(
                        "only the profile server does",
                        List.of("--interim.access.anonymous=false")),
                arguments(
                        "the profiles laptop and server contradict each other",
                        List.of("--spring.profiles.active=laptop,server", KEY)),
                arguments(
                        "asks everybody for a key or a token, and none is configured: make a key with"
                                + " 'java -jar interim.jar key'",
                        List.of(server)),
                arguments("interim.access.anonymous=true nobody", List.of(server, KEY, anonymous)),
                arguments(
                        "give management.server.port a port of its own",
                        List.of(
                                server,
                                KEY,
                                "--server.port=8080",
                                "--management.server.port=8080")),
                arguments(
                        ".hash is the hash of another key too",
                        List.of(server, KEY, KEY.replace("alice", "bob"))),
                arguments(
                        "interim.access.keys.bob.hash is no hash",
                        List.of(server, "--interim.access.keys.bob.hash=interim_secret")),
                arguments(
                        "interim.access.keys.bob.hash is no hash",
                        List.of(server, "--interim.access.keys.bob.role=read")),
                arguments("interim.access.tokens.audience is to be said", List.of(server, issuer)),
                arguments("interim.access.tokens.issuer is to be said", List.of(server, audience)),
                arguments(
                        "and so has public-key: choose one",
                        List.of(
                                server,
                                issuer,
                                audience,
                                "--interim.access.tokens.jwk-set=https://issuer.example/keys",
                                "--interim.access.tokens.public-key=key.pem")),
                arguments(
                        "is no https address",
                        List.of(
                                server,
                                audience,
                                "--interim.access.tokens.issuer=http://a.example")),
                arguments(
                        "is no file with an RSA public key in PEM",
                        List.of(
                                server,
                                issuer,
                                audience,
                                "--interim.access.tokens.public-key=/nowhere/key.pem")));
    }

    @ParameterizedTest
    @MethodSource("contradictions")
    void contradictionStopsTheStart(String sentence, List<String> given, CapturedOutput output) {
        List<String> arguments = new ArrayList<>(given);
        if (!given.contains("--server.port=8080")) {
            arguments.add("--server.port=0");
        }
        String[] all = arguments.toArray(String[]::new);
        assertThat(catchThrowable(() -> SpringApplication.run(InterimApplication.class, all)))
                .isNotNull();
        assertThat(output).contains("APPLICATION FAILED TO START").contains(sentence);
        assertThat(output).doesNotContain("interim_secret");
    }

    @Test
    void keyAndItsHashAreMadeByOneCommand(CapturedOutput output) {
        InterimApplication.main(new String[] {"key"});
        String key = found("key: +(interim_[\\w-]{43})", output);
        String hash = found("hash: (sha256:[0-9a-f]{64})", output);
        assertThat(output).contains("interim.access.keys.<name>.hash=" + hash);
        String[] arguments = {
            "--spring.profiles.active=server",
            "--interim.access.keys.alice.hash=" + hash,
            "--server.port=0",
            "--management.server.port=0"
        };
        try (var service = SpringApplication.run(InterimApplication.class, arguments)) {
            assertThat(status(service, key)).isEqualTo(200);
            assertThat(status(service, key + "x")).isEqualTo(401);
        }
    }

    private static String found(String pattern, CapturedOutput output) {
        var found = Pattern.compile(pattern).matcher(output);
        assertThat(found.find()).as(output.toString()).isTrue();
        return found.group(1);
    }

    /// Of a signature that nobody can check, and with a key that is not known anywhere.
    private static final String TOKEN =
            "eyJhbGciOiJSUzI1NiIsImtpZCI6Im9uZSJ9.eyJpc3MiOiJodHRwczovL2lzc3Vlci5leGFtcGxlIn0.AAAA";

    @Test
    void issuerThatIsAwayIsNoMistakeOfTheCaller() throws IOException {
        int nobodyListens;
        try (var socket = new ServerSocket(0)) {
            nobodyListens = socket.getLocalPort();
        }
        String[] arguments = {
            "--spring.profiles.active=server",
            "--interim.access.tokens.issuer=https://issuer.example",
            "--interim.access.tokens.audience=interim",
            "--interim.access.tokens.jwk-set=http://localhost:" + nobodyListens + "/keys",
            "--server.port=0",
            "--management.server.port=0"
        };
        try (var service = SpringApplication.run(InterimApplication.class, arguments)) {
            assertThat(status(service, "Authorization", "Bearer " + TOKEN)).isEqualTo(502);
            assertThat(status(service, "Authorization", "Bearer a" + TOKEN)).isEqualTo(401);
            assertThat(status(service, "interim_nobodys")).isEqualTo(401);
        }
    }

    private static int status(ConfigurableApplicationContext service, String key) {
        return status(service, "X-API-Key", key);
    }

    private static int status(ConfigurableApplicationContext service, String header, String value) {
        String port = service.getEnvironment().getProperty("local.server.port");
        var request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/modes"))
                        .header(header, value)
                        .build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
