package dev.interim.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever comes over the wire, also what is no request at all and what the server answers by
/// itself, is answered by a problem (RFC 9457) as the description has it.
class RawRequestTest extends LiveService {
    private static final String ID = "01a20703-394c-7e23-889f-6da77615fe97";
    private static final String HOST = "Host: localhost";

    private Described described;

    /// Bytes and the problem they get.
    ///
    /// @param bytes as ISO 8859-1
    /// @param detail what the sentence begins with
    record Raw(String name, String bytes, int status, String kind, String detail) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeEach
    void readDescription() {
        described = new Described(json(get("/v3/api-docs")));
    }

    private static Raw invalid(String line, int status, String detail, String... headers) {
        return raw(line, status, "invalid-request", detail, headers);
    }

    private static Raw raw(String line, int status, String kind, String detail, String... headers) {
        List<String> lines = List.of(headers);
        boolean hasHost = lines.stream().anyMatch(header -> header.startsWith("Host"));
        String head =
                Stream.of(Stream.of(line), Stream.of(HOST).filter(_ -> !hasHost), lines.stream())
                        .flatMap(it -> it)
                        .collect(Collectors.joining("\r\n"));
        String name = line + " " + String.join(" ", headers);
        return new Raw(
                name.substring(0, Math.min(100, name.length())),
                head + "\r\nConnection: close\r\n\r\n",
                status,
                kind,
                detail);
    }

    static Stream<Raw> paths() {
        return Stream.of(
                invalid("GET /jobs/%00 HTTP/1.1", 400, "Bad Request"),
                invalid("GET /jobs/%0a HTTP/1.1", 400, "Suspicious Path Character"),
                invalid("GET /jobs/%5c HTTP/1.1", 400, "Suspicious Path Character"),
                invalid("GET /jobs/%2e%2e/x HTTP/1.1", 400, "Ambiguous URI path segment"),
                invalid("GET /jobs/..;/x HTTP/1.1", 400, "Ambiguous URI path parameter"),
                invalid("GET /jobs/a%2fb HTTP/1.1", 400, "Ambiguous URI path separator"),
                invalid("GET /jobs/a%ZZ HTTP/1.1", 400, "Bad Request"),
                invalid("GET /jobs/%c0%af HTTP/1.1", 400, "Bad UTF-8 encoding"),
                invalid("GET /jobs/\u00ff HTTP/1.1", 400, "Illegal Path Character"),
                invalid("GET //jobs HTTP/1.1", 400, "Ambiguous URI empty segment"),
                invalid("GET /../etc/passwd HTTP/1.1", 400, "Bad Request"),
                invalid("GET /jobs#a HTTP/1.1", 400, "Fragment"),
                invalid("GET jobs HTTP/1.1", 400, "Bad Request"),
                invalid("GET http://elsewhere.example/jobs HTTP/1.1", 400, "Authority!=Host"),
                raw("GET http://localhost/jobs/1 HTTP/1.1", 404, "not-found", "there is no job"),
                raw("GET /jobs/" + ID + " HTTP/1.1", 404, "not-found", "there is no job " + ID),
                raw("GET /app/nothing.js HTTP/1.1", 404, "not-found", "there is nothing at /app/"),
                raw("GET /actuator/env HTTP/1.1", 404, "not-found", "there is nothing at /act"),
                raw("GET /swagger-ui/x HTTP/1.1", 404, "not-found", "there is nothing at /swag"),
                raw("GET /v3/api-docs/x HTTP/1.1", 404, "not-found", "there is nothing at /v3/"),
                raw("GET /error HTTP/1.1", 404, "not-found", "Not Found"),
                raw("OPTIONS * HTTP/1.1", 404, "not-found", "Not Found"));
    }

    static Stream<Raw> requestLines() {
        return Stream.of(
                new Raw("a word", "GARBAGE\r\n\r\n", 400, "invalid-request", "No URI"),
                new Raw("a method", "GET\r\n\r\n", 400, "invalid-request", "No URI"),
                new Raw("no version", "GET /jobs\r\n\r\n", 505, "invalid-request", "HTTP/0.9"),
                new Raw("zeros", "\0\0\0\0\r\n\r\n", 400, "invalid-request", "Illegal character"),
                new Raw(
                        "TLS",
                        "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003\r\n\r\n",
                        400,
                        "invalid-request",
                        "Illegal character"),
                new Raw(
                        "HTTP/2",
                        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                        426,
                        "invalid-request",
                        "Upgrade Required"),
                invalid("GET /jobs HTTP/9.9", 505, "Unknown Version"),
                invalid("GET /jobs a HTTP/1.1", 400, "Illegal character"),
                raw(
                        "GET /jobs?" + "x".repeat(20_000) + " HTTP/1.1",
                        414,
                        "too-large",
                        "URI Too Long"),
                raw(
                        "A".repeat(9_000) + " /jobs HTTP/1.1",
                        431,
                        "too-large",
                        "Request Header Fields Too Large"));
    }

    static Stream<Raw> methods() {
        return Stream.of(
                invalid("BREW /jobs HTTP/1.1", 405, "BREW is not possible here; possible are GET,"),
                invalid("get /jobs HTTP/1.1", 405, "get is not possible here; possible are GET,"),
                invalid("DELETE /jobs HTTP/1.1", 405, "DELETE is not possible here; possible are"),
                invalid("POST /v3/api-docs HTTP/1.1", 405, "POST is not possible here"),
                invalid("POST /swagger-ui/index.html HTTP/1.1", 405, "POST is not possible"),
                invalid("TRACE /jobs HTTP/1.1", 405, "TRACE is not possible here"),
                invalid("CONNECT localhost HTTP/1.1", 405, "CONNECT is not possible here"),
                invalid("CONNECT elsewhere.example:1 HTTP/1.1", 400, "Authority!=Host"),
                invalid("GE(T /jobs HTTP/1.1", 400, "Illegal character"));
    }

    static Stream<Raw> headers() {
        String get = "GET /jobs HTTP/1.1";
        String[] many =
                IntStream.range(0, 2_000).mapToObj(i -> "X" + i + ": y").toArray(String[]::new);
        return Stream.of(
                new Raw("no host", get + "\r\n\r\n", 400, "invalid-request", "No Host"),
                invalid(get, 400, "Duplicate Host Header", HOST, "Host: other"),
                invalid(get, 400, "Bad HostPort", "Host: a b"),
                invalid(get, 400, "Bad HostPort", "Host: localhost:99999"),
                invalid(get, 400, "Blank Host", "Host:"),
                raw(get, 431, "too-large", "Request Header Fields", "X: " + "x".repeat(20_000)),
                raw(get, 431, "too-large", "Request Header Fields", many),
                invalid(get, 400, "Illegal character", "nonsense"),
                invalid(get, 400, "Illegal character", "X : y"),
                invalid(get, 400, "Illegal character", "X: a\0b"),
                invalid(get, 400, "Line Folding not supported", "X: a", " b"),
                invalid(get, 400, "Invalid h2c upgrade", "Upgrade: h2c", "HTTP2-Settings: AAMA"),
                invalid(get, 406, "none of what Accept asks for can be had", "Accept: nonsense"),
                invalid(
                        "GET /index.html HTTP/1.1",
                        416,
                        "Requested range",
                        "Range: bytes=9999999-"),
                invalid("POST /jobs HTTP/1.1", 417, "Expectation Failed", "Expect: a miracle"),
                raw(
                        "POST /jobs HTTP/1.1",
                        403,
                        "forbidden",
                        "a page of another origin",
                        "Origin: https://elsewhere.example"));
    }

    static Stream<Raw> bodies() {
        String post = "POST /jobs HTTP/1.1";
        String patch = "PATCH /jobs/" + ID + " HTTP/1.1";
        String merge = "POST /profiles/merge HTTP/1.1";
        String json = "Content-Type: application/json";
        String form = "Content-Type: multipart/form-data; boundary=x";
        return Stream.of(
                invalid(post, 400, "Invalid Content-Length", "Content-Length: abc"),
                invalid(post, 400, "Invalid Content-Length", "Content-Length: -1"),
                invalid(post, 400, "Bad Request", "Content-Length: 99999999999999999999"),
                invalid(post, 400, "Multiple", "Content-Length: 1", "Content-Length: 2"),
                invalid(
                        post,
                        400,
                        "Transfer-Encoding and Content-Length",
                        "Content-Length: 1",
                        "Transfer-Encoding: chunked"),
                invalid(post, 400, "Bad Transfer-Encoding", "Transfer-Encoding: gzip"),
                withBody(invalid(post, 400, "", json, "Transfer-Encoding: chunked"), "zz\r\n{}"),
                withBody(invalid(post, 400, "", json, "Content-Length: 9"), "{}"),
                withBody(
                        invalid(post, 400, "the content type cannot", "Content-Length: 2"),
                        "{}",
                        "Content-Type: csv"),
                withBody(
                        invalid(patch, 415, "such a body is not taken here", "Content-Length: 2"),
                        "{}",
                        "Content-Type: text/csv"),
                withBody(invalid(patch, 415, "such a body is not", "Content-Length: 2"), "{}"),
                withBody(invalid(merge, 415, "such a body is not", "Content-Length: 2"), "{}"),
                withBody(
                        invalid(merge, 400, "the form cannot be read", "Content-Length: 2"),
                        "aa",
                        "Content-Type: multipart/form-data"),
                withBody(
                        invalid(merge, 400, "the form cannot be read", "Content-Length: 2"),
                        "aa",
                        form),
                withBody(
                        invalid(merge, 400, "the form cannot be read", "Content-Length: 90"),
                        "--x\r\nContent-Disposition: form-data; name=\"profile\"\r\n\r\nabc",
                        form));
    }

    private static Raw withBody(Raw raw, String body, String... headers) {
        String more = Arrays.stream(headers).map(it -> "\r\n" + it).collect(Collectors.joining());
        return new Raw(
                raw.name() + more + " " + body,
                raw.bytes().replaceFirst("\r\n\r\n$", more + "\r\n\r\n") + body,
                raw.status(),
                raw.kind(),
                raw.detail());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"paths", "requestLines", "methods", "headers", "bodies"})
    void isAnsweredByAProblem(Raw raw) {
        String answer = answer(raw.bytes());
        assertThat(answer).startsWith("HTTP/1.1 " + raw.status() + " ");
        String head = answer.substring(0, answer.indexOf("\r\n\r\n")) + "\r\n";
        assertThat(head)
                .containsIgnoringCase("\r\nContent-Type: application/problem+json\r\n")
                .containsIgnoringCase("\r\nX-Content-Type-Options: nosniff\r\n");
        var problem = JSON.readTree(answer.substring(head.length() + 2));
        assertThat(described.faults("Problem", problem)).isEmpty();
        assertThat(problem.get("status").asInt()).isEqualTo(raw.status());
        assertThat(problem.get("kind").asString()).isEqualTo(raw.kind());
        assertThat(problem.get("detail").asString()).startsWith(raw.detail()).isNotBlank();
        assertThat(problem.get("instance").asString()).isNotBlank().doesNotContain("badMessage");
        assertThat(answer).doesNotContain("dev.interim", "jetty", "java.", "springframework");
        if (raw.status() == 405) {
            assertThat(head).contains("\r\nAllow: ");
        }
    }

    /// Sends bytes and nothing more, and waits until the server closes the connection.
    private String answer(String bytes) {
        try (var client = new SlowUpload(port, bytes.getBytes(ISO_8859_1))) {
            client.finish();
            return client.everything();
        }
    }

    @Test
    void answerToHeadIsAHead() {
        String answer =
                answer("HEAD /nothing HTTP/1.1\r\n" + HOST + "\r\nConnection: close\r\n\r\n");
        assertThat(answer)
                .startsWith("HTTP/1.1 404")
                .contains("application/problem+json")
                .endsWith("\r\n\r\n");
    }

    @Test
    void changeSaysWhichTypesItMayHave() {
        String answer =
                answer(
                        "PATCH /jobs/"
                                + ID
                                + " HTTP/1.1\r\n"
                                + HOST
                                + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        assertThat(answer)
                .startsWith("HTTP/1.1 415")
                .contains("Accept-Patch: application/json, application/merge-patch+json");
    }
}
