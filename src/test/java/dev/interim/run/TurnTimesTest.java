package dev.interim.run;

import dev.interim.engine.codec.DecodeLimits;
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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TurnTimesTest {
    @TempDir private Path directory;

    static List<HostileData> recipes() {
        String only = System.getProperty("only");
        return HostileData.all().stream().filter(it -> only == null || it.name().contains(only)).toList();
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void longest(HostileData recipe) {
        byte[] bytes = recipe.bytes().get();
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            var turns = new Turns();
            var end = run(recipe, bytes, turns);
            System.out.printf(
                    "TT %-60s %s all %6d ms  end %s%n",
                    recipe.name().substring(0, Math.min(60, recipe.name().length())), turns, (System.nanoTime() - start) / 1_000_000, (end instanceof RunEnd.Failed f ? f.toString() : "ok"));
        }
    }

    private RunEnd run(HostileData recipe, byte[] bytes, Turns turns) {
        var spec = new ExecutorSpec("turns", 1, ThreadKind.PLATFORM, Duration.ofMillis(20), QueuePolicy.FAIR);
        try (var executor = new LaneExecutor(spec)) {
            executor.listen(turns);
            var listener = new RecordingListener();
            var runSpec =
                    new RunSpec(
                            "job",
                            new ScriptedSource().then(bytes),
                            dev.interim.engine.codec.DecodeOptions.AUTO,
                            recipe.options(),
                            recipe.measures(),
                            recipe.bounds(),
                            false);
            var decode = new DecodeLimits(1_000_000_000, 200, 1_000_000);
            var limits = new RunLimits(decode, 64 << 20, directory, Duration.ofMillis(250), 1000);
            var run = new Run(runSpec, limits, listener, new NoAlarms());
            run.start(new Concurrent(), executor, Priority.NORMAL);
            var end = listener.end();
            turns.last();
            return end;
        }
    }

    static final class Turns implements ExecutorListener {
        private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
        private final List<Span> spans = new ArrayList<>();
        private final List<Long> cpu = new ArrayList<>();
        private long before = -1;
        private long thread;
        long end;

        @Override
        public synchronized void turnEnded(Span span, long waitedNanos) {
            long now = THREADS.getCurrentThreadCpuTime();
            thread = Thread.currentThread().threadId();
            cpu.add(before < 0 ? now : now - before);
            before = now;
            spans.add(span);
        }

        synchronized void last() {
            end = THREADS.getThreadCpuTime(thread) - before;
        }

        @Override
        public String toString() {
            int longest = 0;
            for (int i = 0; i < cpu.size(); i++) {
                if (cpu.get(i) > cpu.get(longest)) {
                    longest = i;
                }
            }
            return "cpu %5d ms in %-10s of %4d, end %5d ms"
                    .formatted(
                            cpu.get(longest) / 1_000_000,
                            spans.get(longest).track().activity().name(), cpu.size(),
                            end / 1_000_000);
        }
    }
}
