package dev.interim.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/// A client that asks for a stream and then does not read it.
final class DeafClient implements AutoCloseable {
    /// So little that the system does not read in its stead.
    private static final int RECEIVE_BUFFER = 4096;

    private static final int PATIENCE_MILLIS = (int) Duration.ofSeconds(20).toMillis();

    private final Socket socket;

    DeafClient(int port, String path) {
        try {
            socket = new Socket();
            socket.setReceiveBufferSize(RECEIVE_BUFFER);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            String head = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads after all: what had been sent, until the server's end or reset.
    String everything() {
        var bytes = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(bytes);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the server has not closed the connection", e);
        } catch (IOException e) {
            // A reset is an end, too.
        }
        return bytes.toString(UTF_8);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
