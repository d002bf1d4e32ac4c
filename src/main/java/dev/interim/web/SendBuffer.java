package dev.interim.web;

import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How much of an answer the system holds for a client that has not read it yet.
///
/// Left alone it takes megabytes: old news before new, for thousands of clients, and nobody notices
/// that they do not read.
final class SendBuffer {
    private static final Logger LOG = LoggerFactory.getLogger(SendBuffer.class);
    private static final int BYTES = 64 * 1024;

    private SendBuffer() {}

    /// Bounds it for the connection of this request.
    static void bound(ServletRequest request) {
        var endPoint =
                ServletContextRequest.getServletContextRequest(request)
                        .getConnectionMetaData()
                        .getConnection()
                        .getEndPoint();
        if (endPoint instanceof SocketChannelEndPoint socket) {
            NetworkChannel channel = socket.getChannel();
            try {
                channel.setOption(StandardSocketOptions.SO_SNDBUF, BYTES);
            } catch (IOException e) {
                LOG.debug("the client has gone", e);
            }
        }
    }
}
