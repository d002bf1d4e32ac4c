package dev.interim.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;

/// A client that sends its request as slowly as a test wants, and reads the answer meanwhile.
final class SlowUpload implements AutoCloseable {
    private static final int PATIENCE_MILLIS = (int) Duration.ofSeconds(20).toMillis();

    private static final int MOST_TO_WAIT_THROUGH = 32 * 1024;

    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;

    /// Sends a head; `Host` and the blank line are added.
    SlowUpload(int port, String... head) {
        this(
                port,
                (String.join("\r\n", head) + "\r\nHost: localhost\r\n\r\n").getBytes(ISO_8859_1));
    }

    /// Sends these bytes as they are.
    SlowUpload(int port, byte[] first) {
        try {
            socket = new Socket("localhost", port);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            out = socket.getOutputStream();
            in = socket.getInputStream();
            send(first);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Sends these bytes as they are.
    void send(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Sends these bytes as a chunk; none end the body.
    void sendChunk(byte[] bytes) {
        send((Integer.toHexString(bytes.length) + "\r\n").getBytes(ISO_8859_1));
        send(bytes);
        send("\r\n".getBytes(ISO_8859_1));
    }

    /// Says that nothing more will be sent, and goes on listening.
    void finish() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            // The server may have hung up already.
        }
    }

    /// Sends until the server does not want any more.
    void sendUntilRefused(byte[] bytes) {
        try {
            while (true) {
                out.write(bytes);
            }
        } catch (IOException e) {
            // That is what was waited for.
        }
    }

    /// Waits for the whole answer, which must name its length, and gives its head and body.
    String answer() {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) read());
        }
        int length = length(head.toString());
        var body = new StringBuilder();
        while (body.length() < length) {
            body.append((char) read());
        }
        return head.append(body).toString();
    }

    /// Waits until the answer holds this ASCII text, and gives what was read up to there.
    String until(String text) {
        var seen = new StringBuilder();
        while (seen.indexOf(text) < 0) {
            // Heartbeats would let it wait for ever.
            assertThat(seen.length()).as(seen::toString).isLessThan(MOST_TO_WAIT_THROUGH);
            seen.append((char) read());
        }
        return seen.toString();
    }

    /// Waits until the server closes the connection, and gives all it has sent.
    String everything() {
        try {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits until the job is accepted, and gives its id.
    String job() {
        String answer = answer();
        assertThat(answer).startsWith("HTTP/1.1 202").contains("Location: /jobs/");
        String job = answer.substring(answer.indexOf("\r\n\r\n"));
        return new JsonMapper().readTree(job).get("id").asString();
    }

    /// Whether the server has closed the connection; waits for that.
    boolean isClosedByServer() {
        try {
            return in.read() < 0;
        } catch (IOException e) {
            return !(e instanceof SocketTimeoutException);
        }
    }

    /// Breaks the connection as a crash does.
    void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Closes the connection in good order.
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int read() {
        try {
            int next = in.read();
            if (next < 0) {
                throw new AssertionError("the server closed the connection without an answer");
            }
            return next;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int length(String head) {
        return head.lines()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .filter(line -> line.startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
    }
}
