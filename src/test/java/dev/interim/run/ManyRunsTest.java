package dev.interim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.fixture.NoAlarms;
import dev.interim.fixture.RecordingListener;
import dev.interim.fixture.ScriptedSource;
import dev.interim.fixture.SmallCsv;
import dev.interim.schedule.ExecutorSpec;
import dev.interim.schedule.LaneExecutor;
import dev.interim.schedule.Priority;
import dev.interim.schedule.QueuePolicy;
import dev.interim.schedule.ThreadKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Real threads, many small runs at a time, and sources that often have nothing: a wake-up that is
/// lost leaves a run standing, and the test with it.
@Timeout(120)
class ManyRunsTest {
    private static final int RUNS = 300;
    private static final int CANCELLED_RUNS = 10_000;
    private static final byte[] CSV = SmallCsv.of(60, 4);

    @TempDir Path directory;

    /// From where a source that had nothing says that it has something.
    enum Waker {
        BEFORE_IT_HAS_ANSWERED,
        FROM_ANOTHER_THREAD
    }

    @ParameterizedTest
    @EnumSource
    void nobodyIsLeftStanding(Waker waker) {
        var expected = Rig.undisturbed(CSV, directory);
        List<RecordingListener> listeners = new ArrayList<>();
        try (var another = Executors.newSingleThreadExecutor();
                var turns = executor("turns", 1);
                var cores = executor("cores", 3)) {
            for (int i = 0; i < RUNS; i++) {
                var strategy = Strategy.all().get(i % 3);
                var executor = strategy.usualExecutor().equals("turns") ? turns : cores;
                listeners.add(started(strategy, executor, waker(waker, another), i));
            }
            assertThat(listeners)
                    .hasSize(RUNS)
                    .allMatch(listener -> listener.end().equals(new RunEnd.Succeeded()))
                    .allMatch(listener -> listener.result().equals(expected));
        }
    }

    /// While a run goes over from one mode to another it has no lanes for a moment: whoever cancels
    /// it then must be heard all the same.
    @Test
    void cancelIsNotLostBesideChangesOfMode() {
        try (var another = Executors.newSingleThreadExecutor();
                var turns = executor("turns", 1);
                var cores = executor("cores", 2)) {
            for (int i = 0; i < CANCELLED_RUNS; i++) {
                var source = new ScriptedSource().then(CSV).thenWaitFor(new ScriptedSource.Gate());
                var listener = new RecordingListener();
                var limits = Rig.limits(directory, 0);
                var run = new Run(Rig.spec(source), limits, listener, new NoAlarms());
                run.start(new Strategy.Concurrent(), turns, Priority.NORMAL);
                another.execute(run::cancel);
                for (int change = 0; change < 5 && !listener.hasEnded(); change++) {
                    run.change(new Strategy.Parallel(), cores);
                    run.change(new Strategy.Concurrent(), turns);
                }
                assertThat(listener.end()).isEqualTo(new RunEnd.Cancelled());
            }
        }
    }

    private RecordingListener started(
            Strategy strategy, LaneExecutor executor, Executor waker, long seed) {
        var source = new ScriptedSource(waker);
        source.thenRandomly(CSV, 300, 70, new Random(seed));
        var listener = new RecordingListener();
        new Run(Rig.spec(source), Rig.limits(directory, 0), listener, new NoAlarms())
                .start(strategy, executor, Priority.NORMAL);
        return listener;
    }

    private static Executor waker(Waker waker, Executor another) {
        return switch (waker) {
            case BEFORE_IT_HAS_ANSWERED -> Runnable::run;
            case FROM_ANOTHER_THREAD -> another;
        };
    }

    private static LaneExecutor executor(String name, int workers) {
        return new LaneExecutor(
                new ExecutorSpec(
                        name,
                        workers,
                        ThreadKind.PLATFORM,
                        Duration.ofMillis(1),
                        QueuePolicy.FAIR));
    }
}
