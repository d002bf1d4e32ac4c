package dev.interim.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Serves the files of a directory on loopback as cheaply as a server can: the system copies them
/// from the page cache to the socket. Ranges and a strong ETag; one request a connection.
///
/// `FileServer <directory>` prints its port; it listens on the socket that is its standard input,
/// where that is one, so that whoever starts it can choose options that Java has not. What stands
/// in the query of an address disturbs it: `rate=50000000` lets so many bytes a second through, of
/// all connections together; `reset=5000000` breaks each answer off after half to one and a half
/// times so many bytes, for a fixed seed.
public final class FileServer {
    private static final Pattern REQUEST = Pattern.compile("GET /([^ ?]+)(?:\\?([^ ]*))? HTTP/1.1");
    private static final Pattern RANGE =
            Pattern.compile("\r\nRange: bytes=([0-9]+)-([0-9]*)\r\n", Pattern.CASE_INSENSITIVE);
    private static final int LONGEST_HEAD = 16 * 1024;
    private static final int SLICE = 64 * 1024;
    private static final long BURST_NANOS = 2_000_000;
    private static final long SEED = 5;

    private final Path directory;
    private final SplittableRandom random = new SplittableRandom(SEED);
    private long freeAt;

    private FileServer(Path directory) {
        this.directory = directory;
    }

    /// Serves until it is killed.
    public static void main(String[] arguments) throws IOException {
        var server = new FileServer(Path.of(arguments[0]));
        try (var listening = listening()) {
            System.out.println(listening.socket().getLocalPort());
            System.out.flush();
            while (true) {
                var connection = listening.accept();
                Thread.ofPlatform().daemon().start(() -> server.serve(connection));
            }
        }
    }

    private static ServerSocketChannel listening() throws IOException {
        if (System.inheritedChannel() instanceof ServerSocketChannel inherited) {
            return inherited;
        }
        return ServerSocketChannel.open()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private void serve(SocketChannel connection) {
        try (connection) {
            String head = head(connection);
            Matcher request = REQUEST.matcher(head);
            if (request.lookingAt()) {
                Path file = directory.resolve(request.group(1));
                String query = request.group(2) == null ? "" : request.group(2);
                answer(connection, file, head, query);
            }
        } catch (IOException e) {
            // Who asked wants no more.
        }
    }

    private static String head(SocketChannel connection) throws IOException {
        var bytes = ByteBuffer.allocate(LONGEST_HEAD);
        String head = "";
        while (!head.endsWith("\r\n\r\n") && connection.read(bytes) >= 0) {
            head = new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
        }
        return head;
    }

    private void answer(SocketChannel connection, Path path, String head, String query)
            throws IOException {
        try (var file = FileChannel.open(path)) {
            long length = file.size();
            Matcher range = RANGE.matcher(head);
            boolean isPart = range.find();
            long from = isPart ? Long.parseLong(range.group(1)) : 0;
            long until =
                    isPart && !range.group(2).isEmpty()
                            ? Math.min(length, Long.parseLong(range.group(2)) + 1)
                            : length;
            String first =
                    isPart
                            ? "206 Partial Content\r\nContent-Range: bytes %d-%d/%d"
                                    .formatted(from, until - 1, length)
                            : "200 OK";
            String answer =
                    "HTTP/1.1 %s\r\nETag: \"%d\"\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
                            .formatted(
                                    first,
                                    Files.getLastModifiedTime(path).toMillis(),
                                    until - from);
            connection.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.ISO_8859_1)));
            send(connection, file, from, until, query);
        }
    }

    private void send(
            SocketChannel connection, FileChannel file, long from, long until, String query)
            throws IOException {
        long rate = option(query, "rate");
        long reset = option(query, "reset");
        long stop = reset == 0 ? until : Math.min(until, from + about(reset));
        for (long at = from; at < stop; ) {
            if (rate > 0) {
                pace((long) (Math.min(SLICE, stop - at) * 1e9 / rate));
            }
            at +=
                    file.transferTo(
                            at, rate > 0 ? Math.min(SLICE, stop - at) : stop - at, connection);
        }
        if (stop < until) {
            connection.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
    }

    private static long option(String query, String name) {
        for (String option : query.split("&", -1)) {
            if (option.startsWith(name + "=")) {
                return Long.parseLong(option.substring(name.length() + 1));
            }
        }
        return 0;
    }

    private synchronized long about(long bytes) {
        return random.nextLong(bytes / 2, bytes * 3 / 2);
    }

    /// Waits until so much more of the line's time is free.
    private void pace(long nanos) {
        long at;
        synchronized (this) {
            at = Math.max(System.nanoTime() - BURST_NANOS, freeAt);
            freeAt = at + nanos;
        }
        for (long left = at - System.nanoTime(); left > 0; left = at - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
