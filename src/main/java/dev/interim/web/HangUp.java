package dev.interim.web;

import jakarta.servlet.ServletRequest;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;

/// Ends a connection from outside the thread that may be stuck in writing to it.
final class HangUp {
    private HangUp() {}

    /// Closes the connection of this request when it is run; any thread, never blocks.
    static Runnable on(ServletRequest request) {
        var endPoint =
                ServletContextRequest.getServletContextRequest(request)
                        .getConnectionMetaData()
                        .getConnection()
                        .getEndPoint();
        return endPoint::close;
    }
}
