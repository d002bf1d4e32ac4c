package dev.interim.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.stream.Stream;

/// Tells whether a request came through a reverse proxy.
final class Proxies {
    private Proxies() {}

    /// Whether a header that proxies add says so, or the version: nginx speaks HTTP/1.0 to what
    /// stands behind it unless it is told otherwise, clients no longer do.
    static boolean isBehindOne(HttpServletRequest request) {
        return request.getProtocol().equals("HTTP/1.0")
                || Stream.of("Via", "Forwarded", "X-Forwarded-For", "X-Real-IP")
                        .anyMatch(name -> request.getHeader(name) != null);
    }
}
