package dev.interim.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.interim.engine.stats.Measures;
import dev.interim.engine.stats.Statistics;
import dev.interim.run.Strategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;

/// What it costs to fetch from a server instead of a file: jobs on the same bytes, in turn from
/// each, and fetching alone. The server is a process of its own, whose processor time counts
/// nowhere.
///
/// `FetchCost <file> <its address at the server> <basic|standard> <pairs> <modes, separated by
/// commas>`
public final class FetchCost {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private record Cost(double cpu, double workers, double compilers, double wall) {
        /// What the fetching threads cost, and what else is neither a worker nor a compiler.
        double rest() {
            return cpu - workers - compilers;
        }
    }

    private FetchCost() {}

    /// Measures; prints least, median and most, per GB.
    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[0]).toAbsolutePath();
        String uri = arguments[1];
        var measures =
                new Measures(Statistics.valueOf(arguments[2].toUpperCase(Locale.ROOT)), null);
        int pairs = Integer.parseInt(arguments[3]);
        double gigabytes = Files.size(file) / 1e9;
        System.out.printf("%s, %.2f GB, %s%n", file.getFileName(), gigabytes, measures);
        try (var subject = new Subject(file.getParent(), Duration.ofMillis(250))) {
            for (String mode : arguments[4].split(",", -1)) {
                Work fromFile;
                Work fromServer;
                if (mode.startsWith("fetch")) {
                    boolean isParallel = mode.endsWith("parallel");
                    fromFile = () -> subject.fetch(file.toUri().toString(), isParallel);
                    fromServer = () -> subject.fetch(uri, isParallel);
                } else {
                    var strategy = strategy(mode);
                    fromFile = () -> subject.run(file.toUri().toString(), strategy, measures);
                    fromServer = () -> subject.run(uri, strategy, measures);
                }
                compare(mode, fromFile, fromServer, pairs, gigabytes);
            }
        }
    }

    static Strategy strategy(String mode) {
        return Strategy.all().stream()
                .filter(strategy -> strategy.mode().equals(mode))
                .findFirst()
                .orElseThrow();
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private static void compare(String mode, Work file, Work server, int pairs, double gigabytes)
            throws InterruptedException {
        List<Cost> files = new ArrayList<>();
        List<Cost> servers = new ArrayList<>();
        for (int i = 0; i <= pairs; i++) {
            var first = measured(file, gigabytes);
            var second = measured(server, gigabytes);
            // The first pair warms up.
            if (i > 0) {
                files.add(first);
                servers.add(second);
            }
        }
        System.out.printf("%s%n", mode);
        print("CPU s/GB", files, servers, Cost::cpu);
        print("  of workers", files, servers, Cost::workers);
        print("  of compilers", files, servers, Cost::compilers);
        print("  of others", files, servers, Cost::rest);
        print("without compilers", files, servers, cost -> cost.cpu - cost.compilers);
        print("wall s/GB", files, servers, Cost::wall);
    }

    private static void print(
            String name, List<Cost> files, List<Cost> servers, ToDoubleFunction<Cost> figure) {
        double[] more = new double[files.size()];
        Arrays.setAll(
                more,
                i -> figure.applyAsDouble(servers.get(i)) - figure.applyAsDouble(files.get(i)));
        System.out.printf(
                "  %-18s file %s   server %s   more %s%n",
                name,
                spread(files.stream().mapToDouble(figure).toArray()),
                spread(servers.stream().mapToDouble(figure).toArray()),
                spread(more));
    }

    private static Cost measured(Work work, double gigabytes) throws InterruptedException {
        long wall = System.nanoTime();
        long cpu = SYSTEM.getProcessCpuTime();
        long workers = nanosOf("turns|cores");
        long compilers = nanosOf("C[12] Compiler");
        work.run();
        return new Cost(
                (SYSTEM.getProcessCpuTime() - cpu) / 1e9 / gigabytes,
                (nanosOf("turns|cores") - workers) / 1e9 / gigabytes,
                (nanosOf("C[12] Compiler") - compilers) / 1e9 / gigabytes,
                (System.nanoTime() - wall) / 1e9 / gigabytes);
    }

    /// What the threads of such names have cost so far, as the system says.
    private static long nanosOf(String names) {
        Pattern pattern = Pattern.compile(names);
        long nanos = 0;
        try (var tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
            for (Path task : tasks) {
                if (pattern.matcher(Files.readString(task.resolve("comm"))).lookingAt()) {
                    String used = Files.readString(task.resolve("schedstat"));
                    nanos += Long.parseLong(used.substring(0, used.indexOf(' ')));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return nanos;
    }

    private static String spread(double[] values) {
        Arrays.sort(values);
        return String.format(
                Locale.ROOT,
                "%6.3f %6.3f %6.3f",
                values[0],
                values[values.length / 2],
                values[values.length - 1]);
    }
}
