package dev.interim.bench;

import dev.interim.engine.stats.Measures;
import dev.interim.engine.stats.Statistics;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// Interim beside a peer over one file in one process, run in turn, A B A B …, so that what else
/// the machine does meets both alike. The service is long-lived, so Interim runs {@value #WARM_UP}
/// times before the first pair; the first run of each is printed apart, and every pair in turn, so
/// that one sees whether anything still becomes faster.
///
/// The peer is DuckDB with one of its queries, or Interim itself without snapshots before the last.
///
/// `Versus <file> <basic|standard|complete> <summarize|basic|groups|silent> [pairs]`
///
/// With `interim` or `duckdb` instead of the pairs only that one runs, once, and the most memory
/// that the process ever had is printed.
public final class Versus {
    private record Cost(double wall, double cpu, double first) {}

    private record Pair(Cost interim, Cost peer) {}

    /// As many runs as the compiler needs until it is quiet.
    private static final int WARM_UP = 8;

    private static final Duration USUAL = Duration.ofMillis(250);
    private static final Duration NEVER = Duration.ofDays(1);

    private final Path file;
    private final double gigabytes;

    private Versus(Path file) throws Exception {
        this.file = file.toAbsolutePath();
        gigabytes = Files.size(file) / 1e9;
    }

    public static void main(String[] arguments) throws Exception {
        String query = arguments[2];
        var grouping = query.equals("groups") ? new Measures.Grouping("station", 1000) : null;
        var statistics = Statistics.valueOf(arguments[1].toUpperCase(Locale.ROOT));
        var measures = new Measures(statistics, grouping);
        var versus = new Versus(Path.of(arguments[0]));
        String pairs = arguments.length > 3 ? arguments[3] : "5";
        switch (pairs) {
            case "interim", "duckdb" -> versus.remember(measures, query, pairs.equals("interim"));
            default -> versus.compare(measures, query, Integer.parseInt(pairs));
        }
    }

    private void compare(Measures measures, String query, int count) throws Exception {
        boolean isSilent = query.equals("silent");
        List<Pair> pairs = new ArrayList<>();
        try (var subject = new Subject(file.getParent(), USUAL);
                var silent = new Subject(file.getParent(), NEVER);
                var duckdb = new DuckDb()) {
            Work interim = () -> subject.run(file, measures);
            Work peer = () -> isSilent ? silent.run(file, measures) : duckdb.run(file, query);
            show("first", new Pair(measured(interim), measured(peer)));
            for (int i = 1; i < WARM_UP; i++) {
                measured(interim);
            }
            for (int i = 1; i <= count; i++) {
                pairs.add(new Pair(measured(interim), measured(peer)));
                show("pair " + i, pairs.getLast());
            }
        }
        print(measures, isSilent ? "interim without snapshots" : "duckdb " + query, pairs);
    }

    private void remember(Measures measures, String query, boolean isInterim) throws Exception {
        try (var subject = new Subject(file.getParent(), USUAL);
                var duckdb = new DuckDb()) {
            long answered = isInterim ? subject.run(file, measures) : duckdb.run(file, query);
            if (answered < 0) {
                throw new IllegalStateException("nothing came");
            }
        }
        String peak =
                Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .findFirst()
                        .orElseThrow();
        System.out.printf(
                "%s, %s alone: peak memory of the process %.0f MB%n",
                file.getFileName(),
                isInterim ? "interim " + measures : "duckdb " + query,
                Long.parseLong(peak.replaceAll("\\D", "")) * 1024 / 1e6);
    }

    private static void show(String what, Pair pair) {
        System.out.printf(
                "%s: interim %.2f s wall, %.2f CPU s, first snapshot %.0f ms;"
                        + " peer %.2f s wall, %.2f CPU s%n",
                what,
                pair.interim.wall,
                pair.interim.cpu,
                pair.interim.first * 1e3,
                pair.peer.wall,
                pair.peer.cpu);
    }

    private void print(Measures measures, String peer, List<Pair> pairs) {
        System.out.printf(
                "%s, %.2f GB, interim %s beside %s, %d pairs: least / median / most%n",
                file.getFileName(), gigabytes, measures, peer, pairs.size());
        line("interim CPU s/GB", pairs, pair -> pair.interim.cpu / gigabytes);
        line("peer CPU s/GB", pairs, pair -> pair.peer.cpu / gigabytes);
        line("interim wall s", pairs, pair -> pair.interim.wall);
        line("peer wall s", pairs, pair -> pair.peer.wall);
        line("CPU ratio", pairs, pair -> pair.interim.cpu / pair.peer.cpu);
        line("wall ratio", pairs, pair -> pair.interim.wall / pair.peer.wall);
        line("first snapshot ms", pairs, pair -> pair.interim.first * 1e3);
        // whoever waits for the peer sees its first number at its end
        line("first result ratio", pairs, pair -> pair.interim.first / pair.peer.wall);
        double all = pairs.stream().mapToDouble(pair -> pair.interim.cpu).sum();
        double peers = pairs.stream().mapToDouble(pair -> pair.peer.cpu).sum();
        System.out.printf("  CPU of all pairs together: ratio %.3f%n", all / peers);
    }

    private static void line(String name, List<Pair> pairs, ToDoubleFunction<Pair> figure) {
        double[] values = pairs.stream().mapToDouble(figure).toArray();
        Arrays.sort(values);
        System.out.printf(
                "  %-18s %8.3f %8.3f %8.3f%n",
                name, values[0], values[values.length / 2], values[values.length - 1]);
    }

    private interface Work {
        /// Answers nanoseconds to the first result.
        long run() throws Exception;
    }

    private static Cost measured(Work work) throws Exception {
        long wall = System.nanoTime();
        long cpu = cpuNanos();
        long first = work.run();
        return new Cost((System.nanoTime() - wall) / 1e9, (cpuNanos() - cpu) / 1e9, first / 1e9);
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
