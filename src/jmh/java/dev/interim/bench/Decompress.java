package dev.interim.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.interim.engine.codec.Codecs;
import dev.interim.engine.codec.DecodeLimits;
import dev.interim.engine.codec.DecodeOptions;
import dev.interim.engine.source.Fetch;
import dev.interim.engine.source.Origin;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/// Processor time of decompressing files as a job does, the collector's included.
public final class Decompress {
    private static final int TARGET = 256 * 1024;
    private static final int WARM = 3;
    private static final long LEAST_NANOS = 500_000_000;
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private Decompress() {}

    /// `Decompress <times> <file>…`: for each file least, median and most CPU seconds per GB of
    /// output.
    public static void main(String[] arguments) throws IOException {
        int times = Integer.parseInt(arguments[0]);
        for (int i = 1; i < arguments.length; i++) {
            Path file = Path.of(arguments[i]);
            byte[] raw = Files.readAllBytes(file);
            for (int warm = 0; warm < WARM; warm++) {
                secondsPerGigabyte(raw);
            }
            double[] seconds = new double[times];
            for (int time = 0; time < times; time++) {
                seconds[time] = secondsPerGigabyte(raw);
            }
            Arrays.sort(seconds);
            System.out.printf(
                    Locale.ROOT,
                    "%-24s %6.2f %6.2f %6.2f%n",
                    file.getFileName(),
                    seconds[0],
                    seconds[times / 2],
                    seconds[times - 1]);
        }
    }

    /// As often as it takes: the system counts in steps of 10 ms.
    private static double secondsPerGigabyte(byte[] raw) {
        long before = SYSTEM.getProcessCpuTime();
        long nanos = 0;
        long bytes = 0;
        while (nanos < LEAST_NANOS) {
            bytes += decompress(raw);
            nanos = SYSTEM.getProcessCpuTime() - before;
        }
        return (double) nanos / bytes;
    }

    private static long decompress(byte[] raw) {
        long bytes = 0;
        byte[] target = new byte[TARGET];
        try (Fetch fetch =
                Codecs.decode(
                        new InMemory(raw), DecodeLimits.STANDARD, DecodeOptions.AUTO, () -> {})) {
            for (int count = fetch.take(target, 0, TARGET);
                    count != Fetch.END;
                    count = fetch.take(target, 0, TARGET)) {
                bytes += count;
            }
        }
        return bytes;
    }

    private static final class InMemory implements Fetch {
        private final byte[] bytes;
        private int at;

        InMemory(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int take(byte[] target, int offset, int length) {
            int count = Math.min(length, bytes.length - at);
            System.arraycopy(bytes, at, target, offset, count);
            at += count;
            return count == 0 ? END : count;
        }

        @Override
        public Origin origin() {
            return Origin.ofBytes(bytes.length);
        }

        @Override
        public void close() {}
    }
}
