package dev.interim.engine.source;

import static dev.interim.engine.failure.FailureKind.MALFORMED_DATA;
import static dev.interim.engine.failure.FailureKind.SOURCE_UNAVAILABLE;
import static dev.interim.engine.failure.FailureKind.TOO_LARGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.failure.FailureException;
import dev.interim.fixture.LoopbackServer;
import dev.interim.fixture.LoopbackServer.Reply;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSourceTest extends FetchContract {
    private final LoopbackServer server = LoopbackServer.start();
    private final Web web = new Web(AddressRules.PUBLIC_AND_LOOPBACK);

    @AfterEach
    void nothingIsLeftBehind() {
        server.close();
        web.close();
    }

    @Override
    protected Fetch open(byte[] content) {
        return open(Reply.of(content));
    }

    private Fetch open(Reply reply) {
        server.on("/data.csv", reply);
        return web.source(server.uri("/data.csv")).open(taking.ready());
    }

    private FailureException failure(Reply reply) {
        try (Fetch fetch = open(reply)) {
            FailureException failure = taking.failure(fetch);
            assertThat(failure.kind()).isEqualTo(SOURCE_UNAVAILABLE);
            return failure;
        }
    }

    /// Before the first byte there is nothing to resume.
    private static String without(int bytes) {
        return bytes == 0 ? "" : "; without a strong ETag it cannot be resumed";
    }

    @Test
    void knowsWhatTheServerSays() {
        byte[] content = content(1_000);
        Reply reply =
                Reply.of(content)
                        .header("ETag: \"v1\"")
                        .header("Content-Type: text/csv; charset=utf-8");
        try (Fetch fetch = open(reply)) {
            taking.all(fetch, 300);
            assertThat(fetch.origin())
                    .isEqualTo(
                            new Origin(1_000L, "\"v1\"", "text/csv; charset=utf-8")
                                    .sentAs(server.uri("/data.csv")));
        }
    }

    @Test
    void asksForTheBytesAsTheyAre() {
        try (Fetch fetch = open(content(10))) {
            taking.all(fetch, 10);
        }
        assertThat(server.requests()).hasSize(1);
        assertThat(server.requests().getFirst())
                .startsWith("GET /data.csv HTTP/1.1\r\n")
                .contains("Host: 127.0.0.1:" + server.port() + "\r\n")
                .contains("Accept-Encoding: identity\r\n")
                .contains("User-Agent: interim/1.2.3\r\n")
                .doesNotContainIgnoringCase("upgrade")
                .doesNotContainIgnoringCase("cookie");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/a//b",
                "/%2e%2e/%2F?x=%26&y=+&z",
                "/?",
                "/a;v=1?a=b?c/d",
                "/g%C3%B6%C3%9Fe.csv"
            })
    void asksForThePathAsItWasGiven(String path) {
        byte[] content = content(10);
        server.on(path, Reply.of(content));
        try (Fetch fetch = web.source(server.uri(path)).open(taking.ready())) {
            assertThat(taking.all(fetch, 10)).isEqualTo(content);
        }
        assertThat(server.requests().getFirst()).startsWith("GET " + path + " HTTP/1.1\r\n");
    }

    @Test
    void anAddressWithoutPathAsksForTheRoot() {
        server.on("/", Reply.of(content(10)));
        try (Fetch fetch = web.source(server.uri("")).open(taking.ready())) {
            assertThat(taking.all(fetch, 10)).isEqualTo(content(10));
        }
    }

    @Test
    void aServerThatCannotSpeakSecurelyIsSaidToBeSo() {
        String uri = server.uri("/").replace("http:", "https:");
        try (Fetch fetch = web.source(uri).open(taking.ready())) {
            assertThat(taking.failure(fetch)).hasMessage("no secure connection to the server");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 65_536})
    void readsChunks(int size) {
        byte[] content = content(size == 1 ? 3_000 : 300_000);
        try (Fetch fetch = open(Reply.of(content).chunked(size))) {
            assertThat(taking.all(fetch, 10_000)).isEqualTo(content);
            assertThat(fetch.origin().bytes()).isNull();
        }
    }

    @Test
    void readsToTheEndOfTheConnectionWhereNoLengthIsSaid() {
        byte[] content = content(100_000);
        try (Fetch fetch = open(Reply.of(content).announcingNothing())) {
            assertThat(taking.all(fetch, 10_000)).isEqualTo(content);
        }
    }

    @Test
    void leavesCompressedBytesAsTheyAre() {
        byte[] content = content(1_000);
        try (Fetch fetch = open(Reply.of(content).header("Content-Encoding: gzip"))) {
            assertThat(taking.all(fetch, 10_000)).isEqualTo(content);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "204, the server answered 204 No Content",
        "206, the server answered 206 Partial Content",
        "300, the server answered 300 Multiple Choices",
        "401, the server answered 401 Unauthorized",
        "404, the server answered 404 Not Found",
        "429, the server answered 429 Too Many Requests",
        "500, the server answered 500 Internal Server Error",
        "503, the server answered 503 Service Unavailable",
        "599, the server answered 599",
    })
    void anyStatusButOkSaysWhich(int status, String sentence) {
        assertThat(failure(Reply.of(content(10)).status(status))).hasMessage(sentence);
        assertThat(taking.taken()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {202, 408, 425, 429, 500, 502, 503, 504, 520, 522, 527})
    void aStatusThatPassesIsAskedAgain(int status) {
        byte[] content = content(10);
        server.on(
                "/data.csv",
                request ->
                        request.number() == 1
                                ? Reply.of(content(5)).status(status)
                                : Reply.of(content));
        try (Fetch fetch = web.source(server.uri("/data.csv")).open(taking.ready())) {
            assertThat(taking.all(fetch, 100)).isEqualTo(content);
        }
        assertThat(server.requests()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 405, 406, 412, 500})
    void whoRefusesTheRangeIsAskedWithoutOne(int status) {
        byte[] content = content(10);
        server.on(
                "/data.csv",
                request ->
                        request.header("Range") == null
                                ? Reply.of(content)
                                : Reply.of(content(5)).status(status));
        try (Fetch fetch = web.source(server.uri("/data.csv")).open(taking.ready())) {
            assertThat(taking.all(fetch, 100)).isEqualTo(content);
        }
    }

    @Test
    void whatAProxyHasChangedIsRead() {
        byte[] content = content(10);
        try (Fetch fetch = open(Reply.of(content).status(203))) {
            assertThat(taking.all(fetch, 100)).isEqualTo(content);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"utf-8", "none", "binary", "aws-chunked", "bzip2", "gzip, identity", "x,"})
    void wordsThatNameNoCodingAreLeftOut(String words) {
        byte[] content = content(10);
        try (Fetch fetch = open(Reply.of(content).header("Content-Encoding: " + words))) {
            assertThat(taking.all(fetch, 100)).isEqualTo(content);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/html", "Text/HTML; charset=utf-8", "application/xhtml+xml;charset=x"})
    void aWebPageIsNoData(String type) {
        try (Fetch fetch = open(Reply.of(content(10)).header("Content-Type: " + type))) {
            FailureException failure = taking.failure(fetch);
            assertThat(failure)
                    .hasMessageMatching(
                            "the server sent a web page \\((text|appl).*ml\\), not data");
            assertThat(failure.kind()).isEqualTo(MALFORMED_DATA);
        }
    }

    @Test
    void anEncodingThatCannotBeRecognisedIsRefused() {
        try (Fetch fetch = open(Reply.of(content(10)).header("Content-Encoding: br"))) {
            assertThat(taking.failure(fetch)).hasMessage(ContentEncoding.unreadable("br"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9_999, 99_999})
    void aBodyShorterThanAnnouncedFails(int bytes) {
        byte[] content = content(100_000);
        assertThat(failure(Reply.of(content).endingAfter(bytes)))
                .hasMessage(
                        "the source ended after " + bytes + " of 100000 bytes" + without(bytes));
        assertThat(taking.taken()).isEqualTo(Arrays.copyOf(content, bytes));
    }

    @Test
    void aLyingLengthFails() {
        assertThat(failure(Reply.of(content(500)).announcing(1_000_000_000)))
                .hasMessage("the source ended after 500 of 1000000000 bytes" + without(500));
    }

    @Test
    void whatComesAfterTheAnnouncedLengthIsNotRead() {
        byte[] content = content(500);
        try (Fetch fetch = open(Reply.of(content).announcing(400))) {
            assertThat(taking.all(fetch, 100)).isEqualTo(Arrays.copyOf(content, 400));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_000, 1_500, 99_000})
    void chunksThatAreCutOffFail(int bytes) {
        byte[] content = content(100_000);
        assertThat(failure(Reply.of(content).chunked(1_000).endingAfter(bytes)))
                .hasMessage("the source ended after " + bytes + " bytes" + without(bytes));
        assertThat(taking.taken()).isEqualTo(Arrays.copyOf(content, bytes));
    }

    @Test
    void badChunksFail() {
        String head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        assertThat(failure(Reply.raw(head + "3\r\nabc\r\nzz\r\n")))
                .hasMessage("the source broke off after 3 bytes" + without(3));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9_999, 99_999})
    void aResetFailsAndGivesNothingWrong(int bytes) {
        byte[] content = content(100_000);
        assertThat(failure(Reply.of(content).resetAfter(bytes)))
                .hasMessageMatching(
                        "the source broke off after [0-9]+ of 100000 bytes(; without.*)?"
                                + "|the server gave no answer that can be read");
        byte[] taken = taking.taken();
        assertThat(taken.length).isLessThanOrEqualTo(bytes);
        assertThat(taken).isEqualTo(Arrays.copyOf(content, taken.length));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1",
                "SSH-2.0-OpenSSH_9.9\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
                "HTTP/1.1 999999999999 OK\r\n\r\n"
            })
    void whatIsNoHttpIsNoAnswer(String bytes) {
        assertThat(failure(Reply.raw(bytes)))
                .hasMessage("the server gave no answer that can be read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK",
                "HTTP/1.1 200 OK\r\n",
                "HTTP/1.1 200 OK\r\nContent-Len",
                "HTTP/1.1 200 OK\r\nContent-Length: 5",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunk",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked",
                "HTTP/1.1 200 OK\r\nServer: x\r\n"
            })
    void aHeadThatIsCutOffIsNoEmptySource(String head) {
        failure(Reply.raw(head));
        assertThat(taking.taken()).isEmpty();
    }

    @Test
    void aFloodOfHeadersIsNoAnswer() {
        String many = "X-Flood: a\r\n".repeat(10_000);
        assertThat(failure(Reply.raw("HTTP/1.1 200 OK\r\n" + many)))
                .hasMessage("the server gave no answer that can be read");
    }

    @Test
    void anEndlessHeaderIsNoAnswer() {
        String endless = "X-Flood: " + "a".repeat(10_000_000);
        assertThat(failure(Reply.raw("HTTP/1.1 200 OK\r\n" + endless)))
                .hasMessage("the server gave no answer that can be read");
    }

    @Test
    void aSourceAnnouncedAboveTheLimitIsNotRead() {
        try (var narrow = new Web(AddressRules.PUBLIC_AND_LOOPBACK, Limits.ofBytes(999))) {
            server.on("/", Reply.of(content(1_000)));
            FailureException failure =
                    taking.failure(narrow.source(server.uri("/")).open(taking.ready()));
            assertThat(failure)
                    .hasMessage("the source has 1000 bytes, and at most 999 bytes are read");
            assertThat(failure.kind()).isEqualTo(TOO_LARGE);
            assertThat(taking.taken()).isEmpty();
        }
    }

    @Test
    void anEndlessSourceIsReadUpToTheLimit() {
        try (var narrow = new Web(AddressRules.PUBLIC_AND_LOOPBACK, Limits.ofBytes(1_000_000))) {
            InputStream endless = new EndlessStream();
            server.on("/", Reply.of(() -> endless, Long.MAX_VALUE).announcingNothing());
            try (Fetch fetch = narrow.source(server.uri("/")).open(taking.ready())) {
                FailureException failure = taking.failure(fetch);
                assertThat(failure)
                        .hasMessage("the source has more, and at most 1000000 bytes are read");
                assertThat(failure.kind()).isEqualTo(TOO_LARGE);
            }
        }
    }
}
