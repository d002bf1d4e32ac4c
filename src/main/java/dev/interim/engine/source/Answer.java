package dev.interim.engine.source;

import static dev.interim.engine.failure.FailureKind.MALFORMED_DATA;
import static dev.interim.engine.failure.FailureKind.SOURCE_UNAVAILABLE;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.Plain;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.impl.EnglishReasonPhraseCatalog;
import org.jspecify.annotations.Nullable;

/// A server's answer that brings data, or says that there is no such part of it.
///
/// @param status 200, 203, 206 or 416, the last two only where a range was asked for; to the first
///   question also another one, which says that the server takes no ranges
/// @param origin what the server says of the whole source
/// @param range what it says of the part that it sends; `null` where it sends all, and where what
///   it says cannot be
/// @param encoding how it says that the whole is encoded; empty for not at all
/// @param body its bytes as they come over the wire, still compressed where they are
record Answer(
        int status,
        Origin origin,
        @Nullable ContentRange range,
        String encoding,
        InputStream body) {
    /// How long a server may ask to be left alone.
    static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private static final int LONGEST_HEADER = 500;
    private static final Set<String> PAGES = Set.of("text/html", "application/xhtml+xml");
    private static final int HTTP_UNASSIGNED_FROM = 520;
    private static final int HTTP_UNASSIGNED_TO = 527;
    // What a server may answer that takes no range of any source, but sends the whole.
    private static final Set<Integer> RANGE_REFUSALS =
            Set.of(
                    HttpStatus.SC_BAD_REQUEST,
                    HttpStatus.SC_FORBIDDEN,
                    HttpStatus.SC_METHOD_NOT_ALLOWED,
                    HttpStatus.SC_NOT_ACCEPTABLE,
                    HttpStatus.SC_PRECONDITION_FAILED);

    /// The answer, where it is one that brings data.
    ///
    /// @throws FailureException `SOURCE_UNAVAILABLE` for any other status, `MALFORMED_DATA` for a
    ///   page for people or an encoding that nobody asked for
    /// @throws SetbackException for a status that passes, such as 429 and 503, unless the server
    ///   wants to be left alone for long
    static Answer of(ClassicHttpResponse response, Question question, Patience patience)
            throws IOException, SetbackException {
        int status = response.getCode();
        return switch (status) {
            case HttpStatus.SC_OK, HttpStatus.SC_NON_AUTHORITATIVE_INFORMATION ->
                    whole(response, patience);
            case HttpStatus.SC_PARTIAL_CONTENT ->
                    question.isRange() ? part(response, patience) : refused(status);
            case HttpStatus.SC_REQUESTED_RANGE_NOT_SATISFIABLE ->
                    question.isRange() ? none(response) : refused(status);
            default -> other(response, question);
        };
    }

    private static Answer other(ClassicHttpResponse response, Question question)
            throws SetbackException {
        int status = response.getCode();
        if (isPassing(status)) {
            throw later(status, RetryAfter.of(response));
        }
        return question.equals(Question.PROBE) && RANGE_REFUSALS.contains(status)
                ? new Answer(status, Origin.UNKNOWN, null, "", InputStream.nullInputStream())
                : refused(status);
    }

    /// Whether the same question may soon have another answer: the server, or one before it, is
    /// busy, restarts, or still makes what was asked for.
    private static boolean isPassing(int status) {
        return switch (status) {
            case HttpStatus.SC_ACCEPTED,
                    HttpStatus.SC_REQUEST_TIMEOUT,
                    HttpStatus.SC_TOO_EARLY,
                    HttpStatus.SC_TOO_MANY_REQUESTS,
                    HttpStatus.SC_INTERNAL_SERVER_ERROR,
                    HttpStatus.SC_BAD_GATEWAY,
                    HttpStatus.SC_SERVICE_UNAVAILABLE,
                    HttpStatus.SC_GATEWAY_TIMEOUT ->
                    true;
            // What proxies of content networks say of the server behind them.
            default -> status >= HTTP_UNASSIGNED_FROM && status <= HTTP_UNASSIGNED_TO;
        };
    }

    /// Where the body ends, `null` when only its end tells.
    @Nullable Long until() {
        return range == null ? origin.bytes() : Long.valueOf(range.until());
    }

    /// Where the body begins.
    long from() {
        return range == null ? 0 : range.from();
    }

    /// That there is no such part, understood as what follows the last byte: nothing.
    ///
    /// @param total the length of the whole
    Answer ofNothing(long total) {
        return new Answer(
                HttpStatus.SC_PARTIAL_CONTENT,
                origin.ofLength(total),
                new ContentRange(total, total, total),
                encoding,
                InputStream.nullInputStream());
    }

    /// Whether it says that there is no such part, because the whole ends at this byte.
    boolean isNothingAfter(long position) {
        return status == HttpStatus.SC_REQUESTED_RANGE_NOT_SATISFIABLE
                && range != null
                && range.until() == 0
                && range.total() != null
                && range.total() == position;
    }

    private static Answer whole(ClassicHttpResponse response, Patience patience)
            throws IOException {
        checkKind(response);
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return new Answer(
                    HttpStatus.SC_OK,
                    Origin.ofBytes(0),
                    null,
                    encoding(response),
                    InputStream.nullInputStream());
        }
        Long length = lengthOf(entity);
        return new Answer(
                HttpStatus.SC_OK,
                origin(response, length),
                null,
                encoding(response),
                body(entity, length == null, patience));
    }

    private static Answer part(ClassicHttpResponse response, Patience patience) throws IOException {
        checkKind(response);
        HttpEntity entity = response.getEntity();
        ContentRange range = range(response);
        Long length = entity == null ? Long.valueOf(0) : lengthOf(entity);
        if (entity == null || range == null || (length != null && length != range.bytes())) {
            return new Answer(
                    HttpStatus.SC_PARTIAL_CONTENT,
                    origin(response, null),
                    null,
                    encoding(response),
                    InputStream.nullInputStream());
        }
        return new Answer(
                HttpStatus.SC_PARTIAL_CONTENT,
                origin(response, range.total()),
                range,
                encoding(response),
                body(entity, false, patience));
    }

    private static Answer none(ClassicHttpResponse response) {
        return new Answer(
                HttpStatus.SC_REQUESTED_RANGE_NOT_SATISFIABLE,
                origin(response, null),
                range(response),
                "",
                InputStream.nullInputStream());
    }

    private static Answer refused(int status) {
        throw new FailureException(SOURCE_UNAVAILABLE, "the server answered " + named(status));
    }

    private static SetbackException later(int status, Duration asked) {
        String sentence = "the server answered " + named(status);
        if (asked.compareTo(LONGEST_WAIT) > 0) {
            throw new FailureException(
                    SOURCE_UNAVAILABLE,
                    sentence + " and wants to be left alone for longer than 5 minutes");
        }
        return new SetbackException(new FailureException(SOURCE_UNAVAILABLE, sentence), asked);
    }

    private static void checkKind(ClassicHttpResponse response) {
        String mediaType = header(response, HttpHeaders.CONTENT_TYPE);
        if (mediaType != null && PAGES.contains(essence(mediaType))) {
            throw new FailureException(
                    MALFORMED_DATA,
                    "the server sent a web page (" + essence(mediaType) + "), not data");
        }
        ContentEncoding.check(encoding(response));
    }

    private static String encoding(ClassicHttpResponse response) {
        return ContentEncoding.of(response.getHeaders(HttpHeaders.CONTENT_ENCODING));
    }

    private static InputStream body(HttpEntity entity, boolean isOfUnknownLength, Patience patience)
            throws IOException {
        boolean endsWithConnection = isOfUnknownLength && !entity.isChunked();
        return new PatientStream(entity.getContent(), endsWithConnection, patience);
    }

    private static @Nullable Long lengthOf(HttpEntity entity) {
        return entity.getContentLength() < 0 ? null : entity.getContentLength();
    }

    private static Origin origin(ClassicHttpResponse response, @Nullable Long length) {
        return new Origin(
                length,
                header(response, HttpHeaders.ETAG),
                header(response, HttpHeaders.CONTENT_TYPE),
                LastModified.ifStrong(response),
                null);
    }

    private static @Nullable ContentRange range(ClassicHttpResponse response) {
        Header[] headers = response.getHeaders(HttpHeaders.CONTENT_RANGE);
        String value = headers.length == 1 ? headers[0].getValue() : null;
        return value == null ? null : ContentRange.parse(value.strip());
    }

    private static String named(int status) {
        String reason = EnglishReasonPhraseCatalog.INSTANCE.getReason(status, Locale.ROOT);
        return reason == null ? Integer.toString(status) : status + " " + reason;
    }

    private static @Nullable String header(ClassicHttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        String value = header == null ? null : header.getValue();
        return value == null || value.isBlank() || value.length() > LONGEST_HEADER
                ? null
                : Plain.text(value.strip());
    }

    private static String essence(String value) {
        int semicolon = value.indexOf(';');
        return (semicolon < 0 ? value : value.substring(0, semicolon))
                .strip()
                .toLowerCase(Locale.ROOT);
    }
}
