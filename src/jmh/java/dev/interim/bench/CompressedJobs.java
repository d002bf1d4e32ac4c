package dev.interim.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.interim.engine.stats.Measures;
import dev.interim.fixture.BgzfWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/// How long whole jobs on compressed files take in parallel mode, `basic` statistics, in turn: the
/// plain file, the same in gzip blocks (made here), and the files that are named.
///
/// `CompressedJobs <times> <plain file> <compressed file>…`
public final class CompressedJobs {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private CompressedJobs() {}

    /// Measures; the first round warms up.
    public static void main(String[] arguments) throws Exception {
        int times = Integer.parseInt(arguments[0]);
        Path plain = Path.of(arguments[1]).toAbsolutePath();
        String[] files = Arrays.copyOfRange(arguments, 1, arguments.length + 1);
        files[files.length - 1] = blocked(plain).toString();
        double gigabytes = Files.size(plain) / 1e9;
        double[][] wall = new double[files.length][times];
        double[][] cpu = new double[files.length][times];
        try (var subject = new Subject(plain.getParent(), Duration.ofMillis(250))) {
            for (int i = -1; i < times; i++) {
                for (int file = 0; file < files.length; file++) {
                    long begin = System.nanoTime();
                    long used = SYSTEM.getProcessCpuTime();
                    subject.run(Path.of(files[file]).toAbsolutePath(), Measures.BASIC);
                    if (i >= 0) {
                        wall[file][i] = (System.nanoTime() - begin) / 1e9 / gigabytes;
                        cpu[file][i] = (SYSTEM.getProcessCpuTime() - used) / 1e9 / gigabytes;
                    }
                }
            }
        }
        System.out.println("a job, basic: wall s, CPU s per GB of plain bytes");
        for (int file = 0; file < files.length; file++) {
            System.out.printf(
                    "%-24s wall %s   CPU %s%n",
                    Path.of(files[file]).getFileName(), spread(wall[file]), spread(cpu[file]));
        }
    }

    private static Path blocked(Path plain) throws IOException {
        Path target = plain.resolveSibling(plain.getFileName() + ".bgz");
        if (!Files.exists(target)) {
            try (var out = new BgzfWriter(Files.newOutputStream(target))) {
                Files.copy(plain, out);
            }
        }
        return target;
    }

    private static String spread(double[] values) {
        Arrays.sort(values);
        return String.format(
                Locale.ROOT,
                "%6.2f %6.2f %6.2f",
                values[0],
                values[values.length / 2],
                values[values.length - 1]);
    }
}
