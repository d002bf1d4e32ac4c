package dev.interim.engine.sketch;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.datasketches.kll.KllDoublesSketch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What sketches cost a value, beside Apache DataSketches; each starts empty and gets as many
/// values as [Quantiles] takes whole, in batches.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@OperationsPerInvocation(SketchBenchmark.BATCHES * SketchBenchmark.ROWS)
public class SketchBenchmark {
    static final int BATCHES = 128;
    static final int ROWS = 2048;
    private static final int SIZE_OF_PEER = 200;

    /// Our quantiles.
    @Benchmark
    public Object quantiles(Values values, Size size) {
        var sketch = new Quantiles(size.size);
        for (double[] batch : values.numbers) {
            sketch.add(batch, ROWS);
        }
        return sketch;
    }

    /// The peer's quantiles.
    @Benchmark
    public Object kll(Values values) {
        var sketch = KllDoublesSketch.newHeapInstance(SIZE_OF_PEER);
        for (double[] batch : values.numbers) {
            sketch.update(batch, 0, ROWS);
        }
        return sketch;
    }

    /// How many different values there are.
    @Benchmark
    public Object distinct(Values values) {
        var sketch = new DistinctSketch(DistinctSketch.USUAL);
        for (long hash : values.hashes) {
            sketch.add(hash);
        }
        return sketch;
    }

    /// What is added.
    @State(Scope.Thread)
    public static class Values {
        private final double[][] numbers = new double[BATCHES][];
        private final long[] hashes;

        /// Makes the values.
        public Values() {
            var random = new SplittableRandom(1);
            for (int batch = 0; batch < BATCHES; batch++) {
                numbers[batch] = random.doubles(ROWS).toArray();
            }
            hashes = random.longs((long) BATCHES * ROWS).toArray();
        }
    }

    /// The size of our sketch: that of the peer and the usual one.
    @State(Scope.Thread)
    public static class Size {
        @Param({"" + Quantiles.SMALL_SIZE, "" + Quantiles.USUAL_SIZE})
        private int size;
    }
}
