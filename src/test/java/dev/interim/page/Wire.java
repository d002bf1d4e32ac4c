package dev.interim.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A wire between a browser and a service, which can be cut, mended, and laid to another service.
final class Wire implements AutoCloseable {
    private static final int BUFFER = 16 * 1024;

    private final ServerSocket listening;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<String> requestLines = new CopyOnWriteArrayList<>();
    private volatile int target;
    private volatile boolean isCut;

    /// A wire to the service on this port of this machine.
    Wire(int target) {
        this.target = target;
        try {
            listening = new ServerSocket();
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("wire").start(this::accept);
    }

    /// Where the browser's end is.
    int port() {
        return listening.getLocalPort();
    }

    /// Breaks all connections, and lets no new one through.
    void cut() {
        isCut = true;
        open.forEach(Wire::closeQuietly);
    }

    /// Lets connections through again.
    void mend() {
        isCut = false;
    }

    /// Leads to another service from now on.
    void layTo(int port) {
        open.forEach(Wire::closeQuietly);
        target = port;
    }

    /// The first line of every read from a browser that begins with a request.
    List<String> requestLines() {
        return List.copyOf(requestLines);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket near = listening.accept();
                if (isCut) {
                    near.close();
                } else {
                    connect(near);
                }
            } catch (IOException e) {
                // The service does not answer, or this wire is closing.
            }
        }
    }

    private void connect(Socket near) throws IOException {
        open.add(near);
        try {
            var far = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(far);
            Thread.ofVirtual().start(() -> move(near, far, true));
            Thread.ofVirtual().start(() -> move(far, near, false));
        } catch (IOException e) {
            closeQuietly(near);
        }
    }

    private void move(Socket from, Socket to, boolean isRequest) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (isRequest) {
                    note(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
                }
                out.write(buffer, 0, count);
            }
        } catch (IOException e) {
            // One end has gone, and the other follows.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private void note(String bytes) {
        String line = bytes.lines().findFirst().orElse("");
        if (line.endsWith("HTTP/1.1")) {
            requestLines.add(line);
        }
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // Closing is all that was wanted.
        }
    }

    @Override
    public void close() {
        closeQuietly(listening);
        cut();
    }
}
