package dev.interim.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;

/// What a request says it accepts, where the mapping of requests cannot check it.
final class Accepted {
    private Accepted() {}

    /// Checks that a request accepts a type.
    ///
    /// @param all what could have been had instead, for the refusal
    static void require(HttpServletRequest request, MediaType type, MediaType... all)
            throws HttpMediaTypeNotAcceptableException {
        if (given(request).stream().noneMatch(type::isCompatibleWith)) {
            throw new HttpMediaTypeNotAcceptableException(List.of(all));
        }
    }

    private static List<MediaType> given(HttpServletRequest request)
            throws HttpMediaTypeNotAcceptableException {
        var lines = Collections.list(request.getHeaders(HttpHeaders.ACCEPT));
        try {
            return lines.isEmpty() ? List.of(MediaType.ALL) : MediaType.parseMediaTypes(lines);
        } catch (InvalidMediaTypeException e) {
            throw new HttpMediaTypeNotAcceptableException("Accept cannot be read");
        }
    }
}
