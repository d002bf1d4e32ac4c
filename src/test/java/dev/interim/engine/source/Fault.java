package dev.interim.engine.source;

import dev.interim.fixture.HostileOrigin;
import dev.interim.fixture.LoopbackServer.Reply;
import dev.interim.fixture.LoopbackServer.Request;
import java.io.ByteArrayInputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a server can do wrong, and what happens then; `docs/reliability.md` has a row for each.
///
/// In outcomes `N` is any number.
enum Fault {
    // Ranges, at the first question.
    RANGES_IGNORED("ranges are ignored", right(), (it, request) -> it.whole()),
    RANGE_REFUSED(
            "the first range is refused with 416, for no reason",
            right(),
            (it, request) -> request.header("Range") == null ? it.whole() : it.none()),
    RANGE_MISPLACED(
            "the first range is another than asked for",
            right(),
            (it, request) ->
                    request.header("Range") == null ? it.whole() : it.part(1, Fault.LENGTH)),
    RANGE_UNNAMED(
            "a 206 does not say which part it is",
            right(),
            (it, request) -> request.header("Range") == null ? it.whole() : it.whole().status(206)),
    RANGE_GARBLED(
            "a 206 names a part that cannot be",
            right(),
            (it, request) ->
                    request.header("Range") == null
                            ? it.whole()
                            : it.part(0, Fault.LENGTH, "bytes 9-5/3")),
    RANGE_TWICE(
            "a 206 names two parts",
            right(),
            (it, request) ->
                    request.header("Range") == null
                            ? it.whole()
                            : it.part(0, Fault.LENGTH).header("Content-Range: bytes 0-9/10")),
    RANGE_LYING(
            "a 206 brings another length than its part has",
            right(),
            (it, request) ->
                    request.header("Range") == null
                            ? it.whole()
                            : it.part(
                                    0,
                                    100,
                                    "bytes 0-%d/%d".formatted(Fault.LENGTH - 1, Fault.LENGTH))),
    RANGE_OF_UNKNOWN_LENGTH(
            "a 206 does not say how long the whole is",
            right(),
            (it, request) ->
                    request.header("Range") == null ? it.whole() : it.part(0, 100, "bytes 0-99/*")),
    RANGE_UNASKED(
            "a 206 where no part was asked for",
            "the server answered 206 Partial Content",
            (it, request) -> it.whole().status(206)),
    PARTS_ONLY(
            "each range is cut after 300 kB",
            right(),
            (it, request) -> pieces(it, request, 300_000)),
    CRUMBS(
            "each range is cut after 100 bytes",
            "the server sends too small parts of the source, after N of N bytes",
            (it, request) -> pieces(it, request, 100)),
    PARTS_WITHOUT_VERSION(
            "ranges are cut, and no version is named",
            right(),
            (it, request) ->
                    request.header("Range") == null
                            ? it.as(null).whole()
                            : pieces(it.as(null), request, 300_000)),

    RANGE_FORBIDDEN(
            "the first range is refused with 403",
            right(),
            (it, request) -> request.header("Range") == null ? it.whole() : it.whole().status(403)),
    RANGE_BREAKS_THE_SERVER(
            "each range is answered with 500",
            right(),
            (it, request) -> request.header("Range") == null ? it.whole() : it.whole().status(500)),

    // Bodies.
    RESET_ONCE(
            "the connection is reset once",
            right(),
            (it, request) ->
                    request.number() == 1
                            ? it.honest(request).resetAfter(70_000)
                            : it.honest(request)),
    RESET_OFTEN(
            "the connection is reset or closed after each 300 kB",
            right(),
            (it, request) ->
                    request.number() % 2 == 0
                            ? it.honest(request).resetAfter(300_000)
                            : it.honest(request).endingAfter(300_000)),
    RESET_AT_THE_SAME_BYTE(
            "the connection is reset whenever a certain byte would come",
            "the source broke off after N of N bytes"
                    + Fault.OR
                    + unreadable()
                    + Fault.OR
                    + unreadable()
                    + ", after N of N bytes",
            (it, request) ->
                    it.honest(request)
                            .resetAfter(Math.max(0, 70_000 - HostileOrigin.from(request)))),
    RESET_WITHOUT_VERSION(
            "the connection is reset, and no version is named",
            resetTo(unresumable("broke off")),
            (it, request) -> it.as(null).honest(request).resetAfter(70_000)),
    RESET_OF_A_WEAK_VERSION(
            "the connection is reset, and the version is a weak one",
            resetTo(unresumable("broke off")),
            (it, request) -> it.as("W/\"v1\"").honest(request).resetAfter(70_000)),
    RESET_BEFORE_THE_FIRST_BYTE(
            "the connection is reset before the first byte, and no version is named",
            right(),
            (it, request) ->
                    request.number() < 5
                            ? it.as(null).honest(request).resetAfter(0)
                            : it.as(null).honest(request)),
    RESET_ALWAYS(
            "the connection is always reset before the first byte",
            "the source broke off after N of N bytes" + Fault.OR + unreadable(),
            (it, request) -> it.honest(request).resetAfter(0)),
    RANGES_FORGOTTEN(
            "the rest is asked for, and all comes, of the same version",
            right(),
            (it, request) -> request.number() == 1 ? broken(it, request) : it.whole()),
    SHORT_ONCE(
            "the body is too short once",
            right(),
            (it, request) ->
                    request.number() == 1
                            ? it.honest(request).endingAfter(70_000)
                            : it.honest(request)),
    SHORT_WITHOUT_VERSION(
            "the body is too short, and no version is named",
            unresumable("ended"),
            (it, request) -> it.as(null).honest(request).endingAfter(70_000)),
    LYING_LENGTH(
            "more is announced than there is",
            "the source changed while it was being fetched, after N of N bytes: it is shorter than it was",
            (it, request) ->
                    request.header("If-Range") == null
                            ? it.whole().announcing(10L * Fault.LENGTH)
                            : it.honest(request)),
    MORE_THAN_ANNOUNCED(
            "more comes than was announced",
            right(),
            (it, request) ->
                    new HostileOrigin(Arrays.copyOf(it.content(), 2 * Fault.LENGTH), "\"v1\"")
                            .whole()
                            .announcing(Fault.LENGTH)),
    LENGTHS_TWICE(
            "two lengths are announced",
            "the server gave no answer that can be read",
            (it, request) -> it.whole().header("Content-Length: 5")),
    MORE_THAN_ITS_PART(
            "a part in chunks is longer than announced",
            "the server sent more bytes than it announced, after N of N bytes",
            (it, request) ->
                    it.part(0, Fault.LENGTH, "bytes 0-%d/%d".formatted(99_999, 100_000))
                            .chunked(1_000)),
    CHUNKED(
            "the body comes in chunks, its length is unknown",
            right(),
            (it, request) -> it.whole().chunked(1_000)),
    CHUNKS_CUT(
            "chunks are cut off once",
            right(),
            (it, request) ->
                    request.number() == 1
                            ? it.whole().chunked(1_000).endingAfter(70_500)
                            : it.honest(request)),
    CHUNKS_CUT_AT_THE_END(
            "all chunks come, and not the end of them",
            right(),
            (it, request) ->
                    request.number() == 1
                            ? it.whole().chunked(1_000).resetAfter(Fault.LENGTH)
                            : it.honest(request)),
    CHUNKS_CUT_WITHOUT_VERSION(
            "chunks are cut off, and no version is named",
            "the source ended after N bytes; without a strong ETag it cannot be resumed",
            (it, request) -> it.as(null).whole().chunked(1_000).endingAfter(70_500)),
    CHUNKS_BAD(
            "a chunk has a size that is none",
            "the source broke off after N bytes; without a strong ETag it cannot be resumed",
            (it, request) -> chunks("3\r\n" + start(it, 3) + "\r\nzz\r\n")),
    CHUNKS_NEGATIVE(
            "a chunk has a negative size",
            "the source broke off after N bytes; without a strong ETag it cannot be resumed",
            (it, request) -> chunks("3\r\n" + start(it, 3) + "\r\n-1\r\n")),
    CHUNKS_HUGE(
            "a chunk has a size beyond all numbers",
            "the source broke off after N bytes; without a strong ETag it cannot be resumed",
            (it, request) -> chunks("3\r\n" + start(it, 3) + "\r\n" + "f".repeat(20) + "\r\n")),
    CHUNKS_OF_HEADERS(
            "the chunks end in a flood of trailers",
            "the source broke off after N bytes; without a strong ETag it cannot be resumed",
            (it, request) ->
                    chunks("3\r\n" + start(it, 3) + "\r\n0\r\n" + "X: y\r\n".repeat(10_000))),
    ENDLESS(
            "the body never ends",
            "the source has more, and at most N bytes are read",
            (it, request) ->
                    Reply.of(
                                    () ->
                                            new SequenceInputStream(
                                                    new ByteArrayInputStream(it.content()),
                                                    new EndlessStream()),
                                    Long.MAX_VALUE)
                            .announcingNothing()),

    // Versions.
    CHANGED(
            "the rest is of another version, and all of it comes",
            changed("it is another version now"),
            (it, request) -> request.number() == 1 ? broken(it, request) : it.as("\"v2\"").whole()),
    CHANGED_IN_PART(
            "the rest is of another version, and only the rest comes",
            changed("it is another version now"),
            (it, request) ->
                    request.number() == 1
                            ? broken(it, request)
                            : it.as("\"v2\"").part(HostileOrigin.from(request), Fault.LENGTH)),
    CHANGED_LENGTH(
            "the rest is of the same version, which has another length",
            changed("it is another version now"),
            (it, request) ->
                    request.number() == 1
                            ? broken(it, request)
                            : it.part(
                                    HostileOrigin.from(request),
                                    Fault.LENGTH,
                                    "bytes %d-%d/%d"
                                            .formatted(
                                                    HostileOrigin.from(request),
                                                    Fault.LENGTH - 1,
                                                    2 * Fault.LENGTH))),
    VERSION_LOST(
            "the rest comes without a version",
            changed("the server no longer says which version it sends"),
            (it, request) ->
                    request.number() == 1
                            ? broken(it, request)
                            : it.as(null).part(HostileOrigin.from(request), Fault.LENGTH)),
    REST_ENCODED(
            "the rest comes in another encoding, under the same version",
            changed("it is encoded in another way now"),
            (it, request) ->
                    request.number() == 1
                            ? broken(it, request)
                            : it.honest(request).header("Content-Encoding: gzip")),
    WHOLE_ENCODED(
            "all comes again in no encoding, under the same version",
            changed("it is encoded in another way now"),
            (it, request) ->
                    request.number() == 1
                            ? broken(it, request).header("Content-Encoding: gzip")
                            : it.whole()),
    REST_MISPLACED(
            "another part than the rest comes",
            "the server sent another part than it was asked for, after N of N bytes",
            (it, request) ->
                    request.number() == 1 ? broken(it, request) : it.part(0, Fault.LENGTH)),
    REST_UNNAMED(
            "the rest does not say which part it is",
            "the server sent another part than it was asked for, after N of N bytes",
            (it, request) -> request.number() == 1 ? broken(it, request) : it.whole().status(206)),
    REST_REFUSED(
            "the rest is refused with 416",
            changed("it is shorter than it was"),
            (it, request) -> request.number() == 1 ? broken(it, request) : it.none()),
    REST_GONE(
            "the rest is gone",
            "the server answered 404 Not Found, after N of N bytes",
            (it, request) -> request.number() == 1 ? broken(it, request) : it.whole().status(404)),
    REST_A_PAGE(
            "a web page comes instead of the rest",
            "the server sent a web page (text/html), not data, after N of N bytes",
            (it, request) ->
                    request.number() == 1
                            ? broken(it, request)
                            : it.whole().header("Content-Type: text/html")),

    // Busy servers.
    BUSY(
            "429 four times",
            right(),
            (it, request) -> request.number() < 5 ? it.whole().status(429) : it.honest(request)),
    UNAVAILABLE(
            "503 four times",
            right(),
            (it, request) -> request.number() < 5 ? it.whole().status(503) : it.honest(request)),
    BUSY_LATER(
            "503 in the middle",
            right(),
            (it, request) ->
                    switch (request.number()) {
                        case 1 -> broken(it, request);
                        case 2, 3 -> it.whole().status(503).header("Retry-After: 2");
                        default -> it.honest(request);
                    }),
    BUSY_FOR_SECONDS(
            "429 with a number of seconds",
            right(),
            (it, request) -> once(it, request, it.whole().status(429), "Retry-After: 300")),
    BUSY_UNTIL_A_DATE(
            "503 with a date",
            right(),
            (it, request) ->
                    once(
                            it,
                            request,
                            it.whole().status(503).header("Date: Sun, 06 Nov 1994 08:49:37 GMT"),
                            "Retry-After: Sun, 06 Nov 1994 08:50:37 GMT")),
    BUSY_UNTIL_A_PAST_DATE(
            "503 with a date in the past",
            right(),
            (it, request) ->
                    once(
                            it,
                            request,
                            it.whole().status(503).header("Date: Sun, 06 Nov 1994 08:49:37 GMT"),
                            "Retry-After: Sun, 06 Nov 1994 08:40:37 GMT")),
    BUSY_IN_NONSENSE(
            "429 with a time that is none",
            right(),
            (it, request) -> once(it, request, it.whole().status(429), "Retry-After: -5 soon")),
    BUSY_FOR_LONG(
            "503 for longer than 5 minutes",
            "the server answered 503 Service Unavailable and wants to be left alone for longer than 5 minutes",
            (it, request) -> it.whole().status(503).header("Retry-After: 301")),
    BUSY_FOR_EVER_AFTER(
            "429 with a number beyond all numbers",
            "the server answered 429 Too Many Requests and wants to be left alone for longer than 5 minutes",
            (it, request) -> it.whole().status(429).header("Retry-After: " + "9".repeat(40))),
    BAD_GATEWAY_LATER(
            "502 in the middle",
            right(),
            (it, request) ->
                    switch (request.number()) {
                        case 1 -> broken(it, request);
                        case 2 -> it.whole().status(502);
                        default -> it.honest(request);
                    }),
    NOT_MADE_YET(
            "202 twice",
            right(),
            (it, request) -> request.number() < 3 ? it.whole().status(202) : it.honest(request)),
    ALWAYS_BUSY(
            "429 always",
            "the server answered 429 Too Many Requests",
            (it, request) -> it.whole().status(429)),
    ALWAYS_BUSY_LATER(
            "503 always, in the middle",
            "the server answered 503 Service Unavailable, after N of N bytes",
            (it, request) -> request.number() == 1 ? broken(it, request) : it.whole().status(503)),

    // What is no data.
    PAGE(
            "a web page with status 200",
            "the server sent a web page (text/html), not data",
            (it, request) -> it.whole().header("Content-Type: text/html; charset=utf-8")),
    PAGE_IN_PARTS(
            "a web page in parts",
            "the server sent a web page (text/html), not data",
            (it, request) -> it.honest(request).header("Content-Type: text/html")),
    ENCODED(
            "an encoding that nobody asked for",
            ContentEncoding.unreadable("br"),
            (it, request) -> it.whole().header("Content-Encoding: br")),
    ENCODED_IN_WORDS(
            "encodings that are none",
            right(),
            (it, request) ->
                    it.honest(request)
                            .header("Content-Encoding: aws-chunked, utf-8")
                            .header("Content-Encoding: identity")),
    BROKEN_SERVER(
            "status 500 always",
            "the server answered 500 Internal Server Error",
            (it, request) -> it.whole().status(500)),
    SILENT("the connection is closed without a word", unreadable(), (it, request) -> Reply.raw("")),
    NO_HTTP(
            "another protocol",
            unreadable(),
            (it, request) -> Reply.raw("SSH-2.0-OpenSSH_9.9\r\n")),
    HEAD_CUT(
            "the head is cut off",
            unreadable(),
            (it, request) -> Reply.raw("HTTP/1.1 200 OK\r\nContent-Le")),
    HEADER_FLOOD(
            "10,000 headers",
            unreadable(),
            (it, request) -> Reply.raw("HTTP/1.1 200 OK\r\n" + "X-Flood: a\r\n".repeat(10_000))),
    HEADER_ENDLESS(
            "a header of 10 MB",
            unreadable(),
            (it, request) -> Reply.raw("HTTP/1.1 200 OK\r\nX-Flood: " + "a".repeat(10_000_000))),

    // Redirects.
    REDIRECT_LOOP(
            "a redirect to itself",
            "the server redirects more than 10 times",
            (it, request) -> Reply.redirect(302, "/file")),
    REDIRECT_NOWHERE(
            "a redirect without a target",
            redirectRefused("it does not say where to"),
            (it, request) -> it.whole().status(301)),
    REDIRECT_TO_FTP(
            "a redirect to another scheme",
            redirectRefused("only http and https"),
            (it, request) -> Reply.redirect(302, "ftp://example.org/file")),
    REDIRECT_TO_A_FILE(
            "a redirect to a local file",
            redirectRefused("only http and https"),
            (it, request) -> Reply.redirect(302, "file:///etc/passwd")),
    REDIRECT_WITH_PASSWORD(
            "a redirect with a password",
            redirectRefused("an address must not hold a user name or password"),
            (it, request) -> Reply.redirect(307, "http://a:b@example.org/")),
    REDIRECT_TO_A_PORT(
            "a redirect to another port",
            redirectRefused("port N is not allowed; allowed are [N, N, N, N]"),
            (it, request) -> Reply.redirect(308, "http://example.org:6379/")),
    REDIRECT_TO_A_TRICK(
            "a redirect to a number instead of a host",
            redirectRefused("a numeric host is four decimal numbers: N.N.N.N"),
            (it, request) -> Reply.redirect(303, "http://2130706433/")),
    REDIRECT_TO_NONSENSE(
            "a redirect to no address",
            redirectRefused("the address names no valid host"),
            (it, request) -> Reply.redirect(302, "http://exa mple/")),
    REDIRECT_INSIDE(
            "a redirect to an internal address",
            Exchange.UNREACHABLE,
            (it, request) -> Reply.redirect(302, "http://169.254.169.254/latest/meta-data/"));

    /// The length of the file.
    static final int LENGTH = 1_000_000;

    private static final String OR = ", or: ";
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    final String what;
    final String outcome;

    @SuppressWarnings("ImmutableEnumChecker") // scripts are lambdas without state
    final Script script;

    Fault(String what, String outcome, Script script) {
        this.what = what;
        this.outcome = outcome;
        this.script = script;
    }

    /// What the server replies.
    @FunctionalInterface
    interface Script {
        /// A reply of its own for each request.
        ///
        /// @param it the file as it should be served
        Reply to(HostileOrigin it, Request request);
    }

    boolean isHarmless() {
        return outcome.equals(right());
    }

    /// Whether a failure is the one that is named.
    boolean isNamed(String sentence) {
        return Stream.of(outcome.split(OR))
                .anyMatch(it -> withoutNumbers(sentence).equals(withoutNumbers(it)));
    }

    private static String withoutNumbers(String sentence) {
        return NUMBER.matcher(sentence).replaceAll("N");
    }

    private static String right() {
        return "the right result";
    }

    private static String unreadable() {
        return "the server gave no answer that can be read";
    }

    /// What a reset takes away: any of the last bytes, the head too, whatever was sent.
    private static String resetTo(String usually) {
        return usually + OR + "the source broke off after N of N bytes" + OR + unreadable();
    }

    private static String unresumable(String how) {
        return "the source "
                + how
                + " after N of N bytes; without a strong ETag it cannot be resumed";
    }

    private static String changed(String how) {
        return "the source changed while it was being fetched, after N of N bytes: " + how;
    }

    private static String redirectRefused(String why) {
        return "the server redirects, which is refused: " + why;
    }

    private static Reply broken(HostileOrigin it, Request request) {
        return it.honest(request).endingAfter(70_000);
    }

    private static Reply once(HostileOrigin it, Request request, Reply busy, String retryAfter) {
        return request.number() == 1 ? busy.header(retryAfter) : it.honest(request);
    }

    private static Reply pieces(HostileOrigin it, Request request, int bytes) {
        int from = HostileOrigin.from(request);
        return it.part(from, Math.min(from + bytes, LENGTH));
    }

    private static Reply chunks(String body) {
        return Reply.raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body);
    }

    private static String start(HostileOrigin it, int bytes) {
        return new String(it.content(), 0, bytes, StandardCharsets.ISO_8859_1);
    }
}
