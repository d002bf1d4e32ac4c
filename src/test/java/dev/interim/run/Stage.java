package dev.interim.run;

import dev.interim.engine.codec.DecodeOptions;
import dev.interim.engine.scan.ScanOptions;
import dev.interim.engine.source.Source;
import dev.interim.engine.stats.Measures;
import dev.interim.engine.stats.Snapshot;
import dev.interim.fixture.RecordingListener;
import dev.interim.fixture.SimulatedTiming;
import dev.interim.fixture.Simulation;
import dev.interim.schedule.ExecutorSpec;
import dev.interim.schedule.LaneExecutor;
import dev.interim.schedule.Priority;
import dev.interim.schedule.QueuePolicy;
import dev.interim.schedule.ThreadKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Runs in simulated time, alarms included, of any source and within any bounds.
final class Stage {
    private static final Duration QUANTUM = Duration.ofMillis(100);

    final Simulation simulation = new Simulation();
    final SimulatedTiming timing = new SimulatedTiming(simulation);
    final LaneExecutor one;
    final LaneExecutor two;
    private final Path directory;
    private final List<Playing> all = new ArrayList<>();

    Stage(Path directory) {
        this(directory, QUANTUM);
    }

    /// @param quantum the longest turn
    Stage(Path directory, Duration quantum) {
        this.directory = directory;
        one = executor("one", 1, quantum);
        two = executor("two", 2, quantum);
    }

    /// A run and what it told.
    final class Playing {
        final RecordingListener listener = new RecordingListener();
        final List<Duration> resultsAt = new ArrayList<>();
        final Run run;
        Duration endedAt = Duration.ZERO;

        Playing(RunSpec spec, RunLimits limits) {
            run = new Run(spec, limits, new Clocked(this), timing);
        }

        Snapshot result() {
            return listener.result();
        }
    }

    /// Notes when the run told what.
    private final class Clocked implements RunListener {
        private final Playing playing;

        Clocked(Playing playing) {
            this.playing = playing;
        }

        @Override
        public void started() {
            playing.listener.started();
        }

        @Override
        public void moved() {
            playing.listener.moved();
        }

        @Override
        public void snapshotTaken(Snapshot snapshot) {
            playing.resultsAt.add(simulation.now());
            playing.listener.snapshotTaken(snapshot);
        }

        @Override
        public void warned(String code, String message) {
            playing.listener.warned(code, message);
        }

        @Override
        public void ended(RunEnd end) {
            playing.endedAt = simulation.now();
            playing.listener.ended(end);
        }
    }

    /// Made, not started.
    Playing play(Source source, ScanOptions scan, Bounds bounds) {
        var spec =
                new RunSpec(
                        "job-" + all.size(),
                        source,
                        DecodeOptions.AUTO,
                        scan,
                        Measures.STANDARD,
                        bounds,
                        false);
        var playing = new Playing(spec, Rig.limits(directory, 1_000_000));
        all.add(playing);
        return playing;
    }

    Playing play(Source source) {
        return play(source, ScanOptions.AUTO, Bounds.NONE);
    }

    void start(Playing playing, Strategy strategy) {
        playing.run.start(strategy, usual(strategy), Priority.NORMAL);
    }

    LaneExecutor usual(Strategy strategy) {
        return strategy.usualExecutor().equals("turns") ? one : two;
    }

    /// Lets all happen that will.
    void finish() {
        simulation.run();
        for (Playing playing : all) {
            if (!playing.listener.hasEnded()) {
                throw new AssertionError("it never ends: somebody was not woken");
            }
        }
        one.stop();
        two.stop();
        simulation.run();
    }

    private LaneExecutor executor(String name, int workers, Duration quantum) {
        return new LaneExecutor(
                new ExecutorSpec(name, workers, ThreadKind.VIRTUAL, quantum, QueuePolicy.FAIR),
                simulation);
    }
}
