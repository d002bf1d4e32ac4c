package dev.interim.engine.source;

import java.net.URI;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.net.URIAuthority;

/// A GET whose request line has the target of an address byte for byte.
///
/// The client parses the target as {@link URI}, which refuses what browsers send, such as `|` and a
/// lone `%`: it is shown `/`, and the target is put in its place before the request is sent.
final class TargetedGet extends HttpGet {
    private static final long serialVersionUID = 1L;
    private static final String TARGET = "interim.target";

    private final String target;

    TargetedGet(WebAddress address) {
        super(URI.create("/"));
        target = address.target();
        setScheme(address.scheme());
        // As in browsers, for a signature may cover the header Host.
        setAuthority(
                new URIAuthority(address.host(), address.hasUsualPort() ? -1 : address.port()));
    }

    /// Tells {@link #complete} the target.
    void addTo(HttpContext context) {
        context.setAttribute(TARGET, target);
    }

    /// The last thing that is done to a request before it is sent.
    static void complete(HttpRequest request, HttpContext context) {
        if (context.getAttribute(TARGET) instanceof String target) {
            request.setPath(target);
        }
    }
}
