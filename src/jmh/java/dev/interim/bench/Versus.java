package dev.interim.bench;

import dev.interim.engine.stats.Measures;
import dev.interim.engine.stats.Statistics;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// Interim beside DuckDB over one file in one process, run in turn, A B A B …, so that what else
/// the machine does meets both alike; both are warm after the first pair, which is printed apart.
///
/// `Versus <file> <basic|standard|complete> <summarize|basic|groups> [pairs]`
public final class Versus {
    private record Cost(double wall, double cpu, double first) {}

    private record Pair(Cost interim, Cost duckdb) {}

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
        int pairs = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 5;
        new Versus(Path.of(arguments[0])).compare(new Measures(statistics, grouping), query, pairs);
    }

    private void compare(Measures measures, String query, int count) throws Exception {
        List<Pair> pairs = new ArrayList<>();
        try (var subject = new Subject(file.getParent(), Duration.ofMillis(250));
                var duckdb = new DuckDb()) {
            for (int i = 0; i <= count; i++) {
                var ours = measured(() -> subject.run(file, measures));
                var theirs =
                        measured(() -> {
                            duckdb.run(file, query);
                            return 0;
                        });
                if (i == 0) {
                    System.out.printf(
                            "first pair: interim %.2f s wall, %.2f CPU s, first snapshot %.0f ms;"
                                    + " duckdb %.2f s wall, %.2f CPU s%n",
                            ours.wall, ours.cpu, ours.first * 1e3, theirs.wall, theirs.cpu);
                } else {
                    pairs.add(new Pair(ours, theirs));
                }
            }
        }
        print(measures, query, pairs);
    }

    private void print(Measures measures, String query, List<Pair> pairs) {
        System.out.printf(
                "%s, %.2f GB, interim %s beside duckdb %s, %d pairs: least / median / most%n",
                file.getFileName(), gigabytes, measures, query, pairs.size());
        line("interim CPU s/GB", pairs, pair -> pair.interim.cpu / gigabytes);
        line("duckdb CPU s/GB", pairs, pair -> pair.duckdb.cpu / gigabytes);
        line("interim wall s", pairs, pair -> pair.interim.wall);
        line("duckdb wall s", pairs, pair -> pair.duckdb.wall);
        line("CPU ratio", pairs, pair -> pair.interim.cpu / pair.duckdb.cpu);
        line("wall ratio", pairs, pair -> pair.interim.wall / pair.duckdb.wall);
        line("first snapshot ms", pairs, pair -> pair.interim.first * 1e3);
        System.out.printf("peak heap %.0f MB%n", peakHeap() / 1e6);
    }

    private static void line(String name, List<Pair> pairs, ToDoubleFunction<Pair> figure) {
        double[] values = pairs.stream().mapToDouble(figure).toArray();
        Arrays.sort(values);
        System.out.printf(
                "  %-18s %8.3f %8.3f %8.3f%n",
                name, values[0], values[values.length / 2], values[values.length - 1]);
    }

    private static double peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
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
