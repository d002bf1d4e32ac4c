package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Every endpoint, asked by every kind of caller.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestPropertySource(properties = "interim.job.active-per-owner=500")
class EveryCallerTest extends GuardedService {
    private static final int UNKNOWN = 401;
    private static final String KEY = "X-API-Key";

    /// Stands for a bearer's token among the headers.
    private static final String TOKEN = "Bearer";

    /// What an endpoint answers to those who are known, where all jobs are Alice's.
    ///
    /// @param reader may read what is Alice's
    /// @param other may submit, and is not Alice
    record Row(int reader, int alice, int other, int root) {}

    /// Asked by nobody in particular, these answer the same.
    private static final Map<String, Integer> OPEN =
            Map.of(
                    "GET /v3/api-docs", 200,
                    "GET /v3/api-docs.yaml", 200,
                    "GET /v3/api-docs/swagger-config", 200,
                    "GET /swagger-ui.html", 302);

    private static final Map<String, Row> ROWS = rows();

    private static Map<String, Row> rows() {
        Map<String, Row> rows = new LinkedHashMap<>();
        rows.put("GET /jobs", new Row(200, 200, 200, 200));
        rows.put("POST /jobs", new Row(403, 202, 202, 202));
        rows.put("PUT /jobs", new Row(403, 202, 202, 202));
        rows.put("PUT /jobs/{id}", new Row(403, 202, 202, 202));
        rows.put("GET /jobs/{id}", new Row(200, 200, 404, 200));
        rows.put("PATCH /jobs/{id}", new Row(403, 200, 404, 200));
        rows.put("DELETE /jobs/{id}", new Row(403, 202, 404, 202));
        rows.put("GET /jobs/{id}/result", new Row(200, 200, 404, 200));
        rows.put("GET /jobs/{id}/events", new Row(200, 200, 404, 200));
        rows.put("GET /jobs/{id}/timeline", new Row(200, 200, 404, 200));
        rows.put("GET /jobs/{id}/profile", new Row(200, 200, 404, 200));
        rows.put("POST /profiles/merge", new Row(403, 400, 400, 400));
        rows.put("POST /races", new Row(403, 202, 202, 202));
        rows.put("GET /races/{id}", new Row(200, 200, 404, 200));
        rows.put("POST /tickets", new Row(201, 201, 404, 201));
        rows.put("GET /modes", new Row(200, 200, 200, 200));
        rows.put("GET /executors", new Row(200, 200, 200, 200));
        // Where the server sends failed requests; asked for by its name it is nothing.
        rows.put("GET /error", new Row(404, 404, 404, 404));
        return rows;
    }

    /// A kind of caller, by how it says who it is.
    enum Kind {
        NONE("", ""),
        WRONG_KEY(KEY, ALICE.replace('a', 'A')),
        NO_KEY_AT_ALL(KEY, ""),
        WRONG_KEY_AS_TOKEN(TOKEN, ALICE + "a"),
        HASH_AS_KEY(KEY, "sha256:" + "0".repeat(64)),
        BASIC("Authorization", "Basic YWxpY2U6YWxpY2U="),
        TWO_AT_A_TIME(KEY, ALICE),
        GIBBERISH(TOKEN, "a.b.c"),
        EXPIRED(TOKEN, signed(submitter().expirationTime(ago(120)))),
        NOT_YET(TOKEN, signed(submitter().notBeforeTime(ago(-120)))),
        WITHOUT_EXPIRY(TOKEN, signed(submitter().expirationTime(null))),
        OTHER_ISSUER(TOKEN, signed(submitter().issuer("https://other.example"))),
        OTHER_AUDIENCE(TOKEN, signed(submitter().audience("another"))),
        WITHOUT_SUBJECT(TOKEN, signed(submitter().subject(null))),
        SIGNED_BY_A_STRANGER(TOKEN, signedByAStranger(submitter())),
        UNSIGNED(TOKEN, unsigned(submitter())),
        TOKEN_IN_THE_ADDRESS("", ""),
        TOKEN_WITHOUT_A_ROLE(TOKEN, signed(claims("alice", "openid administer"))),
        READER_KEY(KEY, READER),
        ALICES_KEY(KEY, ALICE),
        ALICES_KEY_AS_TOKEN(TOKEN, ALICE),
        BOBS_KEY(KEY, BOB),
        TOKEN_OF_ONE_CALLED_ALICE(TOKEN, signed(submitter())),
        TOKEN_OF_AN_ADMINISTRATOR(
                TOKEN, signed(claims("dave", "openid interim:administer interim:read"))),
        ROOT_KEY(KEY, ROOT);

        private final String header;
        private final String value;

        Kind(String header, String value) {
            this.header = header.equals(TOKEN) ? "Authorization" : header;
            this.value = header.equals(TOKEN) ? "Bearer " + value : value;
        }

        HttpRequest.Builder saidIn(HttpRequest.Builder request) {
            if (this == TWO_AT_A_TIME) {
                request.header("Authorization", "Bearer " + BOB);
            }
            return header.isEmpty() ? request : request.header(header, value);
        }

        private static JWTClaimsSet.Builder submitter() {
            return claims("alice", "openid interim:submit");
        }

        private static Date ago(int seconds) {
            return Date.from(Instant.now().minus(Duration.ofSeconds(seconds)));
        }

        boolean isKnown() {
            return compareTo(TOKEN_IN_THE_ADDRESS) > 0;
        }

        int expected(Row row) {
            return switch (this) {
                case READER_KEY -> row.reader();
                case ALICES_KEY, ALICES_KEY_AS_TOKEN -> row.alice();
                case BOBS_KEY, TOKEN_OF_ONE_CALLED_ALICE -> row.other();
                case ROOT_KEY, TOKEN_OF_AN_ADMINISTRATOR -> row.root();
                case TOKEN_WITHOUT_A_ROLE -> 403;
                default -> UNKNOWN;
            };
        }
    }

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    private String ended;
    private String race;

    @BeforeAll
    void prepare() {
        ended = accepted(upload(request("/jobs").header("X-API-Key", ALICE)));
        ask(ALICE, "GET", "/jobs/" + ended + "/result");
        send(
                call("GET", "/jobs/" + ended + "/result")
                        .header("Prefer", "wait=30")
                        .header("X-API-Key", ALICE));
        String query = "/races?modes=parallel&uri=" + encoded("synthetic:work?duration=1ms");
        race = json(ask(ALICE, "POST", query)).get("id").asString();
    }

    private static HttpResponse<String> upload(HttpRequest.Builder request) {
        return send(
                request.header("Content-Type", "text/csv")
                        .POST(BodyPublishers.ofString("a,b\n1,2\n")));
    }

    private Set<String> endpoints() {
        Set<String> endpoints = new TreeSet<>();
        for (RequestMappingInfo mapping : mappings.getHandlerMethods().keySet()) {
            var methods = mapping.getMethodsCondition().getMethods();
            for (String path : mapping.getPatternValues()) {
                if (methods.isEmpty()) {
                    endpoints.add("GET " + path);
                }
                methods.forEach(method -> endpoints.add(method + " " + path));
            }
        }
        return endpoints;
    }

    @Test
    void everyEndpointHasARow() {
        var rows = new TreeSet<>(ROWS.keySet());
        rows.addAll(OPEN.keySet());
        assertThat(endpoints()).containsExactlyElementsOf(rows);
    }

    static Stream<Arguments> cells() {
        return ROWS.keySet().stream()
                .flatMap(
                        call -> Arrays.stream(Kind.values()).map(kind -> Arguments.of(call, kind)));
    }

    @ParameterizedTest(name = "{0} by {1}")
    @MethodSource("cells")
    void answersAsTheTableSays(String call, Kind kind) {
        int expected = kind.expected(ROWS.get(call));
        var answer = answer(call, kind);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(expected);
        if (expected >= 400) {
            assertThat(answer.headers().firstValue("Content-Type"))
                    .hasValue("application/problem+json");
            assertThat(json(answer).get("status").asInt()).isEqualTo(expected);
            assertThat(answer.body()).doesNotContain("secret", "alice", "Exception");
        }
        switch (expected) {
            case 401 -> {
                assertThat(json(answer).get("kind").asString()).isEqualTo("unauthorized");
                assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                        .startsWith("Bearer ");
            }
            case 403 -> assertThat(json(answer).get("kind").asString()).isEqualTo("forbidden");
            default -> assertThat(kind.isKnown()).isTrue();
        }
        assertThat(answer.headers().map()).doesNotContainKey("Set-Cookie");
    }

    private HttpResponse<String> answer(String call, Kind kind) {
        String[] parts = call.split(" ", -1);
        String method = parts[0];
        String id = id(call, kind.isKnown());
        String path = parts[1].replace("{id}", id);
        String query = query(call, id);
        if (kind == Kind.TOKEN_IN_THE_ADDRESS) {
            String token = signed(claims("alice", "interim:submit"));
            query += (query.isEmpty() ? "?" : "&") + "access_token=" + token;
        }
        var request = kind.saidIn(request(path + query)).timeout(Duration.ofSeconds(20));
        if (call.equals("PATCH /jobs/{id}")) {
            request.header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString("{\"priority\": \"batch\"}"));
        } else if (call.equals("POST /profiles/merge")) {
            request.header("Content-Type", "multipart/form-data; boundary=x")
                    .method(method, BodyPublishers.ofString("--x--\r\n"));
        } else {
            request.method(method, BodyPublishers.noBody());
        }
        var answer = send(request, BodyHandlers.ofString());
        if (kind.isKnown() && Set.of("PATCH", "DELETE").contains(method)) {
            cancelled(id);
        }
        return answer;
    }

    /// Of whose job or race is spoken: one that runs where it is changed, one that has ended where
    /// it is read.
    private String id(String call, boolean isKnown) {
        return switch (call) {
            case "PUT /jobs/{id}" -> newId();
            case "GET /races/{id}" -> race;
            case "PATCH /jobs/{id}", "DELETE /jobs/{id}" ->
                    isKnown ? startedBy(ALICE, ENDLESS) : ended;
            default -> ended;
        };
    }

    private static String query(String call, String id) {
        return switch (call) {
            case "POST /jobs", "POST /races" -> "?uri=" + encoded("synthetic:work?duration=1ms");
            case "POST /tickets" -> "?job=" + id;
            default -> "";
        };
    }

    static List<String> open() {
        var paths = Stream.of("/", "/index.html", "/icon.svg", "/app/main.js", "/style/theme.css");
        return Stream.concat(paths, OPEN.keySet().stream().map(call -> call.split(" ", -1)[1]))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("open")
    void whatHoldsNoDataIsOpen(String path) {
        var answer = send(request(path).GET());
        assertThat(answer.statusCode()).isEqualTo(OPEN.getOrDefault("GET " + path, 200));
        assertThat(send(call("HEAD", path)).statusCode()).isEqualTo(answer.statusCode());
        assertThat(send(call("POST", path)).statusCode()).isEqualTo(UNKNOWN);
    }

    static List<String> elsewhere() {
        return List.of(
                "GET /nothing",
                "HEAD /jobs",
                "OPTIONS /jobs",
                "GET /jobs/",
                "GET //jobs",
                "GET /app/../jobs",
                "GET /app/%2e%2e/jobs",
                "GET /app/..;/jobs",
                "GET /jobs;a=b",
                "GET /webjars/swagger-ui/index.html");
    }

    @ParameterizedTest
    @MethodSource("elsewhere")
    void noWayLeadsAroundTheDoor(String call) {
        String[] parts = call.split(" ", -1);
        assertThat(send(call(parts[0], parts[1])).statusCode()).isIn(400, UNKNOWN);
    }
}
