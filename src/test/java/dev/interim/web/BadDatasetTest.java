package dev.interim.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.fixture.LoopbackServer;
import dev.interim.fixture.LoopbackServer.Reply;
import dev.interim.fixture.SmallCsv;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// What is wrong with a dataset is known only when it is fetched: the job fails and says why.
class BadDatasetTest extends LiveService {
    private static final byte[] CSV = SmallCsv.of(2_000, 5);
    private static final String MALFORMED = "malformed-data";
    private static final String UNAVAILABLE = "source-unavailable";

    private static LoopbackServer server;

    /// How a dataset comes in.
    enum Way {
        FILE,
        HTTP,
        UPLOAD
    }

    /// What is no dataset, and why a job fails that is given it.
    ///
    /// @param content each character is one byte
    record Bad(String what, String content, String detail) {
        @Override
        public String toString() {
            return what;
        }
    }

    @BeforeAll
    static void serve() {
        server =
                LoopbackServer.start()
                        .on("/gone.csv", Reply.of(CSV).status(404))
                        .on("/broken.csv", Reply.of(CSV).status(500))
                        .on("/page.csv", Reply.of(CSV).header("Content-Type: text/html"))
                        .on("/short.csv", Reply.of(CSV).endingAfter(60_000))
                        .on("/reset.csv", Reply.of(CSV).resetAfter(60_000))
                        .on("/rubbish", Reply.raw("rubbish\r\n\r\n"))
                        .on("/silent", Reply.raw(""))
                        .on("/away", Reply.redirect(302, "http://10.0.0.1/"));
    }

    @AfterAll
    static void close() {
        server.close();
    }

    static Stream<Bad> datasets() {
        byte[] random = new byte[50_000];
        new Random(1).nextBytes(random);
        return Stream.of(
                new Bad("nothing", "", "the dataset is empty"),
                new Bad("blank lines", "\n\r\n\n", "the dataset is empty"),
                new Bad("a header", "a,b\n", "the dataset has a header and no records"),
                new Bad("a header, no end", "a,b", "the dataset has a header and no records"),
                new Bad(
                        "ragged rows only",
                        "a,b\n1\n2\n",
                        "none of the 2 records has as many fields as the header"),
                new Bad("an open quote", "a,b\n1,\"2\n3,4\n", "the quote opened at byte 6"),
                new Bad(
                        "a PNG",
                        "\u0000PNG\r\n",
                        "the dataset is not text: 1 of its first 6 bytes"),
                new Bad("a zip", "PK\u0003\u0004rest", "the zip data is cut off at byte 8"),
                new Bad("Parquet", "PAR1rest", "the dataset is a Parquet file"),
                new Bad("random bytes", new String(random, ISO_8859_1), "the dataset is not text"),
                new Bad("Latin-1", "\u00E9".repeat(50_000), "the dataset is not text in UTF-8"));
    }

    static Stream<Arguments> everyWay() {
        return datasets()
                .flatMap(bad -> Stream.of(Way.values()).map(way -> Arguments.of(bad, way)));
    }

    @ParameterizedTest(name = "{0} by {1}")
    @MethodSource("everyWay")
    void failsAndSaysWhatIsWrong(Bad bad, Way way) throws IOException {
        var failure = failure(submitted(bad.content().getBytes(ISO_8859_1), way));
        assertThat(failure.get("kind").asString()).isEqualTo(MALFORMED);
        assertThat(failure.get("detail").asString()).startsWith(bad.detail());
        assertThat(failure.get("status").asInt()).isEqualTo(422);
    }

    private String submitted(byte[] bytes, Way way) throws IOException {
        return switch (way) {
            case UPLOAD -> accepted(post("/jobs", "text/csv", BodyPublishers.ofByteArray(bytes)));
            case HTTP -> {
                server.on("/bad.csv", Reply.of(bytes));
                yield started("uri=" + encoded(server.uri("/bad.csv")));
            }
            case FILE -> {
                var file = ROOT.resolve("bad.csv");
                Files.write(file, bytes);
                String id = started("uri=" + encoded(file.toUri().toString()));
                ended(id);
                Files.delete(file);
                yield id;
            }
        };
    }

    /// Why a job failed, which must stand in its last events too.
    private JsonNode failure(String id) {
        var job = ended(id);
        assertThat(job.get("state").asString()).isEqualTo("failed");
        var failure = job.get("failure");
        assertThat(failure.get("type").asString())
                .isEqualTo("urn:interim:problem:" + failure.get("kind").asString());
        assertThat(failure.get("instance").asString()).isEqualTo("/jobs/" + id);
        try (var events = follow(id)) {
            var all = events.rest();
            assertThat(data(all, "state").getLast().get("failure")).isEqualTo(failure);
            assertThat(data(all.getLast()).get("failure")).isEqualTo(failure);
        }
        return failure;
    }

    private JsonNode failureOf(String uri) {
        return failure(started("uri=" + encoded(uri)));
    }

    private void isUnavailable(String uri, String detail) {
        var failure = failureOf(uri);
        assertThat(failure.get("kind").asString()).isEqualTo(UNAVAILABLE);
        assertThat(failure.get("detail").asString()).startsWith(detail);
        assertThat(failure.get("status").asInt()).isEqualTo(502);
    }

    @Test
    void statusOfTheServerIsTold() {
        isUnavailable(server.uri("/gone.csv"), "the server answered 404 Not Found");
        isUnavailable(server.uri("/nowhere"), "the server answered 404 Not Found");
        isUnavailable(server.uri("/broken.csv"), "the server answered 500 Internal Server Error");
    }

    @Test
    void hostThatIsNotThereAndOneThatMayNotBeAskedLookTheSame() throws IOException {
        String unreachable = "the source cannot be reached from here";
        isUnavailable("http://127.0.0.1:" + freePort() + "/x.csv", unreachable);
        isUnavailable("http://no-such-host.invalid/x.csv", unreachable);
        isUnavailable("http://10.0.0.1/x.csv", unreachable);
        isUnavailable("http://169.254.169.254/latest/meta-data", unreachable);
    }

    private static int freePort() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return taken.getLocalPort();
        }
    }

    @Test
    void serverThatTalksNonsenseIsUnavailable() {
        isUnavailable(server.uri("/rubbish"), "the server gave no answer that can be read");
        isUnavailable(server.uri("/silent"), "the server gave no answer that can be read");
        isUnavailable(server.uri("/away"), "the source cannot be reached from here");
    }

    @Test
    void pageWhereDataWasExpectedIsMalformed() {
        var failure = failureOf(server.uri("/page.csv"));
        assertThat(failure.get("kind").asString()).isEqualTo(MALFORMED);
        assertThat(failure.get("detail").asString())
                .isEqualTo("the server sent a web page (text/html), not data");
    }

    @Test
    void sourceThatEndsTooSoonLeavesASnapshot() {
        for (String path : new String[] {"/short.csv", "/reset.csv"}) {
            String id = started("uri=" + encoded(server.uri(path)));
            var failure = failure(id);
            assertThat(failure.get("kind").asString()).isEqualTo(UNAVAILABLE);
            assertThat(failure.get("detail").asString())
                    .matches(
                            "the source (ended|broke off) after \\d+ of "
                                    + CSV.length
                                    + " bytes(; without a strong ETag it cannot be resumed)?");
            assertThat(result(id).get("scope").asString()).isEqualTo("prefix");
        }
    }

    @Test
    void columnThatIsNotThereIsTheCallersMistake() {
        var failure = failure(started("uri=sample:trips&columns=fare,fair"));
        assertThat(failure.get("kind").asString()).isEqualTo("invalid-request");
        assertThat(failure.get("detail").asString())
                .startsWith("no column is called 'fair'; there are: id, started_at, date,");
    }

    @Test
    void namesOfColumnsHoldNoControlCharacters() throws IOException {
        byte[] csv =
                ("\"a\u0007\nb\",\"\u001B[31mred\",\"x\u202Ey\"\n" + "1,2,3\n".repeat(100))
                        .getBytes(UTF_8);
        String id = submitted(csv, Way.UPLOAD);
        assertThat(result(id).get("columns"))
                .extracting(column -> column.get("name").asString())
                .containsExactly("a��b", "�[31mred", "x�y");
    }

    @Test
    void valuesThatAreShownHoldNoRawControlCharactersOnTheWire() throws IOException {
        byte[] csv =
                ("name\n\"a\u0007b\"\n\"\u001B[31mred\"\n" + "x\n".repeat(500)).getBytes(UTF_8);
        String id = submitted(csv, Way.UPLOAD);
        result(id);
        String body = get("/jobs/" + id + "/result").body();
        assertThat(body.codePoints()).noneMatch(Character::isISOControl);
        assertThat(events(id, 0).statusCode()).isEqualTo(200);
    }
}
