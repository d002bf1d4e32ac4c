package dev.interim.job;

import dev.interim.engine.codec.DecodeLimits;
import dev.interim.engine.quantity.ByteSize;
import dev.interim.engine.scan.CsvOptions;
import dev.interim.engine.scan.ScanLimits;
import dev.interim.engine.scan.ScanOptions;
import dev.interim.engine.stats.Measures;
import dev.interim.fixture.ScriptedSource;
import dev.interim.fixture.SimulatedTiming;
import dev.interim.fixture.Simulation;
import dev.interim.run.RunLimits;
import dev.interim.run.Strategy;
import dev.interim.schedule.ExecutorRegistry;
import dev.interim.schedule.ExecutorSpec;
import dev.interim.schedule.LaneExecutor;
import dev.interim.schedule.Priority;
import dev.interim.schedule.QueuePolicy;
import dev.interim.schedule.ThreadKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The service of jobs in simulated time, where each take from a source costs 10 ms.
final class JobRig {
    static final Instant BIRTH = Instant.parse("2026-01-02T03:04:05Z");
    static final Viewer VIEWER = new Viewer.OwnJobs(Owner.ANYBODY);
    static final Duration TAKE = Duration.ofMillis(10);

    final Simulation simulation = new Simulation();
    final JobService jobs;

    JobRig() {
        this(100, 100);
    }

    /// @param kept how many ended jobs are remembered
    /// @param active how many jobs may not have ended
    JobRig(int kept, int active) {
        this(kept, active, active);
    }

    /// @param running how many jobs may run at a time
    JobRig(int kept, int active, int running) {
        jobs =
                new JobService(
                        new ExecutorRegistry(List.of(executor("turns", 1), executor("cores", 2))),
                        settings(kept, active, running),
                        limits(),
                        () -> BIRTH.plus(simulation.now()),
                        new SimulatedTiming(simulation));
    }

    static JobSettings settings(int kept, int active, int running) {
        return settings(kept, active, running, false);
    }

    static JobSettings settings(int kept, int active, int running, boolean warmUp) {
        return new JobSettings(
                kept,
                active,
                null,
                running,
                64,
                Duration.ofMillis(50),
                Duration.ofMillis(20),
                new ByteSize(1 << 20),
                null,
                1000,
                new ByteSize(1 << 20),
                1000,
                Duration.ofSeconds(1),
                warmUp);
    }

    static JobSpec spec(Strategy strategy) {
        var scan =
                new ScanOptions(
                        CsvOptions.AUTO, List.of(), new ScanLimits(256, 64, 64 * 1024, 100));
        return new JobSpec(strategy, null, Priority.NORMAL, scan, Measures.STANDARD);
    }

    private static RunLimits limits() {
        return new RunLimits(
                new DecodeLimits(1_000_000, 100, 100_000),
                1_000_000,
                Path.of("/dev/null"),
                Duration.ofMillis(50),
                1000);
    }

    Job submit(ScriptedSource source) {
        return submit(source, new Strategy.Concurrent());
    }

    Job submit(ScriptedSource source, Strategy strategy) {
        source.beforeEachTake(this::take);
        return jobs.submit(Owner.ANYBODY, spec(strategy), source);
    }

    /// Everything in the log, as a subscriber who was there from the start but never read sees it.
    static List<JobEvent> history(Job job) {
        List<JobEvent> events = new ArrayList<>();
        try (var cursor = job.events().read(0, () -> {})) {
            for (var entry = cursor.next(); entry != null; entry = cursor.next()) {
                events.add(entry.event());
            }
        }
        return events;
    }

    /// The states in the log, in their order.
    static List<JobState> states(Job job) {
        return history(job).stream()
                .filter(JobEvent.StateChanged.class::isInstance)
                .map(event -> ((JobEvent.StateChanged) event).job().state())
                .toList();
    }

    private void take() {
        try {
            simulation.busy(TAKE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private LaneExecutor executor(String name, int workers) {
        return new LaneExecutor(
                new ExecutorSpec(
                        name, workers, ThreadKind.VIRTUAL, Duration.ofMillis(5), QueuePolicy.FAIR),
                simulation);
    }
}
