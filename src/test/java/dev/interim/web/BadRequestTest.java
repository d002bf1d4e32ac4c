package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What is wrong with a request is answered by a problem (RFC 9457) that says what and what would
/// be right.
class BadRequestTest extends LiveService {
    private static final String ID = "01a20703-394c-7e23-889f-6da77615fe97";
    private static final String JSON_TYPE = "application/json";
    private static final String MODES = "; known are sequential, concurrent, parallel";

    /// A request and the problem it gets.
    ///
    /// @param detail what the sentence begins with
    record Bad(
            String method,
            String path,
            String type,
            String body,
            int status,
            String kind,
            String detail) {
        @Override
        public String toString() {
            String shown = body.length() > 60 ? body.substring(0, 60) + "…" : body;
            return method + " " + path + " " + type + " " + shown;
        }
    }

    private static Bad get(String path, int status, String kind, String detail) {
        return new Bad("GET", path, "", "", status, kind, detail);
    }

    private static Bad wrongMethod(String method, String path) {
        String detail = method + " is not possible here; possible are ";
        return new Bad(method, path, "", "", 405, "invalid-request", detail);
    }

    private static Bad query(String query, String detail) {
        return new Bad("POST", "/jobs?" + query, "", "", 400, "invalid-request", detail);
    }

    private static Bad spec(String json, String detail) {
        return new Bad("POST", "/jobs", JSON_TYPE, json, 400, "invalid-request", detail);
    }

    private static Bad uri(String uri, int status, String kind, String detail) {
        return new Bad("POST", "/jobs?uri=" + encoded(uri), "", "", status, kind, detail);
    }

    private static Bad uri(String uri, String detail) {
        return uri(uri, 400, "invalid-request", detail);
    }

    static Stream<Bad> words() {
        return Stream.of(
                query("mode=fast", "unknown mode 'fast'" + MODES),
                query("mode=", "unknown mode ''" + MODES),
                query("mode=Parallel", "unknown mode 'Parallel'" + MODES),
                query(
                        "priority=high",
                        "unknown priority 'high'; known are interactive, normal, batch"),
                query(
                        "statistics=all",
                        "unknown statistics 'all'; known are basic, standard, complete"),
                query("format=xml", "unknown format 'xml'; known are auto, csv, tsv, ndjson, json"),
                query("executor=gpu", "no executor is named 'gpu'; there are cores, io, turns"),
                query("columns=a,,b", "columns must hold names of columns, none of them empty"),
                query("columns=", "columns must hold names of columns, none of them empty"),
                query("speed=1", "unknown parameter 'speed'; known are mode, uri, format,"),
                query("mode=parallel&mode=parallel", "the parameter 'mode' occurs twice"),
                query(
                        "uri=http://localhost/a?b=1&c=2",
                        "unknown parameter 'c'; known are mode, uri, format, json.records, charset, invalidText, columns,"
                                + " groupBy, priority,"
                                + " executor, statistics, maxRows, maxBytes, maxDuration, follow; an & inside of uri is written as %26"));
    }

    static Stream<Bad> bodies() {
        return Stream.of(
                spec("", "the body is empty; it must be a JSON object, such as {}"),
                spec("null", "the body must be a JSON object, not null"),
                spec("[]", "the body must be one JSON object and nothing else"),
                spec("\"parallel\"", "the body must be one JSON object and nothing else"),
                spec("42", "the body must be one JSON object and nothing else"),
                spec("{} {}", "the body must be one JSON object and nothing else"),
                spec("{\"mode\":", "the body cannot be read: Unexpected end-of-input"),
                spec("{mode:1}", "the body cannot be read: Unexpected character ('m'"),
                spec("{\"mode\":\"parallel\",}", "the body cannot be read: Unexpected character"),
                spec("\u0000", "the body cannot be read: "),
                spec(
                        "{\"mode\":\"parallel\",\"mode\":\"parallel\"}",
                        "the body cannot be read: Dup"),
                spec("{\"mod\":1}", "unknown field 'mod'; known are mode, source, format, csv,"),
                spec("{\"source\":{\"url\":\"x\"}}", "unknown field 'source.url'; known are uri"),
                spec("{\"csv\":{\"sep\":\";\"}}", "unknown field 'csv.sep'; known are delimiter,"),
                spec("{\"mode\":{}}", "'mode' must be a string"),
                spec("{\"mode\":[\"parallel\"]}", "'mode' must be a string"),
                spec("{\"mode\":1}", "unknown mode '1'" + MODES),
                spec("{\"source\":\"http://x\"}", "'source' must be an object"),
                spec("{\"source\":{\"uri\":{}}}", "'source.uri' must be a string"),
                spec("{\"csv\":true}", "'csv' must be an object"),
                spec("{\"columns\":\"fare\"}", "'columns' must be a list"),
                spec("{\"columns\":[\"fare\",{}]}", "'columns[1]' must be a string"),
                spec("{\"columns\":[null]}", "columns must hold names of columns"),
                spec("{\"columns\":[\"\"]}", "columns must hold names of columns"),
                spec("{\"csv\":{\"nulls\":[null]}}", "csv.nulls must hold texts"),
                spec("{\"csv\":{\"delimiter\":\";;\"}}", "csv.delimiter must be one ASCII"),
                spec("{\"csv\":{\"delimiter\":\"\"}}", "csv.delimiter must be one ASCII"),
                spec("{\"csv\":{\"delimiter\":\"\\n\"}}", "csv: delimiter must be"),
                spec("{\"csv\":{\"delimiter\":\"\\\"\"}}", "csv: delimiter and quote must differ"),
                spec("{\"csv\":{\"quote\":\"é\"}}", "csv.quote must be one ASCII character"),
                spec("{\"csv\":{\"header\":\"yes\"}}", "unknown csv.header 'yes'; known are auto,"),
                spec("{\"csv\":{\"charset\":\"latin1\"}}", "unknown charset 'latin1'; known"),
                new Bad(
                        "POST",
                        "/jobs?mode=fast",
                        JSON_TYPE,
                        "{\"mode\":\"parallel\"}",
                        400,
                        "invalid-request",
                        "unknown mode 'fast'"),
                new Bad(
                        "POST",
                        "/jobs",
                        JSON_TYPE,
                        "{\"executor\":\"" + "x".repeat(1024 * 1024) + "\"}",
                        413,
                        "too-large",
                        "such a body has at most 1048576 bytes"),
                new Bad(
                        "POST",
                        "/jobs",
                        JSON_TYPE,
                        "{\"csv\":".repeat(2_000),
                        400,
                        "invalid-request",
                        "the body is nested too deeply, or a part of it is too long"),
                new Bad(
                        "POST",
                        "/jobs",
                        "multipart/form-data; boundary=x",
                        "--x--",
                        400,
                        "invalid-request",
                        "send the dataset itself as the body, not as a form"),
                new Bad(
                        "POST",
                        "/jobs",
                        "csv",
                        "a,b",
                        400,
                        "invalid-request",
                        "the content type cannot be read"),
                new Bad(
                        "PUT",
                        "/jobs?uri=sample:trips",
                        "text/csv",
                        "a,b\n1,2\n",
                        400,
                        "invalid-request",
                        "a request has either a dataset as its body or a uri, not both"));
    }

    static Stream<Bad> addresses() {
        return Stream.of(
                uri("", "an address begins with its scheme; there are "),
                uri("data.csv", "an address begins with its scheme; there are "),
                uri("/data.csv", "an address begins with its scheme; there are "),
                uri("ftp://localhost/x", "unknown scheme ftp; there are "),
                uri("javascript:alert(1)", "unknown scheme javascript; there are "),
                uri("http://", "not a valid address: "),
                uri("http://a b/", "not a valid address: "),
                uri("http:///x", "the address names no valid host"),
                uri("http://me:secret@localhost/", "an address must not hold a user name"),
                uri("http://localhost/#top", "an address must not have a #fragment"),
                uri("http://2130706433/", "a numeric host is four decimal numbers"),
                uri("http://localhost:99999/", "there is no such port"),
                uri("sample:moon", "unknown sample moon; there is sample:trips"),
                uri(
                        "sample:trips?rate=fast",
                        "the rate in bytes each second: a size is a number of bytes"),
                uri("file:data.csv", "a file is addressed as file:/path/to/it.csv"),
                uri("file:///tmp/%00", "a file is addressed as file:/path/to/it.csv"),
                uri("http://example.org:22/", 403, "forbidden-source", "port 22 is not allowed"),
                uri("file:///etc/passwd", 403, "forbidden-source", "files may not be read from"),
                uri("file:///nowhere/x", 403, "forbidden-source", "files may not be read from"),
                uri(ROOT.resolve("../x").toUri().toString(), 403, "forbidden-source", "files may"),
                uri(ROOT + "/../etc/passwd", "an address begins with its scheme"),
                uri(ROOT.resolve("none.csv").toUri().toString(), 502, "source-unavailable", "no s"),
                uri(ROOT.toUri().toString(), 502, "source-unavailable", "a directory"));
    }

    static Stream<Bad> paths() {
        return Stream.of(
                get("/nothing", 404, "not-found", "there is nothing at /nothing"),
                get("/jobs/", 404, "not-found", "there is nothing at /jobs/"),
                get("/jobs/" + ID + "/nothing", 404, "not-found", "there is nothing at /jobs/"),
                get("/error", 404, "not-found", "Not Found"),
                get("/jobs/" + ID, 404, "not-found", "there is no job " + ID),
                get("/jobs/" + ID + "/result", 404, "not-found", "there is no job " + ID),
                get("/jobs/" + ID + "/events", 404, "not-found", "there is no job " + ID),
                get("/jobs/" + ID + "/timeline", 404, "not-found", "there is no job " + ID),
                get("/jobs/1", 404, "not-found", "there is no job '1'"),
                get("/jobs/%7Bid%7D", 404, "not-found", "there is no job '{id}'"),
                get(
                        "/jobs?limit=0",
                        400,
                        "invalid-request",
                        "limit must be a number from 1 to 500"),
                get("/jobs?limit=501", 400, "invalid-request", "limit must be a number from 1"),
                get("/jobs?limit=ten", 400, "invalid-request", "limit must be a number from 1"),
                get("/jobs?cursor=2", 400, "invalid-request", "cursor must be what stood in next"),
                get("/jobs?mode=fast", 400, "invalid-request", "unknown mode 'fast'" + MODES),
                get("/jobs?page=2", 400, "invalid-request", "unknown parameter 'page'; known are"),
                get(
                        "/jobs?state=done",
                        400,
                        "invalid-request",
                        "unknown state 'done'; known are queued, running, paused, succeeded,"),
                new Bad("DELETE", "/jobs/" + ID, "", "", 404, "not-found", "there is no job " + ID),
                new Bad(
                        "PATCH",
                        "/jobs/" + ID,
                        JSON_TYPE,
                        "{}",
                        404,
                        "not-found",
                        "there is no job " + ID),
                wrongMethod("DELETE", "/jobs"),
                wrongMethod("POST", "/jobs/" + ID),
                wrongMethod("POST", "/modes"),
                wrongMethod("BREW", "/jobs"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"words", "bodies", "addresses", "paths"})
    void isAnsweredByAProblem(Bad bad) {
        var request = request(bad.path()).method(bad.method(), BodyPublishers.ofString(bad.body()));
        if (!bad.type().isEmpty()) {
            request.header("Content-Type", bad.type());
        }
        var problem = problem(send(request), bad.status());
        assertThat(problem.get("kind").asString()).isEqualTo(bad.kind());
        assertThat(problem.get("detail").asString()).startsWith(bad.detail());
        assertThat(problem.get("instance").asString())
                .isEqualTo(bad.path().replaceFirst("\\?.*", ""));
    }

    /// Checks that an answer is a problem in every respect.
    private static JsonNode problem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        var problem = json(answer);
        assertThat(problem.propertyNames())
                .containsExactlyInAnyOrder("type", "title", "status", "detail", "instance", "kind");
        assertThat(problem.get("type").asString())
                .isEqualTo("urn:interim:problem:" + problem.get("kind").asString());
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("title").asString()).isNotBlank();
        assertThat(answer.body()).doesNotContain("dev.interim", "tools.jackson", "java.");
        return problem;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "null", "[]", "{\"state\":null}"})
    void changeOfNothingIsRefused(String body) {
        String id = started("uri=" + encoded("sample:trips?rate=10kB"));
        problem(patch(id, body), 400);
        delete(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"state\":\"cancelled\"}",
                "{\"state\":\"stopped\"}",
                "{\"priority\":\"1\"}",
                "{\"mode\":\"\"}",
                "{\"executor\":\"cores\"}",
                "{\"state\":[]}"
            })
    void changeThatIsNotKnownIsRefused(String body) {
        String id = started("uri=" + encoded("sample:trips?rate=10kB"));
        var problem = problem(patch(id, body), 400);
        assertThat(problem.get("kind").asString()).isEqualTo("invalid-request");
        assertThat(problem.get("instance").asString()).isEqualTo("/jobs/" + id);
        delete(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/xml", "text/html", "image/png", "nonsense"})
    void whatCannotBeHadIsNotAcceptable(String accept) {
        String id = started("uri=sample:trips&statistics=basic");
        for (String path : List.of("", "/result", "/events", "/timeline")) {
            problem(get("/jobs/" + id + path, "Accept", accept), 406);
        }
        problem(get("/jobs", "Accept", accept), 406);
        int before = json(get("/jobs?limit=500")).get("items").size();
        problem(send(request("/jobs").header("Accept", accept).PUT(BodyPublishers.noBody())), 406);
        assertThat(json(get("/jobs?limit=500")).get("items")).hasSize(before);
    }

    @Test
    void wrongMethodIsToldWhichWouldBeRight() {
        var answer = send(request("/jobs").DELETE());
        assertThat(answer.headers().firstValue("Allow").orElseThrow().split(", "))
                .containsExactlyInAnyOrder("GET", "POST", "PUT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /jobs?mode=%1B%5B31m%0D%0Aevil HTTP/1.0",
                "POST /jobs?%00%07=1 HTTP/1.0",
                "POST /jobs?uri=%E2%80%AE%0A HTTP/1.0",
                "GET /jobs?state=%0Ax HTTP/1.0",
                "GET /jobs/%07 HTTP/1.0",
                "GET /jobs/%00 HTTP/1.0",
                "GET /jobs/%0A HTTP/1.0",
                "GET /jobs/..%2f.. HTTP/1.0",
                "GET /jobs/a%ZZ HTTP/1.0",
                "GET /jobs/a|b HTTP/1.0",
                "GET /jobs/<b> HTTP/1.0",
                "GET /jobs/%E2%80%AE HTTP/1.0",
                "GET jobs HTTP/1.0",
                "POST /jobs?mode=%ZZ HTTP/1.0",
                "BREW"
            })
    void controlCharactersAreNeverSentBack(String line) {
        try (var client = new SlowUpload(port, line, "Content-Length: 0")) {
            String answer = client.everything();
            assertThat(answer).startsWith("HTTP/1.1 4").contains("application/problem+json");
            String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
            assertThat(body.codePoints()).noneMatch(BadRequestTest::isControl);
            assertThat(JSON.readTree(body).get("detail").asString()).isNotBlank();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TRACE /jobs HTTP/1.0",
                "TRACE / HTTP/1.0",
                "TRACE /nothing HTTP/1.0",
                "TRACE /actuator/health HTTP/1.0",
                "TRACE /swagger-ui/index.html HTTP/1.0",
                "TRACK /jobs HTTP/1.0",
                "CONNECT localhost:80 HTTP/1.0",
                "BREW / HTTP/1.0",
                "BREW /index.html HTTP/1.0",
                "POST / HTTP/1.0",
                "DELETE /index.html HTTP/1.0",
                "BREW /actuator/health HTTP/1.0"
            })
    void methodThatTheServerWouldAnswerItselfIsRefusedByAProblem(String line) {
        try (var client = new SlowUpload(port, line, "X-Secret: treasure", "Content-Length: 0")) {
            String answer = client.everything();
            assertThat(answer)
                    .startsWith("HTTP/1.1 4")
                    .contains("application/problem+json")
                    .doesNotContain("treasure");
            String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
            assertThat(JSON.readTree(body).get("kind").asString()).isEqualTo("invalid-request");
            if (line.startsWith("TRACE")) {
                assertThat(answer).startsWith("HTTP/1.1 405").contains("Allow: GET, HEAD");
            }
        }
    }

    private static boolean isControl(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
    }

    @Test
    void headerThatIsTooLongIsRefusedByAProblemToo() {
        var answer = get("/jobs", "X-Long", "x".repeat(20_000));
        assertThat(problem(answer, 431).get("kind").asString()).isEqualTo("too-large");
    }
}
