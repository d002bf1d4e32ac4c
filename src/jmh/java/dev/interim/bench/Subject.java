package dev.interim.bench;

import dev.interim.engine.codec.DecodeLimits;
import dev.interim.engine.scan.ScanOptions;
import dev.interim.engine.source.AddressRules;
import dev.interim.engine.source.Connections;
import dev.interim.engine.source.FetchLimits;
import dev.interim.engine.source.FetchManners;
import dev.interim.engine.source.FileRoots;
import dev.interim.engine.source.PipeSize;
import dev.interim.engine.source.Sources;
import dev.interim.engine.source.Timing;
import dev.interim.engine.stats.Measures;
import dev.interim.engine.stats.Snapshot;
import dev.interim.run.Run;
import dev.interim.run.RunEnd;
import dev.interim.run.RunLimits;
import dev.interim.run.RunListener;
import dev.interim.run.RunSpec;
import dev.interim.run.Strategy;
import dev.interim.schedule.ExecutorRegistry;
import dev.interim.schedule.Priority;
import dev.interim.schedule.Ticker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;

/// Interim as the service runs it, without HTTP in front: executors, lanes, snapshots four times a
/// second.
final class Subject implements AutoCloseable {
    private final ExecutorRegistry executors = ExecutorRegistry.open(List.of());
    private final ScheduledExecutorService alarms = Executors.newSingleThreadScheduledExecutor();
    private final Connections connections;
    private final Sources sources;
    private final RunLimits limits;
    private final Timing timing;

    /// @param directory below which files may be read
    /// @param snapshotInterval the least time between two snapshots
    Subject(Path directory, Duration snapshotInterval) {
        timing = Timing.of(Ticker.system()::nanos, alarms);
        connections =
                new Connections(
                        AddressRules.PUBLIC_AND_LOOPBACK,
                        FetchLimits.STANDARD,
                        FetchManners.standard(),
                        timing,
                        "bench");
        sources =
                new Sources(
                        new FileRoots(List.of(directory)),
                        connections,
                        FetchLimits.STANDARD,
                        PipeSize.STANDARD,
                        timing);
        limits = new RunLimits(DecodeLimits.STANDARD, 64 << 20, directory, snapshotInterval, 1024);
    }

    /// Profiles a file in parallel on two workers; answers nanoseconds to the first snapshot.
    long run(Path file, Measures measures) throws InterruptedException {
        var spec =
                new RunSpec(
                        "bench", sources.of(file.toUri().toString()), ScanOptions.AUTO, measures);
        var watch = new Watch();
        new Run(spec, limits, watch, timing)
                .start(new Strategy.Parallel(), executors.named("cores"), Priority.NORMAL);
        return watch.await();
    }

    @Override
    public void close() {
        executors.close();
        connections.close();
        alarms.shutdownNow();
    }

    /// Waits for the end of a run.
    private static final class Watch implements RunListener {
        private final long start = System.nanoTime();
        private final AtomicLong first = new AtomicLong();
        private final CountDownLatch over = new CountDownLatch(1);
        private volatile RunEnd end = new RunEnd.Cancelled();

        long await() throws InterruptedException {
            over.await();
            if (!(end instanceof RunEnd.Succeeded)) {
                throw new IllegalStateException("the run ended as " + end);
            }
            return first.get();
        }

        @Override
        public void started() {}

        @Override
        public void moved() {}

        @Override
        public void snapshotTaken(Snapshot snapshot) {
            first.compareAndSet(0, System.nanoTime() - start);
        }

        @Override
        public void warned(String code, String message) {}

        @Override
        public void ended(RunEnd how) {
            end = how;
            over.countDown();
        }
    }
}
