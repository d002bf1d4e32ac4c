package dev.interim.web;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.failure.Plain;
import java.util.Locale;
import org.springframework.http.HttpStatus;

/// Failures as problem details (RFC 9457).
final class Problems {
    private static final String TYPE = "urn:interim:problem:";

    private Problems() {}

    /// The problem that a failure is.
    ///
    /// @param instance what it is about
    static Problem of(FailureException failure, String instance) {
        return of(failure.kind(), status(failure.kind()), failure.sentence(), instance);
    }

    /// The problem that an answer of the framework or of the server is.
    static Problem of(HttpStatus status, String sentence, String instance) {
        return of(kind(status), status, sentence, instance);
    }

    /// The problem of a kind under a status that is not the usual one.
    static Problem of(FailureKind kind, HttpStatus status, String sentence, String instance) {
        return new Problem(
                TYPE + kind.label(),
                title(kind),
                status.value(),
                Plain.text(sentence),
                Plain.text(instance),
                kind.label());
    }

    /// The status of a kind; the one place where failures become HTTP.
    static HttpStatus status(FailureKind kind) {
        return switch (kind) {
            case INVALID_REQUEST -> HttpStatus.BAD_REQUEST;
            case UNAUTHORIZED -> HttpStatus.UNAUTHORIZED;
            case FORBIDDEN, FORBIDDEN_SOURCE -> HttpStatus.FORBIDDEN;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case CONFLICT -> HttpStatus.CONFLICT;
            case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
            case IDEMPOTENCY_MISMATCH, MALFORMED_DATA -> HttpStatus.UNPROCESSABLE_CONTENT;
            case SOURCE_UNAVAILABLE, SOURCE_CHANGED -> HttpStatus.BAD_GATEWAY;
            case OVER_CAPACITY -> HttpStatus.TOO_MANY_REQUESTS;
            case INTERNAL -> HttpStatus.INTERNAL_SERVER_ERROR;
        };
    }

    /// Whose fault an answer of the framework or of the server is.
    static FailureKind kind(HttpStatus status) {
        return switch (status) {
            case UNAUTHORIZED -> FailureKind.UNAUTHORIZED;
            case FORBIDDEN -> FailureKind.FORBIDDEN;
            // It is the client that speaks another HTTP than we.
            case HTTP_VERSION_NOT_SUPPORTED, NOT_IMPLEMENTED -> FailureKind.INVALID_REQUEST;
            case NOT_FOUND -> FailureKind.NOT_FOUND;
            case CONTENT_TOO_LARGE, URI_TOO_LONG, REQUEST_HEADER_FIELDS_TOO_LARGE ->
                    FailureKind.TOO_LARGE;
            default ->
                    status.is5xxServerError() ? FailureKind.INTERNAL : FailureKind.INVALID_REQUEST;
        };
    }

    private static String title(FailureKind kind) {
        String words = kind.name().replace('_', ' ').toLowerCase(Locale.ROOT);
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
