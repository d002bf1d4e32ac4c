package dev.interim.bench;

import dev.interim.engine.stats.Measures;
import dev.interim.engine.stats.Statistics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/// Whether a job over a slow line takes no longer than its slower half: fetching alone, computing
/// alone, and both at once, in turn; and how soon there is a snapshot after the first byte.
///
/// `Throttled <file> <its address at a slow server> <statistics> <times> <modes>`
public final class Throttled {
    private Throttled() {}

    /// Measures; the first round warms up.
    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[0]).toAbsolutePath();
        String uri = arguments[1];
        var measures =
                new Measures(Statistics.valueOf(arguments[2].toUpperCase(Locale.ROOT)), null);
        int times = Integer.parseInt(arguments[3]);
        try (var subject = new Subject(file.getParent(), Duration.ofMillis(250))) {
            for (String mode : arguments[4].split(",", -1)) {
                measure(subject, file, uri, measures, times, mode);
            }
        }
    }

    private static void measure(
            Subject subject, Path file, String uri, Measures measures, int times, String mode)
            throws InterruptedException {
        var strategy = FetchCost.strategy(mode);
        double[] fetch = new double[times];
        double[] compute = new double[times];
        double[] whole = new double[times];
        double[] ratio = new double[times];
        double[] first = new double[times];
        for (int i = -1; i < times; i++) {
            double computing =
                    seconds(() -> subject.run(file.toUri().toString(), strategy, measures));
            if (i >= 0) {
                long before = System.nanoTime();
                var ran = subject.run(uri, strategy, measures);
                whole[i] = (System.nanoTime() - before) / 1e9;
                compute[i] = computing;
                fetch[i] = seconds(() -> subject.fetch(uri, mode.equals("parallel")));
                ratio[i] = whole[i] / Math.max(fetch[i], compute[i]);
                first[i] = (ran.first() - ran.firstByte()) / 1e6;
            }
        }
        System.out.printf(
                "%s, %s, %s: least / median / most%n", file.getFileName(), measures, mode);
        line("fetching alone, s", fetch);
        line("computing alone, s", compute);
        line("both, s", whole);
        line("both / the longer", ratio);
        line("first byte to snapshot, ms", first);
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private static double seconds(Work work) throws InterruptedException {
        long before = System.nanoTime();
        work.run();
        return (System.nanoTime() - before) / 1e9;
    }

    private static void line(String name, double[] values) {
        Arrays.sort(values);
        System.out.printf(
                Locale.ROOT,
                "  %-28s %8.3f %8.3f %8.3f%n",
                name,
                values[0],
                values[values.length / 2],
                values[values.length - 1]);
    }
}
