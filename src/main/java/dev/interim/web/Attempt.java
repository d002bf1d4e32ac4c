package dev.interim.web;

import dev.interim.job.Owner;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One sending of a request to start something, which may be sent again.
///
/// @param owner whose request it is
/// @param key what names it in all its sendings, `null` when it has no such name
/// @param request what the request says, the same for the same request
record Attempt(Owner owner, @Nullable String key, String request) {
    /// Reads a request.
    ///
    /// @param content stands for its body
    static Attempt of(Owner owner, HttpServletRequest request, String content) {
        return new Attempt(
                owner,
                key(request),
                Fingerprint.of(
                        request.getRequestURI(),
                        Objects.requireNonNullElse(request.getQueryString(), ""),
                        Objects.requireNonNullElse(request.getContentType(), ""),
                        content));
    }

    /// Two keys make none that is good.
    private static @Nullable String key(HttpServletRequest request) {
        var keys = Collections.list(request.getHeaders(IdempotencyKeys.HEADER));
        return keys.isEmpty() ? null : String.join(", ", keys);
    }
}
