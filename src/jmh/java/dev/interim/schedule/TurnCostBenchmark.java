package dev.interim.schedule;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What one turn costs beside its work: choice, account, timeline and return to the queue.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
@State(Scope.Benchmark)
public class TurnCostBenchmark {
    private static final int TURNS = 100_000;

    /// How many lanes wait beside each other, each in a group of its own.
    @Param({"1", "10", "1000"})
    private int lanes;

    @Param({"1", "2"})
    private int workers;

    @Param({"FAIR", "FIFO"})
    private QueuePolicy queue;

    private LaneExecutor executor;

    /// Starts the workers.
    @Setup
    public void open() {
        executor =
                new LaneExecutor(
                        new ExecutorSpec(
                                "bench",
                                workers,
                                ThreadKind.PLATFORM,
                                Duration.ofMillis(20),
                                queue));
    }

    /// Ends the workers.
    @TearDown
    public void close() {
        executor.close();
    }

    /// Turns that do nothing.
    @Benchmark
    @OperationsPerInvocation(TURNS)
    public void turn() throws InterruptedException {
        var done = new CountDownLatch(lanes);
        for (int i = 0; i < lanes; i++) {
            Work work = new Counted(TURNS / lanes, done);
            executor.lane(
                            new LaneSpec("group " + i, "lane", Priority.NORMAL),
                            work,
                            new Timeline(1_024))
                    .start();
        }
        done.await();
    }

    /// So many turns.
    private static final class Counted implements Work {
        private final CountDownLatch done;
        private int left;

        Counted(int turns, CountDownLatch done) {
            this.left = turns;
            this.done = done;
        }

        @Override
        public Next turn(Turn turn) {
            left--;
            if (left > 0) {
                return Next.AGAIN;
            }
            done.countDown();
            return Next.END;
        }
    }
}
