package dev.interim.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// How late an event reaches thousands of subscribers of one job, what they cost in heap, and
/// whether others who never read make a difference.
///
/// Arguments: the port and the process of a running service, the type of event, how many
/// subscribers, and, if not the usual, how many who never read and how often both are compared. One
/// event a second is made by uploading a few thousand rows a second.
public final class Following {
    private static final String DEAF = "100";
    private static final int WARM_SECONDS = 15;
    private static final int SETTLE_SECONDS = 3;
    private static final int WINDOW_SECONDS = 10;
    private static final String TIMES = "12";
    private static final int ROWS_A_SECOND = 10_000;
    private static final int LOOKS_A_SECOND = 5;
    private static final Pattern BEHIND =
            Pattern.compile("\ninterim_event_subscribers_behind (\\d+)");

    private final int port;
    private final String process;
    private final int deafCount;
    private final int times;
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile boolean isOver;

    private Following(int port, String process, int deafCount, int times) {
        this.port = port;
        this.process = process;
        this.deafCount = deafCount;
        this.times = times;
    }

    /// Measures.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        String deaf = arguments.length > 4 ? arguments[4] : DEAF;
        String times = arguments.length > 5 ? arguments[5] : TIMES;
        new Following(
                        Integer.parseInt(arguments[0]),
                        arguments[1],
                        Integer.parseInt(deaf),
                        Integer.parseInt(times))
                .measure(arguments[2], Integer.parseInt(arguments[3]));
    }

    private void measure(String type, int count) throws IOException, InterruptedException {
        String job = newId();
        var upload = Thread.ofPlatform().name("upload").start(() -> upload(job));
        String path = "/jobs/" + job + "/events?events=" + type + "&lastEventId=999999999";
        awaitJob(job);
        try (var crowd = new Crowd(port, path)) {
            crowd.join(count / 2);
            TimeUnit.SECONDS.sleep(WARM_SECONDS);
        }
        awaitSubscribers(0);
        long before = heap();
        try (var crowd = new Crowd(port, path)) {
            long joining = System.nanoTime();
            crowd.join(count);
            System.out.printf(
                    Locale.ROOT, "joined  in %.1f s%n", (System.nanoTime() - joining) / 1e9);
            TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
            long during = heap();
            System.out.printf(
                    Locale.ROOT,
                    "heap    before %.1f MB, with %d subscribers %.1f MB: %.1f KB each%n",
                    before / 1e6,
                    count,
                    during / 1e6,
                    (during - before) / 1024.0 / count);
            TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
            compare(crowd, count, path.replaceFirst("&.*", ""));
        }
        awaitSubscribers(0);
        System.out.printf(Locale.ROOT, "heap    after they left %.1f MB%n", heap() / 1e6);
        isOver = true;
        upload.join();
    }

    /// Alone and beside the deaf, now one and now the other first, so that both have the same share
    /// of what the machine does meanwhile.
    private void compare(Crowd crowd, int count, String everything)
            throws IOException, InterruptedException {
        var alone = new ArrayList<double[]>();
        var beside = new ArrayList<double[]>();
        for (int time = 0; time < times; time++) {
            boolean isAloneFirst = time % 4 == 0 || time % 4 == 3;
            if (isAloneFirst) {
                alone.add(window(crowd, count, everything, 0));
            }
            beside.add(window(crowd, count, everything, deafCount));
            if (!isAloneFirst) {
                alone.add(window(crowd, count, everything, 0));
            }
        }
        print("alone", alone);
        print("beside " + deafCount + " deaf", beside);
        System.out.printf(
                Locale.ROOT,
                "p99 beside them is %.3f of that alone%n",
                quantile(beside, 0.99) / quantile(alone, 0.99));
    }

    private static void print(String what, List<double[]> windows) {
        double[] each =
                windows.stream().mapToDouble(window -> quantile(List.of(window), 0.99)).toArray();
        Arrays.sort(each);
        System.out.printf(
                Locale.ROOT,
                "all %-16s p50 %.1f  p90 %.1f  p99 %.1f ms; p99 of windows %.1f / %.1f / %.1f%n",
                what,
                quantile(windows, 0.5),
                quantile(windows, 0.9),
                quantile(windows, 0.99),
                each[0],
                each[each.length / 2],
                each[each.length - 1]);
    }

    private static double quantile(List<double[]> windows, double rank) {
        double[] all = windows.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
        return all[(int) Math.min(all.length - 1L, (long) (rank * all.length))];
    }

    /// How many of those that follow have not read what they were sent, the least of several looks:
    /// between two events that is nobody but the deaf.
    private int leastBehind() throws IOException, InterruptedException {
        int least = Integer.MAX_VALUE;
        for (int look = 0; look < 2 * LOOKS_A_SECOND; look++) {
            var behind = BEHIND.matcher(ask("/actuator/prometheus"));
            if (behind.find()) {
                least = Math.min(least, Integer.parseInt(behind.group(1)));
            }
            TimeUnit.MILLISECONDS.sleep(TimeUnit.SECONDS.toMillis(1) / LOOKS_A_SECOND);
        }
        return least;
    }

    /// How late events were, in milliseconds, beside so many who never read.
    private double[] window(Crowd crowd, int count, String everything, int deafs)
            throws IOException, InterruptedException {
        try (var deaf = new Crowd(port, everything)) {
            deaf.joinDeaf(deafs);
            TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
            crowd.take();
            long cpu = cpuNanos();
            TimeUnit.SECONDS.sleep(WINDOW_SECONDS);
            double cpuMicros = (cpuNanos() - cpu) / 1e3;
            var arrivals = crowd.take();
            System.out.printf(
                    Locale.ROOT,
                    "%3d deaf (%d behind) %.2f arrivals a second each, %d closed  p50 %.1f  p90 %.1f  p99 %.1f  max %.1f ms  %.1f us CPU each%n",
                    deafs,
                    leastBehind(),
                    (double) arrivals.millis().length / count / WINDOW_SECONDS,
                    arrivals.closed(),
                    arrivals.quantile(0.5),
                    arrivals.quantile(0.9),
                    arrivals.quantile(0.99),
                    arrivals.quantile(1),
                    cpuMicros / arrivals.millis().length);
            return arrivals.millis();
        }
    }

    /// Processor time of the service until now.
    private long cpuNanos() {
        return ProcessHandle.of(Long.parseLong(process))
                .flatMap(service -> service.info().totalCpuDuration())
                .orElse(Duration.ZERO)
                .toNanos();
    }

    /// The bytes that live on the heap after a full collection.
    private long heap() throws IOException, InterruptedException {
        var jcmd =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                                process,
                                "GC.class_histogram")
                        .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), ISO_8859_1);
        jcmd.waitFor();
        String total = said.strip().lines().reduce((_, last) -> last).orElseThrow();
        return Long.parseLong(total.strip().split("\\s+", -1)[2]);
    }

    private void awaitSubscribers(int count) throws IOException, InterruptedException {
        while (!ask("/actuator/prometheus").contains("interim_event_subscribers " + count + ".0")) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private void awaitJob(String job) throws IOException, InterruptedException {
        while (!ask("/jobs/" + job).contains("\"firstResultAt\":\"")) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private String ask(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        return client.send(request.build(), BodyHandlers.ofString()).body();
    }

    private void upload(String job) {
        var random = new Random(7);
        try (var socket = new Socket("localhost", port)) {
            OutputStream out = socket.getOutputStream();
            String head = "PUT /jobs/" + job + "?mode=concurrent HTTP/1.1\r\nHost: localhost\r\n";
            out.write((head + "Transfer-Encoding: chunked\r\n\r\n").getBytes(ISO_8859_1));
            write(out, "id,amount,place,day\n");
            long next = System.nanoTime();
            for (int row = 0; !isOver; row += ROWS_A_SECOND) {
                write(out, rows(row, random));
                next += TimeUnit.SECONDS.toNanos(1);
                TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
            }
            out.write("0\r\n\r\n".getBytes(ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(OutputStream out, String chunk) throws IOException {
        out.write(
                (Integer.toHexString(chunk.length()) + "\r\n" + chunk + "\r\n")
                        .getBytes(ISO_8859_1));
        out.flush();
    }

    private static String rows(int first, Random random) {
        var rows = new StringBuilder();
        for (int row = first; row < first + ROWS_A_SECOND; row++) {
            rows.append(1_000_000 + row)
                    .append(',')
                    .append(random.nextInt(1_000_000) / 100.0)
                    .append(",place-")
                    .append(random.nextInt(900))
                    .append(",2025-0")
                    .append(1 + random.nextInt(9))
                    .append("-11\n");
        }
        return rows.toString();
    }

    private static String newId() {
        String time = "%012x".formatted(System.currentTimeMillis());
        String random = UUID.randomUUID().toString().substring(15);
        return time.substring(0, 8) + "-" + time.substring(8) + "-7" + random;
    }
}
