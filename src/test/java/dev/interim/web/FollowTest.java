package dev.interim.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.fixture.SmallCsv;
import dev.interim.fixture.SystemTool;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever starts a job can watch it in the answer, and a script hears how it ended.
class FollowTest extends LiveService {
    private static final String FARES = "city,fare\nBonn,1\nJena,2\n";

    /// What curl says of a chunked answer without its last chunk.
    private static final int CUT_SHORT = 18;

    /// Ends what was sent in chunks.
    private static final String LAST_CHUNK = "\r\n0\r\n";

    @ParameterizedTest
    @ValueSource(strings = {"sequential", "concurrent", "parallel"})
    void uploadIsAnsweredByItsTable(String mode) {
        var answer = send(request("/jobs?follow&mode=" + mode).PUT(BodyPublishers.ofString(FARES)));
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("text/plain");
        String id = answer.headers().firstValue("Location").orElseThrow().substring(6);
        assertThat(state(id)).isEqualTo("succeeded");
        assertThat(answer.body()).endsWith("succeeded: 2 rows\n").doesNotContain("\u001b");
        assertThat(answer.body()).containsPattern("\nfare +integer ");
    }

    @Test
    void statisticsAppearWhileItUploads() {
        try (var client =
                new SlowUpload(
                        port,
                        "PUT /jobs?follow=redraw HTTP/1.1",
                        "Connection: close",
                        "Transfer-Encoding: chunked")) {
            client.sendChunk(("city,fare\n" + "Bonn,12.5\n".repeat(50_000)).getBytes(UTF_8));
            String seen = client.until("fare    decimal");
            assertThat(seen)
                    .contains("HTTP/1.1 202", "Location: /jobs/", "Trailer: Job-State")
                    .doesNotContain("succeeded");
            client.sendChunk("Jena,99\n".getBytes(UTF_8));
            client.sendChunk(new byte[0]);
            assertThat(client.everything())
                    .contains("succeeded: 50001 rows\n", LAST_CHUNK + "Job-State: succeeded\r\n");
        }
    }

    @Test
    void jobThatFailsIsToldInTheTrailerToWhoReadsTrailers() {
        String answer = answerToOneLine("TE: trailers");
        assertThat(answer)
                .contains("\nfailed: malformed-data: ", LAST_CHUNK + "Job-State: failed\r\n");
    }

    @Test
    void jobThatFailsBreaksTheAnswerOffForWhoDoesNot() {
        String answer = answerToOneLine("TE: gzip");
        assertThat(answer)
                .contains("\nfailed: malformed-data: ")
                .doesNotContain(LAST_CHUNK, "Job-State: failed");
    }

    private String answerToOneLine(String header) {
        try (var client =
                new SlowUpload(
                        port,
                        "POST /jobs?follow HTTP/1.1",
                        header,
                        "Connection: close",
                        "Content-Type: text/csv",
                        "Content-Length: 4")) {
            client.send("a,b\n".getBytes(UTF_8));
            return client.everything();
        }
    }

    @Test
    void clientOfOldGetsTheTableWithoutChunks() {
        try (var client =
                new SlowUpload(
                        port,
                        "POST /jobs?follow HTTP/1.0",
                        "Content-Type: text/csv",
                        "Content-Length: " + FARES.length())) {
            client.send(FARES.getBytes(UTF_8));
            assertThat(client.everything())
                    .endsWith("succeeded: 2 rows\n")
                    .doesNotContain("Trailer", "Transfer-Encoding");
        }
    }

    @Test
    void jobWithoutAnUploadIsFollowedToo() {
        var answer = post("/jobs?uri=sample:trips&follow=true");
        assertThat(answer.body()).endsWith("succeeded: 36000 rows\n");
        assertThat(post("/jobs?uri=sample:trips&follow=perhaps").statusCode()).isEqualTo(400);
        assertThat(json(post("/jobs?uri=sample:trips&follow=false")).has("id")).isTrue();
    }

    @Test
    void refusedRequestIsAProblemAsEver() {
        var refused = post("/jobs?follow&mode=fast");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(refused.headers().firstValue("Trailer")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/jobs?uri=sample:trips, text/plain", "/jobs?follow, application/json"})
    void eachShapeIsHadInItsOwnWay(String path, String accepted) {
        var answer = send(request(path).header("Accept", accepted).POST(BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(406);
    }

    @Test
    void uploadThatBreaksOffFailsItsJob() {
        String id = newId();
        try (var client =
                new SlowUpload(
                        port, "PUT /jobs/" + id + "?follow HTTP/1.1", "Content-Length: 1000")) {
            client.send(FARES.getBytes(UTF_8));
            client.until("running");
        }
        assertThat(ended(id).get("failure").get("kind").asString()).isEqualTo("source-unavailable");
    }

    @Test
    void jobGoesOnWhenWhoFollowsItLeaves() {
        String slow = encoded("sample:trips?rate=2MB");
        String location;
        try (var client =
                new SlowUpload(
                        port, "POST /jobs?follow&uri=" + slow + " HTTP/1.1", "Content-Length: 0")) {
            location = client.until("running").replaceAll("(?s).*Location: /jobs/(\\S+).*", "$1");
        }
        assertThat(ended(location).get("state").asString()).isEqualTo("succeeded");
    }

    /// What curl was asked and how it should end.
    ///
    /// @param status of the process
    record Line(List<String> arguments, int status, String lastLine) {}

    static Stream<Line> lines() {
        return Stream.of(
                new Line(List.of("-T", "good.csv", "jobs?follow"), 0, "succeeded: 200000 rows"),
                new Line(
                        List.of("-T", "good.csv", "jobs?follow&maxRows=10"),
                        0,
                        "succeeded: 10 rows"),
                new Line(List.of("-T", "bad.csv", "jobs?follow"), CUT_SHORT, "failed: malformed"),
                new Line(
                        List.of("-T", "bad.csv", "-H", "TE: trailers", "jobs?follow"),
                        0,
                        "failed: malformed"),
                new Line(
                        List.of("-X", "POST", "jobs?follow&uri=sample:trips"),
                        0,
                        "succeeded: 36000 rows"));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void curlEndsAsItsJobDoes(Line line, @TempDir Path folder)
            throws IOException, InterruptedException {
        Files.write(folder.resolve("good.csv"), SmallCsv.of(200_000, 5));
        Files.writeString(folder.resolve("bad.csv"), "a,b\n");
        var arguments =
                Stream.concat(Stream.of("-q", "-sSN"), line.arguments().stream())
                        .map(it -> it.startsWith("jobs") ? "localhost:" + port + "/" + it : it)
                        .toArray(String[]::new);
        var answer = SystemTool.named("curl").run(folder, arguments);
        assertThat(answer.status()).as(answer.text()).isEqualTo(line.status());
        assertThat(answer.text().lines())
                .as(Arrays.toString(arguments))
                .anyMatch(said -> said.startsWith(line.lastLine()));
    }
}
