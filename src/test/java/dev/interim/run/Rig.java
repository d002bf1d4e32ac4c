package dev.interim.run;

import dev.interim.engine.codec.DecodeLimits;
import dev.interim.engine.scan.CsvOptions;
import dev.interim.engine.scan.ScanLimits;
import dev.interim.engine.scan.ScanOptions;
import dev.interim.engine.source.Source;
import dev.interim.engine.stats.Measures;
import dev.interim.engine.stats.Snapshot;
import dev.interim.fixture.NoAlarms;
import dev.interim.fixture.RecordingListener;
import dev.interim.fixture.ScriptedSource;
import dev.interim.fixture.Simulation;
import dev.interim.run.Strategy.Concurrent;
import dev.interim.schedule.ExecutorSpec;
import dev.interim.schedule.LaneExecutor;
import dev.interim.schedule.Priority;
import dev.interim.schedule.QueuePolicy;
import dev.interim.schedule.ThreadKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A run in simulated time: each take from its source costs a millisecond, and each end of a turn.
final class Rig {
    /// Many small chunks.
    static final ScanOptions SCAN =
            new ScanOptions(CsvOptions.AUTO, List.of(), new ScanLimits(256, 64, 64 * 1024, 100));

    static final Duration STEP = Duration.ofMillis(1);

    private static final Duration QUANTUM = Duration.ofMillis(5);

    final Simulation simulation = new Simulation();
    final LaneExecutor turns = executor("turns", 1);
    final LaneExecutor cores = executor("cores", 3);
    final RecordingListener listener = new RecordingListener(this::step);
    final Run run;

    Rig(ScriptedSource source, Path directory) {
        this(source, directory, 1_000_000);
    }

    Rig(ScriptedSource source, Path directory, long spoolMemory) {
        this((Source) source, directory, spoolMemory);
        source.beforeEachTake(this::step);
    }

    /// Takes cost nothing.
    Rig(Source source, Path directory, long spoolMemory) {
        run =
                new Run(
                        spec(source),
                        limits(directory, spoolMemory),
                        listener,
                        new NoAlarms(simulation.ticker()));
    }

    static RunSpec spec(Source source) {
        return new RunSpec("job", source, SCAN, Measures.STANDARD);
    }

    static RunLimits limits(Path directory, long spoolMemory) {
        var decode = new DecodeLimits(1_000_000_000, 200, 1_000_000);
        return new RunLimits(decode, spoolMemory, directory, Duration.ofMillis(10), 1000);
    }

    /// What comes out when nobody disturbs.
    static Snapshot undisturbed(byte[] csv, Path directory) {
        var rig = new Rig(new ScriptedSource().then(csv), directory);
        rig.start(new Concurrent());
        rig.finish();
        return rig.listener.result();
    }

    LaneExecutor usual(Strategy strategy) {
        return strategy.usualExecutor().equals("turns") ? turns : cores;
    }

    void start(Strategy strategy) {
        run.start(strategy, usual(strategy), Priority.NORMAL);
    }

    void change(Strategy strategy) {
        run.change(strategy, usual(strategy));
    }

    /// Lets all happen that will, and answers how it ended.
    RunEnd finish() {
        simulation.run();
        if (!listener.hasEnded()) {
            throw new AssertionError("it never ends: somebody was not woken");
        }
        turns.stop();
        cores.stop();
        simulation.run();
        return listener.end();
    }

    private void step() {
        try {
            simulation.busy(STEP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private LaneExecutor executor(String name, int workers) {
        return new LaneExecutor(
                new ExecutorSpec(name, workers, ThreadKind.VIRTUAL, QUANTUM, QueuePolicy.FAIR),
                simulation);
    }
}
