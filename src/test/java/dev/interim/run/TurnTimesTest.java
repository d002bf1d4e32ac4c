package dev.interim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.codec.DecodeLimits;
import dev.interim.engine.codec.DecodeOptions;
import dev.interim.fixture.NoAlarms;
import dev.interim.fixture.RecordingListener;
import dev.interim.fixture.ScriptedSource;
import dev.interim.run.Strategy.Concurrent;
import dev.interim.schedule.ExecutorListener;
import dev.interim.schedule.ExecutorSpec;
import dev.interim.schedule.LaneExecutor;
import dev.interim.schedule.Priority;
import dev.interim.schedule.QueuePolicy;
import dev.interim.schedule.Span;
import dev.interim.schedule.ThreadKind;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// However data is made to keep a worker busy, no turn takes long: measured in processor time,
/// which other processes do not change, once the code is compiled.
@Timeout(300)
class TurnTimesTest {
    private static final int ATTEMPTS = 4;
    private static final Duration WAITED_FOR = Duration.ofMinutes(1);

    @TempDir private Path directory;

    static List<HostileData> hostile() {
        return HostileData.all();
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void noTurnTakesLong(HostileData data) throws InterruptedException {
        byte[] bytes = data.bytes().get();
        long shortest = Long.MAX_VALUE;
        for (int i = 0; i < ATTEMPTS && shortest > data.mostNanos(); i++) {
            shortest = Math.min(shortest, longestTurn(data, bytes));
        }
        assertThat(Duration.ofNanos(shortest))
                .isLessThanOrEqualTo(Duration.ofNanos(data.mostNanos()));
    }

    private long longestTurn(HostileData data, byte[] bytes) throws InterruptedException {
        var quantum = ExecutorSpec.STANDARD_QUANTUM;
        var spec = new ExecutorSpec("turns", 1, ThreadKind.PLATFORM, quantum, QueuePolicy.FAIR);
        var turns = new Turns();
        try (var executor = new LaneExecutor(spec)) {
            executor.listen(turns);
            var ended = new RecordingListener();
            run(data, bytes, ended).start(new Concurrent(), executor, Priority.NORMAL);
            ended.end(WAITED_FOR);
        }
        return turns.longest();
    }

    private Run run(HostileData data, byte[] bytes, RecordingListener listener) {
        var spec =
                new RunSpec(
                        "job",
                        new ScriptedSource().then(bytes),
                        DecodeOptions.AUTO,
                        data.options(),
                        data.measures(),
                        data.bounds(),
                        false);
        var decode = new DecodeLimits(1_000_000_000, 200, 1_000_000);
        var limits = new RunLimits(decode, 64 << 20, directory, Duration.ofMillis(250), 1000);
        return new Run(spec, limits, listener, new NoAlarms());
    }

    /// What a worker does from the end of a turn to that of the next: the turn and all around it.
    private static final class Turns implements ExecutorListener {
        private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
        private long before;
        private long longest;

        @Override
        public synchronized void turnEnded(Span span, long waitedNanos) {
            long now = THREADS.getCurrentThreadCpuTime();
            longest = Math.max(longest, now - before);
            before = now;
        }

        synchronized long longest() {
            assertThat(before).as("processor time of the worker").isPositive();
            return longest;
        }
    }
}
