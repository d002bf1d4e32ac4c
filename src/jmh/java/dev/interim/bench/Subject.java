package dev.interim.bench;

import dev.interim.engine.codec.DecodeLimits;
import dev.interim.engine.scan.ScanOptions;
import dev.interim.engine.source.AddressRules;
import dev.interim.engine.source.Connections;
import dev.interim.engine.source.Fetch;
import dev.interim.engine.source.FetchLimits;
import dev.interim.engine.source.FetchManners;
import dev.interim.engine.source.FileRoots;
import dev.interim.engine.source.PipeSize;
import dev.interim.engine.source.Source;
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
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Interim as the service runs it, without HTTP in front: executors, lanes, snapshots four times a
/// second.
final class Subject implements AutoCloseable {
    private static final int TARGET = 256 * 1024;

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

    /// What came of a run.
    ///
    /// @param first nanoseconds to the first snapshot
    /// @param firstByte nanoseconds until the first bytes were there
    /// @param last the final one
    record Ran(long first, long firstByte, Snapshot last) {}

    /// Profiles a file in parallel on two workers; answers nanoseconds to the first snapshot.
    long run(Path file, Measures measures) throws InterruptedException {
        return run(file.toUri().toString(), new Strategy.Parallel(), measures).first();
    }

    /// Profiles what is at an address, on the executor that its mode usually has.
    Ran run(String uri, Strategy strategy, Measures measures) throws InterruptedException {
        var watch = new Watch();
        var source = new Watched(sources.of(uri), watch::byteCame);
        var spec = new RunSpec("bench", source, ScanOptions.AUTO, measures);
        new Run(spec, limits, watch, timing)
                .start(strategy, executors.named(strategy.usualExecutor()), Priority.NORMAL);
        return watch.await();
    }

    /// Fetches what is at an address and looks at nothing of it; answers how many bytes it has.
    long fetch(String uri, boolean isParallel) throws InterruptedException {
        var mayTake = new Semaphore(0);
        byte[] target = new byte[TARGET];
        long bytes = 0;
        try (var fetch = sources.of(uri).open(mayTake::release)) {
            fetch.parallel(isParallel);
            int count = fetch.take(target, 0, TARGET);
            while (count != Fetch.END) {
                bytes += count;
                if (count == 0) {
                    mayTake.acquire();
                }
                count = fetch.take(target, 0, TARGET);
            }
        }
        return bytes;
    }

    /// How often a server had to be asked again.
    long retries() {
        return connections.retries();
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
        private final AtomicLong firstByte = new AtomicLong();
        private final CountDownLatch over = new CountDownLatch(1);
        private volatile RunEnd end = new RunEnd.Cancelled();
        private volatile @Nullable Snapshot last;

        Ran await() throws InterruptedException {
            over.await();
            if (!(end instanceof RunEnd.Succeeded)) {
                throw new IllegalStateException("the run ended as " + end);
            }
            return new Ran(first.get(), firstByte.get(), Objects.requireNonNull(last));
        }

        void byteCame() {
            firstByte.compareAndSet(0, System.nanoTime() - start);
        }

        @Override
        public void started() {}

        @Override
        public void moved() {}

        @Override
        public void snapshotTaken(Snapshot snapshot) {
            first.compareAndSet(0, System.nanoTime() - start);
            last = snapshot;
        }

        @Override
        public void warned(String code, String message) {}

        @Override
        public void ended(RunEnd how) {
            end = how;
            over.countDown();
        }
    }

    /// A source that says when its first bytes are there: when it tells so, or when they are taken
    /// untold.
    private record Watched(Source source, Runnable byteCame) implements Source {
        @Override
        public String uri() {
            return source.uri();
        }

        @Override
        public Fetch open(Runnable ready) {
            return source.open(() -> {
                byteCame.run();
                ready.run();
            });
        }
    }
}
