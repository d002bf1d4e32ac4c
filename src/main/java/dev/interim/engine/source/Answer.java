package dev.interim.engine.source;

import static dev.interim.engine.failure.FailureKind.MALFORMED_DATA;
import static dev.interim.engine.failure.FailureKind.SOURCE_UNAVAILABLE;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.Plain;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.impl.EnglishReasonPhraseCatalog;
import org.jspecify.annotations.Nullable;

/// A server's answer that brings data.
///
/// @param origin what the server says of it
/// @param body its bytes as they come over the wire, still compressed where they are
record Answer(Origin origin, InputStream body) {
    private static final int LONGEST_HEADER = 500;
    private static final Set<String> PAGES = Set.of("text/html", "application/xhtml+xml");
    // What the codecs then recognise by its first bytes; others, such as br, cannot be recognised.
    private static final Set<String> ENCODINGS = Set.of("identity", "gzip", "x-gzip", "zstd");

    /// The answer, where it is one that brings data.
    ///
    /// @throws FailureException `SOURCE_UNAVAILABLE` for any status but 200, `MALFORMED_DATA` for a
    ///   page for people or an encoding that nobody asked for
    static Answer of(ClassicHttpResponse response, Patience patience) throws IOException {
        int status = response.getCode();
        if (status != HttpStatus.SC_OK) {
            throw new FailureException(SOURCE_UNAVAILABLE, "the server answered " + named(status));
        }
        String mediaType = header(response, HttpHeaders.CONTENT_TYPE);
        if (mediaType != null && PAGES.contains(essence(mediaType))) {
            throw new FailureException(
                    MALFORMED_DATA,
                    "the server sent a web page (" + essence(mediaType) + "), not data");
        }
        String encoding = header(response, HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !ENCODINGS.contains(essence(encoding))) {
            throw new FailureException(
                    MALFORMED_DATA,
                    "the server sent the data encoded as " + Plain.text(encoding, 40));
        }
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return new Answer(Origin.ofBytes(0), InputStream.nullInputStream());
        }
        Long length = entity.getContentLength() < 0 ? null : entity.getContentLength();
        var origin = new Origin(length, header(response, HttpHeaders.ETAG), mediaType);
        boolean endsWithConnection = length == null && !entity.isChunked();
        return new Answer(
                origin, new PatientStream(entity.getContent(), endsWithConnection, patience));
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
