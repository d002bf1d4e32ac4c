package dev.interim.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Many subscribers of one event stream, all read by one thread, which notes how late each event
/// is.
///
/// An event counts as arrived when its last byte was read. When it was made it says itself.
final class Crowd implements AutoCloseable {
    private static final int BUFFER = 256 * 1024;
    private static final int AT_A_TIME = 200;
    private static final int DEAF_BUFFER = 4096;
    private static final Pattern NUMBER = Pattern.compile("\nid:(\\d+)\n");
    private static final Pattern MADE = Pattern.compile("\"takenAt\":\"([^\"]+)\"");

    private final InetSocketAddress service;
    private final byte[] request;
    private final Selector selector;
    private final byte[] bytes = new byte[BUFFER];
    private final ByteBuffer buffer = ByteBuffer.wrap(bytes);
    private final ConcurrentLinkedQueue<Ear> coming = new ConcurrentLinkedQueue<>();
    private final List<SocketChannel> open = new ArrayList<>();
    private final Map<Long, Instant> made = new ConcurrentHashMap<>();
    private final Thread reader;
    private volatile boolean isOver;
    private long[] late = new long[1 << 20];
    private int arrivals;
    private long closed;

    /// One subscriber.
    private static final class Ear {
        private final SocketChannel channel;
        private final CountDownLatch joined;
        private boolean isAnswered;
        private long seen;
        private long coming;

        Ear(SocketChannel channel, CountDownLatch joined) {
            this.channel = channel;
            this.joined = joined;
        }
    }

    /// What arrived since the last look.
    static final class Arrivals {
        private final double[] millis;
        private final long closed;

        Arrivals(double[] millis, long closed) {
            this.millis = millis;
            this.closed = closed;
        }

        /// How late, sorted.
        double[] millis() {
            return millis;
        }

        /// How many streams the service ended.
        long closed() {
            return closed;
        }

        double quantile(double rank) {
            return millis.length == 0
                    ? Double.NaN
                    : millis[(int) Math.min(millis.length - 1L, (long) (rank * millis.length))];
        }
    }

    Crowd(int port, String path) throws IOException {
        service = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        request = ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(ISO_8859_1);
        selector = Selector.open();
        reader = Thread.ofPlatform().name("crowd").start(this::read);
    }

    /// So many more come, and read; returns when the service has answered all of them.
    void join(int count) throws IOException, InterruptedException {
        for (int left = count; left > 0; left -= AT_A_TIME) {
            int some = Math.min(left, AT_A_TIME);
            var joined = new CountDownLatch(some);
            for (int i = 0; i < some; i++) {
                var channel = asking();
                channel.configureBlocking(false);
                coming.add(new Ear(channel, joined));
            }
            selector.wakeup();
            joined.await();
        }
    }

    /// So many more come, and never read.
    void joinDeaf(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            asking(DEAF_BUFFER);
        }
    }

    private SocketChannel asking(int... receiveBuffer) throws IOException {
        var channel = SocketChannel.open();
        for (int size : receiveBuffer) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, size);
        }
        channel.connect(service);
        channel.write(ByteBuffer.wrap(request));
        open.add(channel);
        return channel;
    }

    /// What has arrived since the last time.
    synchronized Arrivals take() {
        double[] millis = Arrays.stream(late, 0, arrivals).mapToDouble(it -> it / 1e6).toArray();
        Arrays.sort(millis);
        arrivals = 0;
        return new Arrivals(millis, closed);
    }

    private void read() {
        try {
            while (!isOver) {
                selector.select(this::read);
                for (Ear ear = coming.poll(); ear != null; ear = coming.poll()) {
                    ear.channel.register(selector, SelectionKey.OP_READ, ear);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(SelectionKey key) {
        var ear = (Ear) key.attachment();
        buffer.clear();
        int count = 0;
        try {
            count = ear.channel.read(buffer);
        } catch (IOException e) {
            count = -1;
        }
        if (count < 0) {
            key.cancel();
            synchronized (this) {
                closed++;
            }
        } else if (count > 0) {
            take(ear, count);
        }
    }

    private void take(Ear ear, int count) {
        if (ear.coming == 0) {
            look(ear, count);
        }
        if (ear.coming > 0 && endsAnEvent(count)) {
            note(ear, Instant.now());
        }
    }

    /// The beginning of an event, or of the answer.
    private void look(Ear ear, int count) {
        String text = new String(bytes, 0, Math.min(count, 1024), ISO_8859_1);
        if (!ear.isAnswered) {
            ear.isAnswered = true;
            ear.joined.countDown();
        }
        Matcher number = NUMBER.matcher(text);
        if (number.find()) {
            ear.coming = Long.parseLong(number.group(1));
            made.computeIfAbsent(ear.coming, _ -> madeAt(text));
        }
    }

    private static Instant madeAt(String text) {
        Matcher at = MADE.matcher(text);
        // Progress does not say when it was made: its first arrival stands for that.
        return at.find() ? Instant.parse(at.group(1)) : Instant.now();
    }

    /// The blank line; the end of its chunk may come with the next.
    private boolean endsAnEvent(int count) {
        int end = count;
        if (end >= 2 && bytes[end - 2] == '\r') {
            end -= 2;
        }
        return end >= 2 && bytes[end - 2] == '\n' && bytes[end - 1] == '\n';
    }

    private synchronized void note(Ear ear, Instant now) {
        // Where two came in one read, the first of them came late.
        long first = ear.seen == 0 ? ear.coming : ear.seen + 1;
        for (long id = first; id <= ear.coming; id++) {
            var at = made.get(id);
            if (at != null && arrivals < late.length) {
                late[arrivals++] = Duration.between(at, now).toNanos();
            }
        }
        ear.seen = ear.coming;
        ear.coming = 0;
    }

    /// All leave.
    @Override
    public void close() throws IOException {
        isOver = true;
        selector.wakeup();
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (SocketChannel channel : open) {
            channel.close();
        }
        selector.close();
    }
}
